import type * as z from "zod";
import { buildInfo } from "../build-info.ts";
import { ProblemError } from "../../shared/errors.ts";
import { hostName } from "../../shared/names.ts";
import { parseAddress } from "../../shared/prefix.ts";
import type { PingTarget } from "../../shared/ping.ts";
import { formatStep, type Step } from "../../shared/step.ts";
import { recordsOfKind, type RecordId } from "../../shared/topology.ts";
import type { Author } from "../../shared/protocol.ts";
import { execIn } from "../kernel/exec.ts";
import type { Capabilities } from "../kernel/probe.ts";
import type { Accepted, Lab } from "../lab.ts";
import { summaryOf, type Labs, type OpenLab } from "../labs.ts";
import * as schemas from "./schemas.ts";

export interface Services {
  readonly labs: Labs;
  readonly capabilities: () => Promise<Capabilities>;
}

/** One call of the HTTP API: the router runs it, the OpenAPI description is made from it. */
export interface Operation {
  readonly method: "get" | "post" | "patch" | "delete";
  /** Express form; `:lab` is a lab's id. */
  readonly path: string;
  readonly summary: string;
  readonly body?: z.ZodType;
  readonly answer?: z.ZodType;
  readonly status: number;
  /** Runs with the checked body. What it returns is sent as JSON. */
  readonly run: (services: Services, labId: string, body: never) => unknown;
}

/** Ties the body's type to its schema; the list below is then of one plain type. */
function operation<S extends z.ZodType>(
  description: Omit<Operation, "run" | "body" | "status"> & { readonly status?: number; readonly body?: S },
  run: (services: Services, labId: string, body: z.output<S>) => unknown,
): Operation {
  return { status: 200, ...description, run };
}

/** Programs share one undo history. */
const programs: Author = { id: "api", name: "API" };

export const operations: readonly Operation[] = [
  operation(
    {
      method: "get",
      path: "/api/health",
      summary: "Is it there, and what can this machine's kernel do?",
      answer: schemas.healthSchema,
    },
    async ({ capabilities }) => ({
      ok: true,
      version: buildInfo.version,
      capabilities: await capabilities(),
    }),
  ),
  operation({ method: "get", path: "/api/labs", summary: "All labs." }, ({ labs }) => ({
    labs: labs.list(),
  })),
  operation(
    {
      method: "post",
      path: "/api/labs",
      summary: "Make a lab, from a document if one is given.",
      body: schemas.createLabSchema,
      answer: schemas.labSummarySchema,
      status: 201,
    },
    ({ labs }, _id, { name, topology = {}, layout = {} }) => {
      const made = labs.create(name, { topology, layout });
      made.lab.start();
      return summaryOf(made);
    },
  ),
  operation(
    {
      method: "get",
      path: "/api/labs/:lab",
      summary: "The lab's document with its revision.",
      answer: schemas.labDocumentSchema,
    },
    ({ labs }, id) => documentOf(labs.get(id).lab),
  ),
  operation(
    {
      method: "patch",
      path: "/api/labs/:lab",
      summary: "Rename the lab.",
      body: schemas.renameLabSchema,
      answer: schemas.labSummarySchema,
    },
    ({ labs }, id, { name }) => {
      const open = labs.get(id);
      open.lab.rename(name);
      return summaryOf(open);
    },
  ),
  operation(
    {
      method: "delete",
      path: "/api/labs/:lab",
      summary: "Delete the lab; it can be taken back for a week.",
      status: 204,
    },
    ({ labs }, id) => labs.delete(id),
  ),
  operation(
    {
      method: "post",
      path: "/api/labs/:lab/undelete",
      summary: "Take a deletion back.",
      answer: schemas.labSummarySchema,
    },
    ({ labs }, id) => labs.undelete(id),
  ),
  operation(
    {
      method: "post",
      path: "/api/labs/:lab/duplicate",
      summary: "Make a new lab with the same document.",
      body: schemas.duplicateLabSchema,
      answer: schemas.labSummarySchema,
      status: 201,
    },
    ({ labs }, id, { name }) => summaryOf(labs.duplicate(id, name ?? labs.get(id).lab.name)),
  ),
  operation(
    {
      method: "get",
      path: "/api/labs/:lab/file",
      summary: "The lab as one file; POST /api/labs takes its name, topology and layout.",
    },
    ({ labs }, id) => {
      const { name, document } = labs.get(id).lab;
      return { format: "vethlab", version: 1, name, ...document };
    },
  ),
  operation(
    {
      method: "post",
      path: "/api/labs/:lab/edits",
      summary: "Apply an edit to the document and the kernel: all of it or nothing.",
      body: schemas.editRequestSchema,
      answer: schemas.acceptedSchema,
    },
    async ({ labs }, id, { edit, baseRevision }) =>
      accepted(await labs.get(id).lab.edit(programs, edit, baseRevision)),
  ),
  operation(
    {
      method: "post",
      path: "/api/labs/:lab/undo",
      summary: "Take back the last edit made through this API.",
      answer: schemas.acceptedSchema,
    },
    async ({ labs }, id) => accepted(await labs.get(id).lab.undo(programs)),
  ),
  operation(
    {
      method: "post",
      path: "/api/labs/:lab/redo",
      summary: "Make again what was last taken back.",
      answer: schemas.acceptedSchema,
    },
    async ({ labs }, id) => accepted(await labs.get(id).lab.redo(programs)),
  ),
  operation(
    {
      method: "post",
      path: "/api/labs/:lab/restore",
      summary: "Bring the kernel back to what the document says (of these records, or of all).",
      body: schemas.restoreRequestSchema,
      answer: schemas.acceptedSchema,
    },
    async ({ labs }, id, { records }) => accepted(await labs.get(id).lab.restore(programs, records)),
  ),
  operation(
    {
      method: "post",
      path: "/api/labs/:lab/restart",
      summary: "Throw the lab's machine away and build it anew from the document.",
      answer: schemas.labSummarySchema,
    },
    async ({ labs }, id) => {
      const open = labs.get(id);
      await open.lab.restart();
      return summaryOf(open);
    },
  ),
  operation(
    {
      method: "get",
      path: "/api/labs/:lab/observed",
      summary: "What the kernel says now.",
      answer: schemas.observedSchema,
    },
    ({ labs }, id) => labs.get(id).lab.readObserved(),
  ),
  operation(
    {
      method: "post",
      path: "/api/labs/:lab/exec",
      summary: "Run a command in a namespace of the lab.",
      body: schemas.execRequestSchema,
      answer: schemas.execResultSchema,
    },
    async ({ labs }, id, { namespace, argv, timeoutMs }) => {
      const { lab } = labs.get(id);
      const observed = await lab.readObserved();
      // Only names the kernel itself has given us reach a command line.
      if (!Object.hasOwn(observed.namespaces, namespace)) throw noSuchNamespace("namespace", namespace);
      return execIn(await lab.ready(), namespace, argv, timeoutMs);
    },
  ),
  operation(
    {
      method: "post",
      path: "/api/labs/:lab/ping",
      summary: "Ping from a namespace; answers when all packets are accounted for.",
      body: schemas.pingRequestSchema,
      answer: schemas.pingResultSchema,
    },
    async ({ labs }, id, { from, to, count, intervalMs }) => {
      const { lab, pings } = labs.get(id);
      await lab.ready();
      const source = namespaceNamed(lab, from);
      if (source === null) throw noSuchNamespace("from", from);
      const session = pings.start({
        author: programs,
        from: source,
        to: targetOf(lab, to),
        count,
        intervalMs,
      });
      await session.ended;
      return { events: session.events, summary: session.summary };
    },
  ),
  operation(
    {
      method: "get",
      path: "/api/labs/:lab/script",
      summary: "The commands that build the network, as a bash script.",
    },
    ({ labs }, id) => labs.get(id).lab.script(),
  ),
];

function documentOf({ id, name, revision, document }: Lab) {
  return { id, name, revision, ...document };
}

function accepted({ revision, steps }: Accepted) {
  return { revision, steps: steps.map((step: Step) => ({ ...step, command: formatStep(step) })) };
}

function namespaceNamed(lab: OpenLab["lab"], name: string): RecordId | null {
  for (const record of recordsOfKind(lab.document.topology, "namespace"))
    if (record.name === name) return record.id;
  return null;
}

/** A namespace's name first, as on the canvas; else an address or host name for ping to make sense of. */
function targetOf(lab: Lab, to: string): PingTarget {
  const namespace = parseAddress(to) === null && to !== hostName ? namespaceNamed(lab, to) : null;
  if (namespace !== null) return { namespace };
  if (to === hostName) return { namespace: hostName };
  if (!/^[A-Za-z0-9:_][A-Za-z0-9.:_%-]*$/.test(to)) {
    throw new ProblemError({
      kind: "malformed",
      code: "not-a-target",
      detail: "to must be a namespace's name, an address or a host name",
      path: "to",
    });
  }
  return { host: to };
}

function noSuchNamespace(path: string, name: string): ProblemError {
  return new ProblemError({
    kind: "not-found",
    code: "no-such-namespace",
    detail: `${path}: there is no namespace with the name ${name}`,
    path,
    parameters: { name },
  });
}
