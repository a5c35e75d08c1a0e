import { accessSync, constants, mkdirSync, readFileSync, renameSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import Database from "libsql";
import { messageOf, ProblemError } from "../shared/errors.ts";
import { storageProblem } from "./storage-problem.ts";
import { isLogDamaged } from "./store-log.ts";

/** "veth" in ASCII: tells our file from somebody else's. */
const applicationId = 0x76657468;
const schemaVersion = 1;

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
/** Cannot be prepared where a table, or a column of one, is missing. */
const everyColumn = [
  "SELECT number, id, name, created_at, changed_at, deleted_at, snapshot_revision, snapshot FROM labs",
  "SELECT lab, revision, author_id, author_name, at, action, steps, changes FROM edits",
];

/**
 * The database of a data folder, made where there is none.
 * @throws ProblemError "storage-failed" when it is out of reach, damaged, newer or not ours; then it is left as it is.
 */
export function openStoreFile(folder: string): Database.Database {
  const file = join(folder, "vethlab.db");
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    checkLog(file);
    if (sizeOf(file) === 0) create(file);
    check(file);
    const database = new Database(file);
    database.exec(
      "PRAGMA busy_timeout = 2000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;",
    );
    return database;
  } catch (error) {
    if (error instanceof ProblemError) throw error;
    if (!isAboutContent(error))
      throw storageProblem("storage-out-of-reach", `${file} cannot be used (${messageOf(error)})`, {
        cause: error,
      });
    throw damaged(file, messageOf(error), error);
  }
}

/** SQLite begins anew without a word where the file is empty, and takes a damaged log for one that ends earlier. */
function checkLog(file: string): void {
  const log = `${file}-wal`;
  if (sizeOf(log) === 0) return;
  if (sizeOf(file) === 0) throw damaged(file, `it is empty, but ${log} holds data`);
  if (isLogDamaged(readFileSync(log))) throw damaged(file, `what is in ${log} does not add up`);
}

/** Whole or not at all: a half-made one could not be told from a damaged one. */
function create(file: string): void {
  const draft = `${file}.new`;
  for (const left of [draft, `${draft}-journal`]) rmSync(left, { force: true });
  const database = new Database(draft);
  try {
    database.exec(schema);
  } finally {
    database.close();
  }
  renameSync(draft, file);
}

/** Without a way to write: a database that was open for writing may write while it is closed. */
function check(file: string): void {
  accessSync(file, constants.R_OK | constants.W_OK);
  const database = new Database(`${pathToFileURL(file).href}?mode=ro`);
  try {
    if (pragma(database, "application_id") !== applicationId)
      throw storageProblem("storage-foreign", `${file} is not Vethlab's and was left as it is`);
    const version = Number(pragma(database, "user_version"));
    if (version > schemaVersion) {
      throw storageProblem(
        "storage-newer",
        `${file} was written by a newer Vethlab (${version}, this one knows ${schemaVersion}) and was left as it is`,
      );
    }
    const found = pragma(database, "quick_check(1)");
    if (found !== "ok") throw damaged(file, String(found));
    for (const query of everyColumn) database.prepare(query);
  } finally {
    database.close();
  }
}

function pragma(database: Database.Database, name: string): unknown {
  const [row] = database.prepare(`PRAGMA ${name}`).all();
  return typeof row === "object" && row !== null ? Object.values(row)[0] : undefined;
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}

/** What it holds is wrong, not that it cannot be reached: Node's own errors, no room, no permission… */
function isAboutContent(error: unknown): boolean {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  return /^SQLITE_(CORRUPT|NOTADB|ERROR|FORMAT|MISMATCH)/.test(code);
}

function damaged(file: string, why: string, cause?: unknown): ProblemError {
  return storageProblem("storage-damaged", `${file} is damaged (${why}) and was left as it is`, { cause });
}
