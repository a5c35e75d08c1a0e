import * as z from "zod";
import {
  gatewaySchema,
  interfaceNameSchema,
  namespaceNameSchema,
  recordIdSchema,
  type RecordId,
} from "./fields.ts";

/** What a command or a word of one may hold: anything execve(2) takes, in bounds. */
const wordSchema = z
  .string()
  .max(4096)
  .refine((word) => !word.includes("\0"), { message: "must not hold a NUL character" });

const aliasesSchema = z.array(interfaceNameSchema).max(16).default([]);

const connectionSchema = z.strictObject({
  bridge: recordIdSchema.describe("The id of the bridge that it is a member of."),
  aliases: aliasesSchema.describe("What it is called there besides its name."),
  address: gatewaySchema
    .optional()
    .describe(
      "The address that it is to have there, without a prefix length; the next free one when left out.",
    ),
});

const portNumberSchema = z.int().min(1).max(65_535);

const publishedPortSchema = z.strictObject({
  hostPort: portNumberSchema,
  port: portNumberSchema,
  protocol: z.enum(["tcp", "udp"]).default("tcp"),
});

export type PublishedPort = z.infer<typeof publishedPortSchema>;

const linkSchema = z.strictObject({
  container: recordIdSchema.describe("The id of the container that it may call by name."),
  alias: interfaceNameSchema,
});

/** A process with files, processes and a name of its own, on a stack of its own or somebody else's. */
export const containerSchema = z.strictObject({
  id: recordIdSchema,
  kind: z.literal("container"),
  name: namespaceNameSchema,
  stack: z
    .enum(["own", "shared"])
    .describe(
      "own: its process brings the namespace along, and the kernel takes it away with the process. shared: it runs in one that is there.",
    ),
  namespace: recordIdSchema.describe(
    "The id of the namespace whose stack it uses. One of its own is in the document only while it runs.",
  ),
  state: z.enum(["running", "stopped"]).default("stopped"),
  command: z.array(wordSchema).min(1).max(64),
  connections: z
    .array(connectionSchema)
    .max(16)
    .default([])
    .describe("With a stack of its own: the bridges that it is plugged into whenever it starts."),
  links: z
    .array(linkSchema)
    .max(16)
    .default([])
    .describe("One way: those whose names stand in its /etc/hosts."),
  ports: z
    .array(publishedPortSchema)
    .max(16)
    .default([])
    .describe("Ports of the lab's host that lead to ports of its own while it runs."),
});

export type ContainerRecord = z.infer<typeof containerSchema>;

/** Where a terminal or a command is to be: in a container, where else the name of a namespace stands. */
export function containerPlace(name: string): string {
  return `container:${name}`;
}

/** What a container does when nobody says: nothing, for ever. */
export const usualCommand: readonly string[] = ["sleep", "infinity"];

export function newContainer(
  id: RecordId,
  namespace: RecordId,
  name: string,
  fields: Partial<ContainerRecord> = {},
): ContainerRecord {
  return {
    id,
    kind: "container",
    name,
    stack: "own",
    namespace,
    state: "stopped",
    command: [...usualCommand],
    connections: [],
    links: [],
    ports: [],
    ...fields,
  };
}
