import * as z from "zod";
import { recordIdSchema } from "./fields.ts";
import {
  positionSchema,
  recordSchema,
  type Position,
  type RecordId,
  type TopologyRecord,
} from "./topology.ts";

/**
 * The only way the document changes. A gesture, an undo and an import are all Edits.
 *
 * - `add` puts a whole record in; a veth pair is two adds in one batch.
 * - `update` replaces whole fields; `id`, `kind`, a veth's `peer` and a bridge's `namespace` never change.
 * - `remove` takes with it what the kernel would take (see apply-edit.ts).
 * - `place` moves cards; null forgets a place. It plans no step.
 * - `batch` is all of its edits or none; only its result has to be valid.
 */
export type Edit =
  | { readonly op: "add"; readonly record: TopologyRecord }
  | { readonly op: "update"; readonly id: RecordId; readonly changes: RecordChanges }
  | { readonly op: "remove"; readonly id: RecordId }
  | { readonly op: "place"; readonly positions: Readonly<Record<RecordId, Position | null>> }
  | { readonly op: "batch"; readonly edits: readonly Edit[] };

/** Field name → new value. Checked against the record's own schema when the edit is applied. */
export type RecordChanges = Readonly<Record<string, unknown>>;

const addSchema = z.strictObject({ op: z.literal("add"), record: recordSchema });
const updateSchema = z.strictObject({
  op: z.literal("update"),
  id: recordIdSchema,
  changes: z.record(z.string().max(40), z.unknown()).describe("Field name → its whole new value."),
});
const removeSchema = z
  .strictObject({ op: z.literal("remove"), id: recordIdSchema })
  .describe("It takes with it what the kernel takes: a namespace its interfaces, a veth end its peer.");
const placeSchema = z.strictObject({
  op: z.literal("place"),
  positions: z.record(recordIdSchema, positionSchema.nullable()),
});
const simpleEditSchema = z.discriminatedUnion("op", [addSchema, updateSchema, removeSchema, placeSchema]);

/** An edit is at most this many simple ones: an import of the largest lab, with its layout. */
const maxBatchLength = 20_000;

/** Batches do not nest on the wire: a flat list says all a tree could. */
export const editSchema = z
  .discriminatedUnion("op", [
    addSchema,
    updateSchema,
    removeSchema,
    placeSchema,
    z
      .strictObject({ op: z.literal("batch"), edits: z.array(simpleEditSchema).max(maxBatchLength) })
      .describe("All or nothing, and only the result has to be valid."),
  ])
  .meta({ id: "Edit" });

export function batch(...edits: readonly Edit[]): Edit {
  const flat = edits.flatMap((edit) => (edit.op === "batch" ? edit.edits : [edit]));
  const [only] = flat;
  return flat.length === 1 && only !== undefined ? only : { op: "batch", edits: flat };
}
