import * as z from "zod";
import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiPathsObject } from "zod-openapi";
import { buildInfo } from "../build-info.ts";
import { problemAnswerSchema, textSchema } from "./answers.ts";
import { noBody, type Operation } from "./operation.ts";
import { operations } from "./operations.ts";
import { authorHeader, authorHeaderSchema } from "./requests.ts";

const description = `Draw Linux networks that are real. A lab is a document of records (namespaces, bridges, veth ends, routes,
routing rules, firewalls, containers) that the server keeps a kernel at: edit the document, and the kernel follows, all of the edit or nothing.

Records refer to each other by id; ids are chosen by who adds them and never change, names are the kernel's and may. The lab's own
namespace is always there, with the id and the name host. Commands and pings go by names.

The token comes as Authorization: Bearer TOKEN. A body is read as JSON, whatever its Content-Type. Whoever hangs up ends what was
still to be answered. Edits are live at WS /api/labs/{lab}/socket.

A terminal's socket, WS /api/labs/{lab}/terminals/{terminal}/socket, begins with {"type":"hello","author":{"id":…,"name":…}} from who
connects. Then binary frames are the terminal's bytes, both ways; what it showed before comes first. Who opened it writes to it,
until {"type":"take-over"} comes from another; {"type":"resize","size":{"columns":…,"rows":…}} gives it its size. Say
{"type":"drawn","bytes":…}, all you took so far, every 64 KiB: the shell waits for who is behind.`;

/** The description of the API, from the schemas that check it. */
export function describeApi(): object {
  const paths: ZodOpenApiPathsObject = {};
  for (const operation of operations) {
    const path = operation.path.replaceAll(/:(\w+)/g, "{$1}");
    paths[path] = { ...paths[path], [operation.method]: describe(operation) };
  }
  return createDocument({
    openapi: "3.1.0",
    info: { title: "Vethlab", version: buildInfo.version, description },
    security: [{ token: [] }],
    components: { securitySchemes: { token: { type: "http", scheme: "bearer" } } },
    paths,
  });
}

function describe({
  path,
  summary,
  body,
  query,
  examples,
  answer,
  status,
}: Operation): ZodOpenApiOperationObject {
  return {
    summary,
    requestParams: {
      ...(Object.keys(query.shape).length > 0 && { query }),
      ...(path.includes(":") && { path: parametersOf(path) }),
      header: z.object({ [authorHeader]: authorHeaderSchema }),
    },
    ...(body !== noBody && {
      requestBody: {
        required: !body.safeParse({}).success,
        content: { "application/json": { schema: body, ...(examples && { examples: named(examples) }) } },
      },
    }),
    responses: {
      [`${status}`]: {
        description: summary,
        ...(answer && {
          content: { [answer === textSchema ? "text/plain" : "application/json"]: { schema: answer } },
        }),
      },
      default: {
        description: "What went wrong.",
        content: { "application/problem+json": { schema: problemAnswerSchema } },
      },
    },
  };
}

const idsInPath: Readonly<Record<string, z.ZodString>> = {
  lab: z.string().describe("The lab's id."),
  terminal: z.string().describe("The terminal's id."),
  container: z.string().describe("The container's name, or its id."),
  network: z.string().describe("The name of its bridge, in the lab's host."),
  process: z.string().describe("The process's number, as the list of processes has it."),
};

function parametersOf(path: string) {
  return z.object(
    Object.fromEntries(Object.entries(idsInPath).filter(([name]) => path.split("/").includes(`:${name}`))),
  );
}

function named(examples: Readonly<Record<string, unknown>>) {
  return Object.fromEntries(
    Object.entries(examples).map(([summary, value], index) => [`example${index + 1}`, { summary, value }]),
  );
}
