import * as z from "zod";
import { containerSchema } from "../../shared/container.ts";
import { editSchema } from "../../shared/edit.ts";
import { exportFormats, foreignFormats } from "../../shared/foreign.ts";
import { hostName } from "../../shared/names.ts";
import { authorSchema, maxLabName } from "../../shared/protocol.ts";
import { scriptTextSchema, scriptTimeoutSchema } from "../../shared/script-run.ts";
import { scriptLanguages } from "../script/script.ts";
import { destinationSchema, interfaceNameSchema, recordIdSchema } from "../../shared/fields.ts";
import { maxRecords, positionSchema, recordSchema } from "../../shared/topology.ts";

/** What programs send. The OpenAPI description is made from these. */

const labNameSchema = z.string().trim().min(1).max(maxLabName);

export const createLabSchema = z.strictObject({
  name: labNameSchema,
  topology: z
    .record(recordIdSchema, recordSchema)
    .optional()
    .describe(
      "Records by their ids. The lab's own namespace, under the id host, is there without being given.",
    ),
  layout: z
    .record(recordIdSchema, positionSchema)
    .optional()
    .describe("Where namespaces and bridges stand on the canvas, by their ids."),
  format: z.literal("vethlab").optional().describe("As a lab's file has it."),
  version: z.literal(1).optional().describe("As a lab's file has it."),
});
export const renameLabSchema = z.strictObject({ name: labNameSchema });
export const duplicateLabSchema = z.strictObject({ name: labNameSchema.optional() });

export const editRequestSchema = z.strictObject({
  edit: editSchema,
  baseRevision: z
    .int()
    .min(0)
    .optional()
    .describe(
      "The revision that the edit was made on: it is refused as stale when the lab has gone on since. Left out, it applies to whatever is there.",
    ),
});

export const restoreRequestSchema = z.strictObject({
  records: z.array(recordIdSchema).max(maxRecords).default([]).describe("Ids; none means all."),
});

const namespaceNameSchema = z
  .string()
  .min(1)
  .max(255)
  .describe(`A namespace's name; ${hostName} is the lab's own, container:NAME a container.`);

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
    .max(1000)
    .describe("The program and its words. No shell looks at them."),
  timeoutMs: z.int().min(1).max(600_000).default(10_000),
});

export const addContainerSchema = z.strictObject({
  name: containerSchema.shape.name.optional().describe("The next free one when left out."),
  network: z
    .string()
    .min(1)
    .max(300)
    .describe(
      "Whose stack it uses: none, host, container:NAME, namespace:NAME, or the name of a bridge in the lab's host.",
    ),
  command: containerSchema.shape.command.optional(),
});

export const connectContainerSchema = z.strictObject({
  network: z.string().min(1).max(255).describe("The name of a bridge in the lab's host."),
  aliases: z.array(z.string().max(255)).max(16).default([]),
});

export const disconnectContainerSchema = connectContainerSchema.omit({ aliases: true });

export const linkContainerSchema = z.strictObject({
  container: z.string().min(1).max(255).describe("The name or the id of the one that it may call by name."),
  alias: containerSchema.shape.name.optional().describe("The other one's name when left out."),
});

export const unlinkContainerSchema = linkContainerSchema.omit({ alias: true });

export const addNetworkSchema = z.strictObject({
  name: interfaceNameSchema.optional().describe("Of its bridge; the next free one when left out."),
  subnet: destinationSchema
    .refine((text) => text !== "default", "must be a network")
    .optional()
    .describe("Its first address is the gateway; the next free network when left out."),
});

export const runScriptRequestSchema = z.strictObject({
  script: scriptTextSchema,
  timeoutMs: scriptTimeoutSchema,
});

export const pingRequestSchema = z.strictObject({
  from: namespaceNameSchema,
  to: z.string().min(1).max(255).describe("A namespace's name, an address, or a host name."),
  count: z.int().min(1).max(1000).default(4),
  intervalMs: z.int().min(20).max(60_000).default(1000),
});

export const scriptQuerySchema = z.object({
  language: z.enum(scriptLanguages).default("en").describe("Of the script's comments and messages."),
});
export const openTerminalSchema = z.strictObject({ namespace: namespaceNameSchema });

const sentFileSchema = z
  .strictObject({
    name: z.string().min(1).max(200).describe("With its folder, where it is in one."),
    text: z.string().optional(),
    base64: z.base64().optional().describe("In place of text: bytes, of a zip perhaps."),
  })
  .refine(({ text, base64 }) => (text === undefined) !== (base64 === undefined), "must have text or base64");

export const importRequestSchema = z.strictObject({
  format: z.enum(foreignFormats).optional().describe("Left out, it is found out."),
  files: z.array(sentFileSchema).min(1).max(500),
});

export const exportQuerySchema = z.object({ format: z.enum(exportFormats) });

/** The header by which a program says who it is. */
export const authorHeader = "vethlab-author";
export const authorHeaderSchema = authorSchema.shape.id
  .optional()
  .describe(
    "Who asks: undo and redo are about this one's edits, and limits count for it. Programs that send none are one.",
  );
