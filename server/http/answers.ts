import * as z from "zod";
import { dropReasons, foreignFormats, type Dropped } from "../../shared/foreign.ts";
import { errorKinds, type Problem } from "../../shared/errors.ts";
import type { PingEvent, PingSummary } from "../../shared/ping.ts";
import { scriptEnds } from "../../shared/script-run.ts";
import type { ContainerState } from "../containers.ts";
import type { LabProcess, TerminalState } from "../../shared/terminal.ts";
import { recordIdSchema } from "../../shared/fields.ts";
import { keptRecordSchema, positionSchema, type Document } from "../../shared/topology.ts";

/** What programs get. The OpenAPI description is made from these; a test holds real answers against it. */

const milliseconds = z.int().describe("Milliseconds since 1970.");

const documentShape = {
  topology: z.record(recordIdSchema, keptRecordSchema),
  layout: z.record(recordIdSchema, positionSchema),
};
const documentSchema = z.strictObject(documentShape).meta({ id: "Document" }) satisfies z.ZodType<Document>;

const problemSchema = z
  .strictObject({
    kind: z.enum(errorKinds).describe("Stable: branch on it."),
    code: z.exactOptional(z.string()).describe("Stable, finer than the kind."),
    detail: z.string().describe("A sentence for people: what is wrong, and what to do."),
    path: z
      .exactOptional(z.string())
      .describe("The field at fault, in the request or (id.field) in the document."),
    parameters: z.exactOptional(z.record(z.string(), z.union([z.string(), z.number()]))),
    command: z.exactOptional(z.string()).describe("The command that the kernel refused."),
    output: z.exactOptional(z.string()).describe("Its words."),
    revision: z.exactOptional(z.int()).describe("With stale: the lab's revision now."),
    document: z.exactOptional(documentSchema).describe("With stale: the lab's document at that revision."),
  })
  .meta({ id: "Problem" }) satisfies z.ZodType<Problem>;

/** As RFC 9457 has it. */
export const problemAnswerSchema = problemSchema
  .extend({ type: z.string(), title: z.string(), status: z.int() })
  .meta({ id: "ProblemAnswer" });

const stepSchema = z.strictObject({
  namespace: z.string().describe("Where it ran, by the name of then."),
  tool: z.enum([
    "ip",
    "bridge",
    "sysctl",
    "mount",
    "umount",
    "touch",
    "rm",
    "mv",
    "nft",
    "iptables",
    "ip6tables",
    "wg",
    "container",
  ]),
  argv: z.array(z.string()),
  besides: z
    .array(z.string())
    .optional()
    .describe("Namespaces it has to do with although its words do not name them."),
  reason: z.string(),
  record: z.string().describe("The id of the record that it is for."),
});

const labStateSchema = z.discriminatedUnion("phase", [
  z.strictObject({ phase: z.literal("idle") }).describe("Nobody has used it since the server started."),
  z.strictObject({ phase: z.literal("building"), done: z.int(), total: z.int() }),
  z.strictObject({
    phase: z.literal("running"),
    refused: z
      .array(z.strictObject({ step: stepSchema, command: z.string(), output: z.string() }))
      .describe("What of the document the kernel would not take, with its words."),
  }),
  z.strictObject({ phase: z.literal("failed"), problem: problemSchema }),
]);

export const labSummarySchema = z
  .strictObject({
    id: z.string(),
    name: z.string(),
    revision: z.int(),
    namespaces: z.int().describe("Without the lab's own."),
    bridges: z.int(),
    links: z.int(),
    createdAt: milliseconds,
    changedAt: milliseconds,
    state: labStateSchema,
  })
  .meta({ id: "LabSummary" });

export const labListSchema = z.strictObject({ labs: z.array(labSummarySchema) });

export const labDocumentSchema = z
  .strictObject({ id: z.string(), name: z.string(), revision: z.int(), ...documentShape })
  .meta({ id: "LabDocument" });

export const labFileSchema = z
  .strictObject({ format: z.literal("vethlab"), version: z.literal(1), name: z.string(), ...documentShape })
  .meta({ id: "LabFile" });

/** A text as it is, and not JSON. */
export const textSchema = z.string();

const droppedSchema = z.strictObject({
  file: z.string(),
  line: z.int().nullable().describe("From 1; null where it stands in no line."),
  text: z.string().describe("The field or the line, as it stands there."),
  reason: z
    .enum(dropReasons)
    .describe(
      "not-network: it means nothing to a network; no-such-kind: of a node, an interface or a link; not-understood: a command; nothing-there: it names what is not there; wrong-form; impossible: see problem; automatic: what the other program does by itself.",
    ),
  problem: problemSchema.nullable().describe("Why it cannot be here."),
}) satisfies z.ZodType<Dropped>;

export const importedSchema = z
  .strictObject({
    lab: labSummarySchema,
    format: z.enum(foreignFormats),
    dropped: z.array(droppedSchema).describe("All that could not be carried over."),
  })
  .meta({ id: "Imported" });

export const acceptedSchema = z
  .strictObject({
    revision: z.int(),
    steps: z.array(
      stepSchema.extend({
        command: z.string().describe("The step as a person would type it in the lab's host."),
      }),
    ),
  })
  .meta({ id: "Accepted" });

export const execResultSchema = z
  .strictObject({
    exitCode: z.int().nullable().describe("null when a signal ended it."),
    stdout: z.string(),
    stderr: z.string(),
  })
  .meta({ id: "ExecResult" });

export const scriptResultSchema = z
  .strictObject({
    endedBy: z
      .enum(scriptEnds)
      .describe(
        "itself: its last command is done, and what it left in the background goes on. Else it was ended, with all that it started: its time was over, or it had printed more than 1 MiB.",
      ),
    exitCode: z.int().nullable().describe("null when it was ended."),
    output: z.string().describe("Both streams, as they came."),
  })
  .meta({ id: "ScriptResult" });

const sequence = z.int().describe("Which packet, from 1.");
const pingEventSchema = z
  .discriminatedUnion("type", [
    z.strictObject({ type: z.literal("target"), address: z.string() }),
    z.strictObject({
      type: z.literal("reply"),
      sequence,
      rttMs: z.number(),
      ttl: z.int(),
      from: z.string(),
      duplicate: z.boolean(),
    }),
    z.strictObject({ type: z.literal("lost"), sequence }).describe("No answer within the interval."),
    z
      .strictObject({ type: z.literal("icmp-error"), sequence, from: z.string(), message: z.string() })
      .describe("Somebody on the way says why it goes no further."),
    z
      .strictObject({ type: z.literal("local-error"), sequence, message: z.string() })
      .describe("The kernel refused to send, in its words."),
    z.strictObject({ type: z.literal("no-address"), sequence }).describe("The target has none."),
    z.strictObject({
      type: z.literal("end"),
      reason: z.enum(["done", "stopped", "namespace-gone", "failed"]),
      message: z.exactOptional(z.string()),
    }),
  ])
  .meta({ id: "PingEvent" }) satisfies z.ZodType<PingEvent>;

const pingSummarySchema = z.strictObject({
  sent: z.int(),
  received: z.int(),
  lossPercent: z.number(),
  rttMs: z
    .strictObject({
      min: z.number(),
      mean: z.number(),
      max: z.number(),
      p50: z.number(),
      p95: z.number(),
      p99: z.number(),
    })
    .nullable()
    .describe("null without a reply."),
}) satisfies z.ZodType<PingSummary>;

export const pingResultSchema = z
  .strictObject({ events: z.array(pingEventSchema), summary: pingSummarySchema })
  .meta({ id: "PingResult" });

const authorSchema = z.strictObject({ id: z.string(), name: z.string() });

export const terminalSchema = z
  .strictObject({
    id: z.string(),
    namespace: z.string().describe("Where it was opened, under the name of now, or the last one."),
    openedBy: authorSchema,
    openedAt: milliseconds,
    writer: authorSchema.describe("Whose input it takes, and whose window gives it its size."),
    size: z.strictObject({ columns: z.int(), rows: z.int() }),
    end: z
      .strictObject({
        exitCode: z.int().nullable().describe("null when it was ended from outside, or never began."),
        problem: problemSchema.nullable().describe("Why it never began."),
      })
      .nullable()
      .describe("null while the shell runs."),
  })
  .meta({ id: "Terminal" }) satisfies z.ZodType<TerminalState>;

export const terminalListSchema = z.strictObject({ terminals: z.array(terminalSchema) });

export const processListSchema = z.strictObject({
  processes: z.array(
    z.strictObject({
      pid: z.int().describe("As it is numbered inside the lab."),
      namespace: z.string().nullable().describe("null when its namespace has no name."),
      command: z.string(),
    }) satisfies z.ZodType<LabProcess>,
  ),
});

export const containerStateSchema = z
  .strictObject({
    id: z.string(),
    name: z.string(),
    state: z.enum(["running", "stopped"]),
    stack: z.enum(["own", "shared"]),
    namespace: z
      .string()
      .nullable()
      .describe("The name of the namespace whose stack it uses, where that is there."),
    command: z.array(z.string()),
    pid: z.int().nullable().describe("As it is numbered inside the lab; null when it does not run."),
    end: z
      .strictObject({
        exitCode: z.int().nullable().describe("null when a signal ended it."),
        at: milliseconds,
      })
      .nullable()
      .describe("How it last ended, as far as this machine knows."),
  })
  .meta({ id: "Container" }) satisfies z.ZodType<ContainerState>;

export const containerListSchema = z.strictObject({ containers: z.array(containerStateSchema) });

export const networkSchema = z
  .strictObject({
    id: z.string().describe("Of its bridge."),
    name: z.string(),
    resolvesNames: z.boolean().describe("Do containers find each other by name there?"),
    subnets: z.array(z.strictObject({ subnet: z.string(), gateway: z.string() })),
    members: z.array(
      z.strictObject({
        id: z.string().describe("Of its interface."),
        name: z.string().describe("Of the container, or else of the namespace."),
        macAddress: z.string(),
        ipv4: z.array(z.string()),
        ipv6: z.array(z.string()),
      }),
    ),
  })
  .meta({ id: "Network" });

export const networkListSchema = z.strictObject({ networks: z.array(networkSchema) });

export const containerOutputSchema = z.strictObject({
  output: z.string().describe("The last of what it printed, on either stream: at least 64 KiB of it."),
});

export const healthSchema = z
  .strictObject({
    ok: z.boolean().describe("Can labs be made?"),
    version: z.string(),
    capabilities: z.record(z.string(), z.boolean()).describe("Each kernel feature, and whether it is there."),
    problem: z.exactOptional(problemSchema).describe("Why labs cannot be made, and what to do."),
  })
  .meta({ id: "Health" });
