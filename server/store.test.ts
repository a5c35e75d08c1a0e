import { createHash } from "node:crypto";
import {
  copyFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "libsql";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { applyEdit } from "../shared/apply-edit.ts";
import { changesBetween } from "../shared/changes.ts";
import type { Edit } from "../shared/edit.ts";
import type { Problem } from "../shared/errors.ts";
import { problemOf } from "../shared/testing/problems.ts";
import { smallLab } from "../shared/testing/small-lab.ts";
import { emptyDocument, newNamespace, type Document } from "../shared/topology.ts";
import type { StoredContent } from "./store-rows.ts";
import { Store } from "./store.ts";
import { startChild } from "./testing/child.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "vethlab-store-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const ada = { id: "ada", name: "Ada" };

function append(store: Store, document: Document, revision: number, edit: Edit): Document {
  const after = applyEdit(document, edit);
  const changes = changesBetween(document, after);
  store.appendEdit(
    "lab",
    { revision, author: ada, at: 1000 + revision, action: "edit", steps: [], changes },
    after,
  );
  return after;
}

/** A store with a lab of so many edits: namespaces n1, n2, … */
function written(edits: number): Document {
  const store = new Store(folder);
  store.createLab("lab", "A lab", emptyDocument, 0);
  let document: Document = emptyDocument;
  for (let revision = 1; revision <= edits; revision += 1) {
    const id = `n${revision}`;
    document = append(store, document, revision, { op: "add", record: newNamespace(id, id) });
  }
  store.close();
  return document;
}

/** Opens it, looks, and closes it again. */
function reopened<T>(look: (store: Store) => T): T {
  const store = new Store(folder);
  try {
    return look(store);
  } finally {
    store.close();
  }
}

/** What is kept of the only lab. */
function theLab(store: Store): StoredContent {
  const [lab] = store.labs();
  if (lab === undefined) throw new TypeError("there is no lab");
  return store.loadLab(lab);
}

describe("what is stored", () => {
  test("STORE-1: is there when it is opened again: the document, its revision, the edits", () => {
    const store = new Store(folder);
    store.createLab("lab", "A lab", smallLab, 7);
    let document = append(store, smallLab, 1, { op: "remove", id: "red" });
    document = append(store, document, 2, { op: "place", positions: { blue: { x: 1, y: 2 } } });
    store.close();
    const loaded = reopened(theLab);
    expect(loaded).toMatchObject({ revision: 2, document });
    expect(loaded.edits.map(({ revision, author, at, action }) => [revision, author, at, action])).toEqual([
      [1, ada, 1001, "edit"],
      [2, ada, 1002, "edit"],
    ]);
    expect(reopened((again) => again.labs())).toEqual([
      { id: "lab", number: 1, name: "A lab", createdAt: 7, changedAt: 1002 },
    ]);
  });

  test("STORE-1: the document is whole whatever is left of the edits", () => {
    for (const edits of [0, 1, 99, 100, 101, 520]) {
      const document = written(edits);
      const loaded = reopened(theLab);
      expect([loaded.revision, loaded.document]).toEqual([edits, document]);
      expect(loaded.edits.at(-1)?.revision ?? 0).toBe(edits);
      expect(loaded.edits.length).toBeLessThanOrEqual(500);
      rmSync(folder, { recursive: true, force: true });
    }
  }, 30_000);

  test("STORE-1: closed, it is one file", () => {
    const document = written(20);
    const files = readdirSync(folder).filter((name) => name !== "vethlab.db");
    for (const name of files) rmSync(join(folder, name));
    expect(reopened(theLab).document).toEqual(document);
  });

  test("STORE-1: only its owner can read it", () => {
    rmSync(folder, { recursive: true, force: true });
    written(0);
    expect(statSync(folder).mode & 0o077).toBe(0);
  });

  test("STORE-2: a deleted lab can be taken back until it is forgotten; numbers are never used twice", () => {
    written(3);
    const store = new Store(folder);
    store.deleteLab("lab", 500);
    expect(store.labs()).toEqual([]);
    expect(store.undeleteLab("lab")).toMatchObject({ id: "lab", number: 1 });
    expect(store.undeleteLab("lab")).toBeNull();
    store.deleteLab("lab", 500);
    store.forgetDeleted(500);
    expect(store.undeleteLab("lab")).toMatchObject({ id: "lab" });
    store.deleteLab("lab", 500);
    store.forgetDeleted(501);
    expect(store.undeleteLab("lab")).toBeNull();
    expect(store.createLab("other", "Another", emptyDocument, 600).number).toBe(2);
    store.close();
  });

  test("STORE-3: what was said to be there is there after the writer was killed", async () => {
    for (const lines of [1, 37, 120]) {
      const place = join(folder, String(lines));
      const child = startChild(new URL("testing/children/write-edits.ts", import.meta.url), [place]);
      let said = 0;
      while (said < lines) said = Number(await child.line());
      child.process.kill("SIGKILL");
      await child.output.catch(() => undefined);
      const store = new Store(place);
      const { revision, document } = theLab(store);
      store.close();
      expect(revision).toBeGreaterThanOrEqual(said);
      expect(Object.keys(document.topology)).toHaveLength(revision + 1);
    }
  }, 30_000);
});

describe("a lab of which something is wrong or missing", () => {
  const spoiled: readonly [string, string, string][] = [
    [
      "an edit that is no JSON",
      "UPDATE edits SET changes = substr(changes, 1, 20) WHERE revision = 2",
      "JSON",
    ],
    ["steps that are no JSON", "UPDATE edits SET steps = '[' WHERE revision = 2", "JSON"],
    ["a snapshot of another form", "UPDATE labs SET snapshot = '{}'", "snapshot.topology"],
    [
      "a byte that is no text",
      "UPDATE labs SET snapshot = CAST(replace(CAST(snapshot AS BLOB), x'686f7374', x'68ff7374') AS TEXT)",
      "snapshot",
    ],
    ["an edit missing in the middle", "DELETE FROM edits WHERE revision = 2", "edit 2 is missing"],
    ["the first edit missing", "DELETE FROM edits WHERE revision = 1", "edit 1 is missing"],
    ["the last edit missing", "DELETE FROM edits WHERE revision = 3", "edit 3 is missing"],
    ["all edits missing", "DELETE FROM edits", "edit 1 is missing"],
    [
      "an edit in another's place",
      "UPDATE edits SET changes = (SELECT changes FROM edits WHERE revision = 1) WHERE revision = 2",
      "edit 2 does not follow",
    ],
    [
      "an edit that no kernel could hold",
      'UPDATE edits SET changes = replace(changes, \'"name":"n3"\', \'"name":"-n"\') WHERE revision = 3',
      "edit 3.records.n3.to.name",
    ],
  ];
  test.each(spoiled)("STORE-7: %s is told, with the lab's name", (_what, statement, why) => {
    written(3);
    const database = new Database(join(folder, "vethlab.db"));
    database.exec(statement);
    database.close();
    const problem = problemOf(() => reopened(theLab));
    expect(problem).toMatchObject({
      kind: "storage-failed",
      code: "lab-damaged",
      parameters: { name: "A lab" },
    });
    expect(problem.detail).toContain('"A lab"');
    expect(problem.detail).toContain(why);
  });

  test("STORE-7: edits missing behind the snapshot are told, too", () => {
    written(101);
    const database = new Database(join(folder, "vethlab.db"));
    database.exec("DELETE FROM edits WHERE revision >= 100");
    database.close();
    expect(problemOf(() => reopened(theLab)).detail).toContain("edit 100 is missing");
  });
});

describe("a file that cannot be used", () => {
  /** Every file beside the database, with its content. */
  function everything(): Record<string, string> {
    return Object.fromEntries(
      readdirSync(folder)
        // SQLite's index of the log, which it makes anew each time, and a log with nothing in it.
        .filter((name) => !name.endsWith("-shm") && statSync(join(folder, name)).size > 0)
        .toSorted()
        .map((name) => [
          name,
          createHash("sha256")
            .update(readFileSync(join(folder, name)))
            .digest("hex"),
        ]),
    );
  }
  const file = () => join(folder, "vethlab.db");
  const write = (...statements: string[]) => {
    const database = new Database(file());
    for (const statement of statements) database.exec(statement);
    database.close();
  };
  const overwrite = (at: number, length: number) => {
    const content = readFileSync(file());
    content.fill(0xa5, at, at + length);
    writeFileSync(file(), content);
  };

  /** As a killed writer leaves it: what it wrote is in the log beside the file. */
  const writtenAndKilled = (edits: number) => {
    const place = join(folder, "killed");
    const store = new Store(place);
    store.createLab("lab", "A lab", emptyDocument, 0);
    let document: Document = emptyDocument;
    for (let revision = 1; revision <= edits; revision += 1) {
      const id = `n${revision}`;
      document = append(store, document, revision, { op: "add", record: newNamespace(id, id) });
    }
    for (const name of ["vethlab.db", "vethlab.db-wal"]) copyFileSync(join(place, name), join(folder, name));
    store.close();
    rmSync(place, { recursive: true });
  };
  /** @param from  as a part of its length */
  const fillLog = (from: number, length = Number.POSITIVE_INFINITY, seed = 0xa5) => {
    const log = readFileSync(`${file()}-wal`);
    const begin = Math.floor(log.length * from);
    log.fill(seed, begin, Math.min(log.length, begin + length));
    writeFileSync(`${file()}-wal`, log);
  };

  const spoiled: readonly [string, () => void, string][] = [
    ["no database at all", () => writeFileSync(file(), "x".repeat(20_000)), "storage-damaged"],
    [
      "a database cut in the middle",
      () => {
        written(120);
        writeFileSync(file(), readFileSync(file()).subarray(0, 9000));
      },
      "storage-damaged",
    ],
    [
      "a page full of rubbish",
      () => {
        written(120);
        overwrite(8192, 4096);
      },
      "storage-damaged",
    ],
    [
      "a header full of rubbish",
      () => {
        written(20);
        overwrite(0, 100);
      },
      "storage-damaged",
    ],
    [
      "emptied beside a log that holds everything",
      () => {
        writtenAndKilled(20);
        writeFileSync(file(), "");
      },
      "storage-damaged",
    ],
    [
      "taken away from a log that holds everything",
      () => {
        writtenAndKilled(20);
        rmSync(file());
      },
      "storage-damaged",
    ],
    [
      "a log full of rubbish",
      () => {
        writtenAndKilled(20);
        fillLog(0);
      },
      "storage-damaged",
    ],
    [
      "a log that is rubbish from its middle on",
      () => {
        writtenAndKilled(20);
        fillLog(0.5);
      },
      "storage-damaged",
    ],
    [
      "a log with one wrong byte in its middle",
      () => {
        writtenAndKilled(20);
        fillLog(0.5, 1);
      },
      "storage-damaged",
    ],
    [
      "without one of its tables",
      () => {
        written(1);
        write("DROP TABLE edits");
      },
      "storage-damaged",
    ],
    [
      "without one of its columns",
      () => {
        written(1);
        write("ALTER TABLE edits DROP COLUMN steps");
      },
      "storage-damaged",
    ],
    [
      "written by a newer version",
      () => {
        written(1);
        write("PRAGMA user_version = 2");
      },
      "storage-newer",
    ],
    [
      "somebody else's, marked so",
      () => write("CREATE TABLE t (a)", "PRAGMA application_id = 7", "PRAGMA user_version = 1"),
      "storage-foreign",
    ],
    ["somebody else's, unmarked", () => write("CREATE TABLE t (a)"), "storage-foreign"],
    [
      "somebody else's, in WAL mode",
      () => write("PRAGMA journal_mode = WAL", "CREATE TABLE t (a)", "PRAGMA user_version = 3"),
      "storage-foreign",
    ],
  ];
  test.each(spoiled)("STORE-4: is told and left as it is: %s", (_what, spoil, code) => {
    spoil();
    const before = everything();
    const problem: Problem = problemOf(() => new Store(folder));
    expect(problem).toMatchObject({ kind: "storage-failed", code });
    expect(problem.detail).toContain("left as it is");
    expect(problem.detail).toContain(file());
    expect(everything()).toEqual(before);
  });

  test("STORE-4: an empty file is a new one, and so is what a killed server had begun to make", () => {
    writeFileSync(file(), "");
    writeFileSync(`${file()}.new`, "half");
    expect(reopened((store) => store.labs())).toEqual([]);
    expect(readdirSync(folder)).not.toContain("vethlab.db.new");
  });

  test("STORE-3: a log that ends in what a power cut broke off, or in an older log, is a whole one", () => {
    const begun = [
      (log: Buffer) => Buffer.concat([log, Buffer.alloc(9000)]),
      (log: Buffer) => log.subarray(0, log.length - 100),
    ];
    for (const change of begun) {
      writtenAndKilled(20);
      writeFileSync(`${file()}-wal`, change(readFileSync(`${file()}-wal`)));
      expect(reopened(theLab).revision).toBeGreaterThanOrEqual(19);
      rmSync(folder, { recursive: true });
    }
    // A log of 4 MB is begun anew from its beginning; what was there before stays behind it.
    writtenAndKilled(450);
    expect(reopened(theLab).revision).toBe(450);
  });
});
