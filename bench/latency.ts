import type { Edit } from "../shared/edit.ts";
import type { AdminState } from "../shared/topology.ts";
import type { LabSummary } from "../shared/protocol.ts";
import { LabClient, type Heard } from "./lab-client.ts";
import { guest, topologyOf } from "./network.ts";
import type { BenchServer } from "./server.ts";

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
}

/** Kept short of what would be a burst: each change is a gesture of its own. */
const betweenSeconds = 0.1;

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

/**
 * A shell that lives in a namespace sets its link down and up, by hand as it were, and notes the time before and after
 * each command; what the browser hears is matched by state and time.
 */
async function measureOutside(
  server: BenchServer,
  client: LabClient,
  labId: string,
  samples: number,
): Promise<Pick<Latencies, "outside" | "outsideAfter">> {
  const heard: { state: AdminState; at: number }[] = [];
  const stop = client.listen((event) => {
    const state = adminStateIn(event);
    if (state !== null && heard.at(-1)?.state !== state) heard.push({ state, at: event.at });
  });
  const script = `for number in $(seq ${Math.ceil(samples / 2)}); do for state in down up; do
    begin=$EPOCHREALTIME; ip link set dev eth0 $state; echo $state $begin $EPOCHREALTIME; sleep ${betweenSeconds}
  done; done`;
  const { stdout } = await server.call<{ stdout: string }>("POST", `/api/labs/${labId}/exec`, {
    namespace: "ns1",
    argv: ["bash", "-c", script],
    timeoutMs: 120_000,
  });
  stop();
  const done = stdout
    .trimEnd()
    .split("\n")
    .map((line) => line.split(" "));
  // Two changes that come close together may be told as one: then the first waited for a later telling of its state.
  const toldAt = (state: string | undefined, begin: number) =>
    heard.find((each) => each.state === state && each.at >= begin)?.at ?? Number.POSITIVE_INFINITY;
  const since = (column: 1 | 2) =>
    done.map((words) => toldAt(words[0], Number(words[1]) * 1000) - Number(words[column]) * 1000);
  return { outside: since(1), outsideAfter: since(2) };
}

function adminStateIn({ message }: Heard): AdminState | null {
  if (message.type !== "observed") return null;
  return message.diff.namespaces["ns1"]?.interfaces?.["eth0"]?.adminState ?? null;
}
