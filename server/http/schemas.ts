import * as z from "zod";
import { editSchema } from "../../shared/edit.ts";
import { errorKinds } from "../../shared/errors.ts";
import { maxLabName } from "../../shared/protocol.ts";
import { documentSchema, positionSchema, recordIdSchema, recordSchema } from "../../shared/topology.ts";

/** What programs send and get. The OpenAPI description is made from these. */

const labNameSchema = z.string().trim().min(1).max(maxLabName);

export const createLabSchema = z.strictObject({
  name: labNameSchema,
  topology: z.record(recordIdSchema, recordSchema).optional(),
  layout: z.record(recordIdSchema, positionSchema).optional(),
});
export const renameLabSchema = z.strictObject({ name: labNameSchema });
export const duplicateLabSchema = z.strictObject({ name: labNameSchema.optional() });

export const editRequestSchema = z.strictObject({
  edit: editSchema,
  /** Refused as stale when the lab has gone on since; left out, it applies to whatever is there. */
  baseRevision: z.int().min(0).optional(),
});

export const restoreRequestSchema = z.strictObject({
  records: z.array(recordIdSchema).max(10_000).default([]),
});

/** A namespace by its name; `host` is the lab's own. */
const namespaceNameSchema = z.string().min(1).max(255);

export const execRequestSchema = z.strictObject({
  namespace: namespaceNameSchema,
  argv: z
    .array(
      z
        .string()
        .max(65_536)
        .refine((word) => !word.includes("\0"), "must not hold the character NUL"),
    )
    .min(1)
    .max(1000),
  timeoutMs: z.int().min(1).max(600_000).default(10_000),
});

export const pingRequestSchema = z.strictObject({
  from: namespaceNameSchema,
  /** A namespace's name, an address, or a host name. */
  to: z.string().min(1).max(255),
  count: z.int().min(1).max(1000).default(4),
  intervalMs: z.int().min(20).max(60_000).default(1000),
});

const stepShape = {
  namespace: z.string(),
  tool: z.string(),
  argv: z.array(z.string()),
  reason: z.string(),
  record: z.string(),
};

const labStateSchema = z.discriminatedUnion("phase", [
  z.object({ phase: z.literal("idle") }),
  z.object({ phase: z.literal("building"), done: z.int(), total: z.int() }),
  z.object({
    phase: z.literal("running"),
    refused: z
      .array(z.object({ step: z.object(stepShape), command: z.string(), output: z.string() }))
      .describe("What of the document the kernel would not take, with its words."),
  }),
  z.object({
    phase: z.literal("failed"),
    problem: z.looseObject({ kind: z.enum(errorKinds), detail: z.string() }),
  }),
]);

export const labSummarySchema = z
  .object({
    id: z.string(),
    name: z.string(),
    revision: z.int(),
    namespaces: z.int(),
    bridges: z.int(),
    links: z.int(),
    createdAt: z.int(),
    changedAt: z.int(),
    state: labStateSchema,
  })
  .meta({ id: "LabSummary" });

export const labDocumentSchema = z
  .object({ id: z.string(), name: z.string(), revision: z.int(), ...documentSchema.shape })
  .meta({ id: "LabDocument" });

const stepSchema = z
  .object({
    ...stepShape,
    command: z.string().describe("The step as a person would type it in the lab's host."),
  })
  .meta({ id: "Step" });

export const acceptedSchema = z
  .object({ revision: z.int(), steps: z.array(stepSchema) })
  .meta({ id: "Accepted" });
export const execResultSchema = z
  .object({ exitCode: z.int().nullable(), stdout: z.string(), stderr: z.string() })
  .meta({ id: "ExecResult" });
export const pingResultSchema = z
  .object({
    events: z.array(z.looseObject({ type: z.string() })),
    summary: z.looseObject({ sent: z.int(), received: z.int(), lossPercent: z.number() }),
  })
  .meta({ id: "PingResult" });
export const observedSchema = z
  .object({ namespaces: z.record(z.string(), z.looseObject({})) })
  .meta({ id: "Observed" });
export const problemSchema = z
  .looseObject({
    kind: z.enum(errorKinds),
    code: z.string().optional(),
    detail: z.string(),
    path: z.string().optional(),
    command: z.string().optional(),
    output: z.string().optional(),
  })
  .meta({ id: "Problem" });
export const healthSchema = z
  .object({ ok: z.boolean(), version: z.string(), capabilities: z.record(z.string(), z.boolean()) })
  .meta({ id: "Health" });
