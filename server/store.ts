import { mkdirSync } from "node:fs";
import { join } from "node:path";
import Database from "libsql";
import * as z from "zod";
import { applyDiff, toDiff, type DocumentChanges } from "../shared/changes.ts";
import { ProblemError } from "../shared/errors.ts";
import type { CommandLogEntry, DocumentAction } from "../shared/protocol.ts";
import { documentSchema, type Document } from "../shared/topology.ts";

/** "veth" in ASCII: tells our file from somebody else's. */
const applicationId = 0x76657468;
const schemaVersion = 1;
/** A lab's document is written whole after so many edits; in between, edits are enough. */
const editsPerSnapshot = 100;
/** Edits kept for undo and the command log after a restart. */
const editsKept = 400;

export interface StoredLab {
  readonly id: string;
  /** Small and never used twice: the lab's unprivileged user is made from it. */
  readonly number: number;
  readonly name: string;
  readonly createdAt: number;
  readonly changedAt: number;
}

/** `original` follows from the order of a person's edits. */
export interface StoredEdit extends Omit<CommandLogEntry, "original"> {
  readonly action: DocumentAction;
  readonly changes: DocumentChanges;
}

/**
 * Everything that must outlive the server, in one SQLite file (WAL, synchronous=FULL: a commit that returned is on the
 * disk). The only file that knows the database.
 */
export class Store {
  readonly #database: Database.Database;

  /** @throws ProblemError "storage-failed" when the file is damaged, newer, or not ours; it is left as it is. */
  constructor(folder: string) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const file = join(folder, "vethlab.db");
    let database: Database.Database | null = null;
    try {
      database = new Database(file);
      this.#database = database;
      database.exec("PRAGMA busy_timeout = 2000");
      this.#prepare(file);
    } catch (error) {
      database?.close();
      if (error instanceof ProblemError) throw error;
      throw unusable(
        `${file} cannot be used: ${messageOf(error)}. It was left as it is`,
        "storage-damaged",
        error,
      );
    }
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
    return rowsAs(
      labSchema,
      this.#database.prepare("SELECT * FROM labs WHERE deleted_at IS NULL ORDER BY created_at").all(),
    ).map(toStoredLab);
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

  /** The document with its revision, and the edits kept. */
  loadLab(id: string): { revision: number; document: Document; edits: StoredEdit[] } {
    const row = rowsAs(
      snapshotSchema,
      this.#database.prepare("SELECT snapshot, snapshot_revision FROM labs WHERE id = ?").all(id),
    )[0];
    if (row === undefined) throw new TypeError(`no lab ${id}`);
    const rows = this.#database.prepare("SELECT * FROM edits WHERE lab = ? ORDER BY revision").all(id);
    const edits = rowsAs(editRowSchema, rows).map(toStoredEdit);
    let document: Document = documentSchema.parse(JSON.parse(row.snapshot));
    let revision = row.snapshot_revision;
    for (const edit of edits) {
      if (edit.revision <= row.snapshot_revision) continue;
      document = applyDiff(document, toDiff(edit.changes));
      revision = edit.revision;
    }
    return { revision, document, edits };
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
    const [row] = rowsAs(labSchema, this.#database.prepare("SELECT * FROM labs WHERE id = ?").all(id));
    if (row === undefined) throw new TypeError(`no lab ${id}`);
    return toStoredLab(row);
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
      if (error instanceof ProblemError) throw error;
      const code = messageOf(error).includes("full") ? "disk-full" : "storage-failed";
      throw unusable(`could not be saved: ${messageOf(error)}`, code, error);
    }
  }

  #prepare(file: string): void {
    const [check] = rowsAs(
      z.object({ quick_check: z.string() }),
      this.#database.prepare("PRAGMA quick_check(1)").all(),
    );
    if (check?.quick_check !== "ok")
      throw unusable(`${file} is damaged (${check?.quick_check}). It was left as it is`, "storage-damaged");
    const version = this.#pragma("user_version");
    const application = this.#pragma("application_id");
    const isNew = version === 0 && application === 0;
    if (isNew && this.#hasTables())
      throw unusable(`${file} is not Vethlab's. It was left as it is`, "storage-foreign");
    if (!isNew && application !== applicationId)
      throw unusable(`${file} is not Vethlab's. It was left as it is`, "storage-foreign");
    if (version > schemaVersion) {
      throw unusable(
        `${file} was written by a newer Vethlab (${version}, this one knows ${schemaVersion}). It was left as it is`,
        "storage-newer",
      );
    }
    this.#database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;");
    if (isNew) this.#database.exec(schema);
  }

  #pragma(name: "user_version" | "application_id"): number {
    const [row] = rowsAs(z.record(z.string(), z.number()), this.#database.prepare(`PRAGMA ${name}`).all());
    return row?.[name] ?? 0;
  }

  #hasTables(): boolean {
    return this.#database.prepare("SELECT 1 FROM sqlite_master LIMIT 1").all().length > 0;
  }
}

const schema = `
BEGIN;
CREATE TABLE labs (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  changed_at INTEGER NOT NULL,
  deleted_at INTEGER,
  snapshot_revision INTEGER NOT NULL,
  snapshot TEXT NOT NULL
) STRICT;
CREATE TABLE edits (
  lab TEXT NOT NULL REFERENCES labs (id) ON DELETE CASCADE,
  revision INTEGER NOT NULL,
  author_id TEXT NOT NULL,
  author_name TEXT NOT NULL,
  at INTEGER NOT NULL,
  action TEXT NOT NULL,
  steps TEXT NOT NULL,
  changes TEXT NOT NULL,
  PRIMARY KEY (lab, revision)
) STRICT, WITHOUT ROWID;
PRAGMA application_id = ${applicationId};
PRAGMA user_version = ${schemaVersion};
COMMIT;
`;

const labSchema = z.object({
  id: z.string(),
  number: z.number(),
  name: z.string(),
  created_at: z.number(),
  changed_at: z.number(),
});
const snapshotSchema = z.object({ snapshot: z.string(), snapshot_revision: z.number() });
const editRowSchema = z.object({
  revision: z.number(),
  author_id: z.string(),
  author_name: z.string(),
  at: z.number(),
  action: z.enum(["edit", "undo", "redo"]),
  steps: z.string(),
  changes: z.string(),
});

function rowsAs<S extends z.ZodType>(rowSchema: S, rows: unknown): z.output<S>[] {
  return z.array(rowSchema).parse(rows);
}

function toStoredLab(row: z.output<typeof labSchema>): StoredLab {
  return {
    id: row.id,
    number: row.number,
    name: row.name,
    createdAt: row.created_at,
    changedAt: row.changed_at,
  };
}

function toStoredEdit(row: z.output<typeof editRowSchema>): StoredEdit {
  return {
    revision: row.revision,
    author: { id: row.author_id, name: row.author_name },
    at: row.at,
    action: row.action,
    // Written by appendEdit in the same version of the schema, from typed values.
    steps: JSON.parse(row.steps) as CommandLogEntry["steps"],
    changes: JSON.parse(row.changes) as DocumentChanges,
  };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function unusable(detail: string, code: string, cause?: unknown): ProblemError {
  return new ProblemError({ kind: "storage-failed", code, detail }, cause);
}
