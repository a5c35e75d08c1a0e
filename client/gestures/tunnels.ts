import {
  interfacesOf,
  isSingle,
  type RecordId,
  type SingleRecord,
  type Topology,
} from "../../shared/topology.ts";
import { tunnelEndOf } from "./interface-kinds/index.ts";
import type { TunnelEnd } from "./interface-kinds/kind.ts";

/** Two interfaces that reach each other through another network. The first is the one whose id comes first. */
export type Tunnel = readonly [SingleRecord, SingleRecord];

interface Ended {
  readonly record: SingleRecord;
  readonly end: TunnelEnd;
  readonly names: ReadonlySet<string>;
}

const known = new WeakMap<Topology, readonly Tunnel[]>();

/** Of the same kind and number, and each sends to the other, by an address of its namespace or by its name. */
export function tunnelsOf(topology: Topology): readonly Tunnel[] {
  const tunnels = known.get(topology) ?? findTunnels(topology);
  known.set(topology, tunnels);
  return tunnels;
}

function findTunnels(topology: Topology): readonly Tunnel[] {
  const ends = endsIn(topology);
  return ends.flatMap((one, index) =>
    ends.slice(index + 1).flatMap((other): Tunnel[] => {
      if (!leadsTo(one, other) || !leadsTo(other, one)) return [];
      return [one.record.id < other.record.id ? [one.record, other.record] : [other.record, one.record]];
    }),
  );
}

function endsIn(topology: Topology): readonly Ended[] {
  return Object.values(topology).flatMap((record) => {
    const end = isSingle(record) ? tunnelEndOf(record) : null;
    if (!isSingle(record) || end === null) return [];
    return [{ record, end, names: new Set(end.names ?? addressesIn(topology, record.namespace)) }];
  });
}

function addressesIn(topology: Topology, namespace: RecordId): readonly string[] {
  return [...interfacesOf(topology, namespace)].flatMap(({ addresses }) =>
    addresses.map((address) => address.split("/")[0] ?? address),
  );
}

function leadsTo(from: Ended, to: Ended): boolean {
  if (from.record.kind !== to.record.kind || from.end.number !== to.end.number) return false;
  return from.record.namespace !== to.record.namespace && from.end.remotes.some((one) => to.names.has(one));
}
