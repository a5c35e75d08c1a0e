import type { Edit } from "../shared/edit.ts";
import { emptyDocument } from "../shared/topology.ts";
import type { LabSummary } from "../shared/protocol.ts";
import type { Observed } from "../shared/observed.ts";
import { differences } from "../server/observe/differences.ts";
import { LabClient } from "./lab-client.ts";
import { topologyOf } from "./network.ts";
import type { BenchServer } from "./server.ts";

export interface ImportTimes {
  /** Until the lab's state is `running`: the kernel has all of it, and it has been read. */
  readonly runningMs: number;
  /** Until everything that rang since has been read, too, and has arrived here. */
  readonly observedMs: number;
}

/** An import as a program does it: POST the document, and wait. Includes making the lab's machine. */
export async function buildByImport(server: BenchServer, count: number): Promise<ImportTimes> {
  const topology = topologyOf(count);
  const begin = performance.now();
  const { id } = await server.call<LabSummary>("POST", "/api/labs", { name: `bench ${count}`, topology });
  const client = await LabClient.join(server, id);
  const runningMs = performance.now() - begin;
  const observed = await server.call<Observed>("GET", `/api/labs/${id}/observed`);
  const observedMs = performance.now() - begin;
  requireEqual(topology, observed);
  await client.close();
  await server.call("DELETE", `/api/labs/${id}`);
  return { runningMs, observedMs };
}

/** The same network as one edit into a lab that runs already, until its acknowledgement. */
export async function buildByEdit(server: BenchServer, count: number): Promise<number> {
  const topology = topologyOf(count);
  const { id } = await server.call<LabSummary>("POST", "/api/labs", { name: `bench ${count}` });
  const client = await LabClient.join(server, id);
  const edits = Object.values(topology)
    .filter((record) => emptyDocument.topology[record.id] === undefined)
    .map((record): Edit => ({ op: "add", record }));
  const took = await client.edit({ op: "batch", edits });
  requireEqual(topology, await server.call<Observed>("GET", `/api/labs/${id}/observed`));
  await client.close();
  await server.call("DELETE", `/api/labs/${id}`);
  return took;
}

/** An empty lab: what its machine and its observer alone take. */
export async function buildNothing(server: BenchServer): Promise<number> {
  return (await buildByImport(server, 0)).observedMs;
}

function requireEqual(topology: ReturnType<typeof topologyOf>, observed: Observed): void {
  const { changes, unknown } = differences(topology, observed);
  const different = [...Object.keys(changes), ...unknown];
  if (different.length > 0) throw new Error(`the kernel differs: ${different.slice(0, 5).join(", ")}`);
}
