import { setTimeout as sleep } from "node:timers/promises";
import { batch, type Edit } from "../shared/edit.ts";
import { loopsIn, type BridgeLink, type Loop } from "../shared/loops.ts";
import { hostId } from "../shared/names.ts";
import type { Counters } from "../shared/observed.ts";
import {
  namespaceOf,
  type RecordId,
  type Topology,
  type TopologyRecord,
  type VethRecord,
} from "../shared/topology.ts";
import { setDown } from "./kernel/set-down.ts";
import { readCounters } from "./kernel/read-namespace.ts";
import type { Lab, LabEvent } from "./lab.ts";
import { log } from "./log.ts";

/**
 * More than so many packets a second, over all links of a lab's loops together, are a storm. One that nothing holds back
 * makes as many as the processors bear: the more there is to flood, the fewer.
 */
const stormPacketsPerSecond = 1000;
const lookEveryMs = 500;

/** All packets that have passed a link, both ways, and when they were counted. */
interface Count {
  readonly packets: number;
  readonly at: number;
}
/** By the end at which they were counted. */
type Counts = ReadonlyMap<RecordId, Count>;

/**
 * Ends broadcast storms as a switch's storm control does: they take the processors away from the other labs and from
 * everything else on the machine. A lab's traffic is looked at only while its drawing has a loop.
 */
export function controlStorms(lab: Lab): void {
  const deleted = new AbortController();
  let isWatching = false;
  const watch = async () => {
    isWatching = true;
    let counts: Counts = new Map();
    while (!deleted.signal.aborted && (lab.state.phase === "running" || lab.state.phase === "building")) {
      const loops = loopsIn(lab.document.topology);
      if (loops.length === 0) break;
      counts = await look(lab, loops, counts);
      await sleep(lookEveryMs, undefined, { ref: false });
    }
    isWatching = false;
  };
  lab.listen((event) => {
    if (event.type === "deleted") deleted.abort();
    if (!isWatching && mayBringLoop(event, lab.document.topology)) void watch();
  });
}

/** A new machine, which may storm before all of it is built; or an edit of a bridge, or of a link between bridges. */
function mayBringLoop(event: LabEvent, topology: Topology): boolean {
  if (event.type === "state") return event.state.phase === "building" && event.state.total === 0;
  if (event.type !== "committed") return false;
  return Object.values(event.diff.records).some(
    (record) => record?.kind === "bridge" || (isPort(record) && isPort(topology[record.peer])),
  );
}

function isPort(record: TopologyRecord | null | undefined): record is VethRecord {
  return record?.kind === "veth" && record.master !== null;
}

async function look(lab: Lab, loops: readonly Loop[], before: Counts): Promise<Counts> {
  const { topology } = lab.document;
  const links = new Set(loops.flatMap((loop) => loop.links));
  const now = await count(lab, topology, links);
  // A storm is on every link of its loop; what else there is takes one of the ways round.
  const hasItsShare = (link: BridgeLink) => {
    const { id } = nearEnd(link);
    return packetsPerSecond(before.get(id), now.get(id)) > stormPacketsPerSecond / links.size;
  };
  const ends = loopsIn(topology, hasItsShare).map(({ closing }) => nearEnd(closing));
  if (ends.length > 0) await cut(lab, topology, ends);
  return now;
}

async function count(lab: Lab, topology: Topology, links: Iterable<BridgeLink>): Promise<Counts> {
  const ends = [...links].map(nearEnd);
  const counts = new Map<RecordId, Count>();
  for (const id of new Set(ends.map(({ namespace }) => namespace))) {
    const counters = await countersOf(lab, namespaceOf(topology, id).name);
    const at = performance.now();
    for (const end of ends) {
      const counter = end.namespace === id ? counters[end.name] : undefined;
      if (counter !== undefined) counts.set(end.id, { packets: counter.rxPackets + counter.txPackets, at });
    }
  }
  return counts;
}

/** Nothing of a machine that is not there yet, or not any more. */
async function countersOf({ machine }: Lab, namespace: string): Promise<Readonly<Record<string, Counters>>> {
  const counters = machine && (await readCounters(machine.reader, namespace).catch(() => null));
  return counters ?? {};
}

function packetsPerSecond(before: Count | undefined, now: Count | undefined): number {
  if (before === undefined || now === undefined) return 0;
  return ((now.packets - before.packets) * 1000) / (now.at - before.at);
}

/**
 * Sets these ends down at once. The document follows in the lab's turn, which may be long in coming under a storm.
 * Everybody sees it and why, and may set them up again.
 */
async function cut(lab: Lab, topology: Topology, ends: readonly VethRecord[]): Promise<void> {
  const { machine } = lab;
  if (machine === null) return;
  const nameOf = ({ namespace }: VethRecord) => namespaceOf(topology, namespace).name;
  // Somebody may have changed the same link meanwhile. If it storms on, the next look tries again.
  const warn = (error: unknown) => log.warn({ err: error, lab: lab.id }, "a storm could not be ended");
  lab.announceCut(ends.map(({ id }) => id));
  try {
    for (const end of ends) await setDown(machine.reader, nameOf(end), end.name);
  } catch (error) {
    warn(error);
  }
  const edits = ends.map(({ id }): Edit => ({ op: "update", id, changes: { adminState: "down" } }));
  lab.cutLoop(batch(...edits)).catch(warn);
}

/** The host is the quickest to enter. */
function nearEnd([one, other]: BridgeLink): VethRecord {
  return other.namespace === hostId ? other : one;
}
