import type { Edit } from "../shared/edit.ts";
import type { AdminState } from "../shared/topology.ts";
import type { LabSummary } from "../shared/protocol.ts";
import { LabClient, type Heard } from "./lab-client.ts";
import { guest, topologyOf } from "./network.ts";
import type { BenchServer } from "./server.ts";
import { firstAt, typeToggles, type StateAt } from "./typed.ts";

export interface Latencies {
  readonly toggle: number[];
  readonly address: number[];
  /** A namespace and its link to the bridge, in one edit. */
  readonly added: number[];
  readonly removed: number[];
  /** From before the command was run to the browser's message. */
  readonly outside: number[];
  /** From the end of the command. */
  readonly outsideAfter: number[];
  /** From the end of the command to the drawing's having followed, in the browser's messages. */
  readonly drawn: number[];
}

export async function measureLatencies(
  server: BenchServer,
  count: number,
  samples: number,
): Promise<Latencies> {
  const { id } = await server.call<LabSummary>("POST", "/api/labs", {
    name: `latency ${count}`,
    topology: topologyOf(count),
  });
  const client = await LabClient.join(server, id);
  // The edges of the measurement, not of the lab: everything has settled and every path has run once.
  for (const edits of [toggles, addresses, members]) await runAll(client, edits(2));
  await server.call("GET", `/api/labs/${id}/observed`);
  const latencies = {
    toggle: await runAll(client, toggles(samples)),
    address: await runAll(client, addresses(samples)),
    ...halves(await runAll(client, members(2 * samples))),
    ...(await measureOutside(server, client, id, samples)),
  };
  await client.close();
  await server.call("DELETE", `/api/labs/${id}`);
  return latencies;
}

async function runAll(client: LabClient, edits: readonly Edit[]): Promise<number[]> {
  const took: number[] = [];
  for (const edit of edits) took.push(await client.edit(edit));
  return took;
}

function toggles(samples: number): Edit[] {
  return alternate(
    samples,
    { op: "update", id: "i0", changes: { adminState: "down" } },
    { op: "update", id: "i0", changes: { adminState: "up" } },
  );
}

function addresses(samples: number): Edit[] {
  const own = "10.0.0.1/16";
  return alternate(
    samples,
    { op: "update", id: "i0", changes: { addresses: [own, "192.0.2.1/24"] } },
    { op: "update", id: "i0", changes: { addresses: [own] } },
  );
}

function members(samples: number): Edit[] {
  const records = guest();
  const [namespace] = records;
  return alternate(
    samples,
    { op: "batch", edits: records.map((record) => ({ op: "add", record })) },
    { op: "remove", id: namespace?.id ?? "" },
  );
}

function halves(took: readonly number[]): Pick<Latencies, "added" | "removed"> {
  return {
    added: took.filter((_each, index) => index % 2 === 0),
    removed: took.filter((_each, index) => index % 2 === 1),
  };
}

/** Each there and back, so that the network is as before. */
function alternate(samples: number, there: Edit, back: Edit): Edit[] {
  return Array.from({ length: 2 * Math.ceil(samples / 2) }, (_, index) => (index % 2 === 0 ? there : back));
}

async function measureOutside(
  server: BenchServer,
  client: LabClient,
  labId: string,
  samples: number,
): Promise<Pick<Latencies, "outside" | "outsideAfter" | "drawn">> {
  const heard: StateAt[] = [];
  const drawn: StateAt[] = [];
  const stop = client.listen((event) => {
    note(heard, observedState(event), event.at);
    note(drawn, drawnState(event), event.at);
  });
  const typed = await typeToggles(server, labId, samples);
  stop();
  return {
    outside: typed.map(({ state, begin }) => firstAt(heard, state, begin) - begin),
    outsideAfter: typed.map(({ state, begin, end }) => firstAt(heard, state, begin) - end),
    drawn: typed.map(({ state, begin, end }) => firstAt(drawn, state, begin) - end),
  };
}

function note(seen: StateAt[], state: AdminState | null, at: number): void {
  if (state !== null && seen.at(-1)?.state !== state) seen.push({ state, at });
}

function observedState({ message }: Heard): AdminState | null {
  if (message.type !== "observed") return null;
  return message.diff.namespaces["ns1"]?.interfaces?.["eth0"]?.adminState ?? null;
}

function drawnState({ message }: Heard): AdminState | null {
  const record = message.type === "committed" ? message.diff.records["i0"] : null;
  return record?.kind === "veth" ? record.adminState : null;
}
