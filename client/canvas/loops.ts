import { loopsIn, type Loop } from "../../shared/loops.ts";
import type { RecordId, Topology } from "../../shared/topology.ts";

const known = new WeakMap<Topology, ReadonlyMap<RecordId, Loop>>();

/** The first loop without STP that goes through this bridge, or by this end of a link. */
export function loopOf(topology: Topology, id: RecordId): Loop | undefined {
  const loops = known.get(topology) ?? byRecord(topology);
  known.set(topology, loops);
  return loops.get(id);
}

function byRecord(topology: Topology): ReadonlyMap<RecordId, Loop> {
  const loops = new Map<RecordId, Loop>();
  for (const loop of loopsIn(topology)) {
    for (const { id } of [...loop.bridges, ...loop.links.flat()]) if (!loops.has(id)) loops.set(id, loop);
  }
  return loops;
}

/** `br0 – br1 – br0` */
export function wayRound({ bridges }: Loop): string {
  return [...bridges, ...bridges.slice(0, 1)].map(({ name }) => name).join(" – ");
}
