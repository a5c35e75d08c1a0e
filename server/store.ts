import type { Database } from "libsql";
import { messageOf } from "../shared/errors.ts";
import type { Document } from "../shared/topology.ts";
import { openStoreFile } from "./store-file.ts";
import {
  editColumns,
  labColumns,
  snapshotColumns,
  toStoredContent,
  toStoredLab,
  type StoredContent,
  type StoredEdit,
  type StoredLab,
} from "./store-rows.ts";
import { storageProblem } from "./storage-problem.ts";

/** A lab's document is written whole after so many edits; in between, edits are enough. */
const editsPerSnapshot = 100;
/** Edits kept for undo and the command log after a restart. */
const editsKept = 400;

/**
 * Everything that must outlive the server, in one SQLite file (WAL, synchronous=FULL: a commit that returned is on the
 * disk). Of the database know only this file and those beside it: store-file.ts, store-log.ts, store-rows.ts.
 */
export class Store {
  readonly #database: Database;

  /** @throws ProblemError "storage-failed" when its file cannot be used; it is left as it is. */
  constructor(folder: string) {
    this.#database = openStoreFile(folder);
  }

  /** Leaves everything in the one file, for those who copy it. */
  close(): void {
    try {
      this.#database.exec("PRAGMA wal_checkpoint(TRUNCATE)");
    } catch {
      // No room for it, say: then the log beside the file goes on holding the rest.
    }
    this.#database.close();
  }

  labs(): StoredLab[] {
    return this.#database
      .prepare(`SELECT ${labColumns} FROM labs WHERE deleted_at IS NULL ORDER BY created_at`)
      .all()
      .map(toStoredLab);
  }

  createLab(id: string, name: string, document: Document, at: number): StoredLab {
    return this.#write(() => {
      this.#database
        .prepare(
          "INSERT INTO labs (id, name, created_at, changed_at, snapshot_revision, snapshot) VALUES (?, ?, ?, ?, 0, ?)",
        )
        .run(id, name, at, at, JSON.stringify(document));
      return this.#lab(id);
    });
  }

  renameLab(id: string, name: string): void {
    this.#write(() => this.#database.prepare("UPDATE labs SET name = ? WHERE id = ?").run(name, id));
  }

  /** Marks it; `undeleteLab` takes that back. The content stays until `forgetDeleted`. */
  deleteLab(id: string, at: number): void {
    this.#write(() => this.#database.prepare("UPDATE labs SET deleted_at = ? WHERE id = ?").run(at, id));
  }

  /** Null when there is no such deleted lab. */
  undeleteLab(id: string): StoredLab | null {
    return this.#write(() => {
      const { changes } = this.#database
        .prepare("UPDATE labs SET deleted_at = NULL WHERE id = ? AND deleted_at IS NOT NULL")
        .run(id);
      return changes === 0 ? null : this.#lab(id);
    });
  }

  /** Drops labs deleted before this time for good. */
  forgetDeleted(before: number): void {
    this.#write(() => this.#database.prepare("DELETE FROM labs WHERE deleted_at < ?").run(before));
  }

  /** @throws ProblemError "storage-failed" when something of it is missing or wrong */
  loadLab({ id, name }: Pick<StoredLab, "id" | "name">): StoredContent {
    try {
      return toStoredContent(
        this.#database.prepare(`SELECT ${snapshotColumns} FROM labs WHERE id = ?`).get(id),
        this.#database.prepare(`SELECT ${editColumns} FROM edits WHERE lab = ? ORDER BY revision`).all(id),
      );
    } catch (error) {
      const what = `the lab "${name}" is damaged (${messageOf(error)}) and was left as it is`;
      throw storageProblem("lab-damaged", what, { cause: error, parameters: { name } });
    }
  }

  /** Durable when it returns. @throws ProblemError "storage-failed" (disk full…), having written nothing. */
  appendEdit(lab: string, edit: StoredEdit, document: Document): void {
    this.#write(() => {
      this.#database
        .prepare(
          "INSERT INTO edits (lab, revision, author_id, author_name, at, action, steps, changes) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        )
        .run(
          lab,
          edit.revision,
          edit.author.id,
          edit.author.name,
          edit.at,
          edit.action,
          JSON.stringify(edit.steps),
          JSON.stringify(edit.changes),
        );
      this.#database.prepare("UPDATE labs SET changed_at = ? WHERE id = ?").run(edit.at, lab);
      if (edit.revision % editsPerSnapshot === 0) this.#snapshot(lab, edit.revision, document);
    });
  }

  #snapshot(lab: string, revision: number, document: Document): void {
    this.#database
      .prepare("UPDATE labs SET snapshot = ?, snapshot_revision = ? WHERE id = ?")
      .run(JSON.stringify(document), revision, lab);
    this.#database
      .prepare("DELETE FROM edits WHERE lab = ? AND revision <= ?")
      .run(lab, revision - editsKept);
  }

  #lab(id: string): StoredLab {
    return toStoredLab(this.#database.prepare(`SELECT ${labColumns} FROM labs WHERE id = ?`).get(id));
  }

  #write<T>(work: () => T): T {
    try {
      this.#database.exec("BEGIN IMMEDIATE");
      const result = work();
      this.#database.exec("COMMIT");
      return result;
    } catch (error) {
      // SQLite takes a transaction back by itself when the disk is full; to do so again is an error that hides the first.
      if (this.#database.inTransaction) this.#database.exec("ROLLBACK");
      const code = messageOf(error).includes("full") ? "disk-full" : "storage-failed";
      throw storageProblem(code, `this could not be saved (${messageOf(error)})`, { cause: error });
    }
  }
}
