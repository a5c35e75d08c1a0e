import * as z from "zod";
import { applyDiff, toDiff, type DocumentChanges } from "../shared/changes.ts";
import { isEqual } from "../shared/equal.ts";
import { parseInput } from "../shared/parse.ts";
import type { CommandLogEntry, DocumentAction } from "../shared/protocol.ts";
import { recordIdSchema } from "../shared/fields.ts";
import { documentSchema, positionSchema, recordSchema, type Document } from "../shared/topology.ts";

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

export interface StoredContent {
  readonly revision: number;
  readonly document: Document;
  /** Those kept. */
  readonly edits: readonly StoredEdit[];
}

/** Texts are read as bytes: libsql ends the process over one that is not UTF-8. */
export const labColumns =
  "number, CAST(id AS BLOB) AS id, CAST(name AS BLOB) AS name, created_at, changed_at";
export const snapshotColumns = `${labColumns}, snapshot_revision, CAST(snapshot AS BLOB) AS snapshot`;
export const editColumns = `revision, CAST(author_id AS BLOB) AS author_id, CAST(author_name AS BLOB) AS author_name, at,
  CAST(action AS BLOB) AS action, CAST(steps AS BLOB) AS steps, CAST(changes AS BLOB) AS changes`;

/** libsql's `get` gives the one, its `all` the other. */
const bytesSchema = z.union([z.instanceof(Uint8Array), z.instanceof(ArrayBuffer)]);
const text = bytesSchema.transform((bytes) => new TextDecoder().decode(bytes));
const labSchema = z.object({
  number: z.number(),
  id: text,
  name: text,
  created_at: z.number(),
  changed_at: z.number(),
});
const snapshotSchema = labSchema.extend({ snapshot_revision: z.number(), snapshot: text });
const editSchema = z.object({
  revision: z.number(),
  author_id: text,
  author_name: text,
  at: z.number(),
  action: text.pipe(z.enum(["edit", "follow", "settle", "undo", "redo", "cut-loop"])),
  steps: text,
  changes: text,
});
const changeOf = <S extends z.ZodType>(value: S) =>
  z.object({ from: value.nullable(), to: value.nullable() });
const changesSchema = z.object({
  records: z.record(recordIdSchema, changeOf(recordSchema)),
  positions: z.record(recordIdSchema, changeOf(positionSchema)),
});

export function toStoredLab(row: unknown): StoredLab {
  const { id, number, name, created_at, changed_at } = parseInput(labSchema, row);
  return { id, number, name, createdAt: created_at, changedAt: changed_at };
}

/** The document is the snapshot with the edits made since. @throws when something is missing or wrong */
export function toStoredContent(labRow: unknown, editRows: readonly unknown[]): StoredContent {
  const lab = parseInput(snapshotSchema, labRow);
  const edits = editRows.map(toStoredEdit);
  checkComplete(lab, edits);
  let document: Document = parseInput(documentSchema, JSON.parse(lab.snapshot), { at: "snapshot" });
  for (const { revision, changes } of edits) {
    if (revision > lab.snapshot_revision) document = replayed(document, revision, changes);
  }
  return { revision: edits.at(-1)?.revision ?? 0, document, edits };
}

function toStoredEdit(row: unknown): StoredEdit {
  const { revision, author_id, author_name, at, action, steps, changes } = parseInput(editSchema, row);
  return {
    revision,
    author: { id: author_id, name: author_name },
    at,
    action,
    // Written by appendEdit in the same version of the schema, from typed values.
    steps: JSON.parse(steps) as CommandLogEntry["steps"],
    changes: JSON.parse(changes) as DocumentChanges,
  };
}

/** Old edits are dropped from their beginning; of the others none may be missing, and the last not either. */
function checkComplete(lab: z.output<typeof snapshotSchema>, edits: readonly StoredEdit[]): void {
  let last = edits[0]?.revision ?? 0;
  if (last > lab.snapshot_revision + 1) throw missing(lab.snapshot_revision + 1);
  for (const { revision } of edits.slice(1)) {
    last += 1;
    if (revision !== last) throw missing(last);
  }
  if (last < lab.snapshot_revision || (edits.at(-1)?.at ?? lab.created_at) !== lab.changed_at)
    throw missing(last + 1);
}

function missing(revision: number): Error {
  return new Error(`edit ${revision} is missing`);
}

function replayed(document: Document, revision: number, changes: DocumentChanges): Document {
  const { records, positions } = parseInput(changesSchema, changes, { at: `edit ${revision}` });
  const fits =
    Object.entries(records).every(([id, { from }]) => isEqual(document.topology[id] ?? null, from)) &&
    Object.entries(positions).every(([id, { from }]) => isEqual(document.layout[id] ?? null, from));
  if (!fits) throw new Error(`edit ${revision} does not follow from what was before`);
  return applyDiff(document, toDiff({ records, positions }));
}
