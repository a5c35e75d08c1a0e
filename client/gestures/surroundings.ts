import { parsePrefix } from "../../shared/prefix.ts";
import { freeAddress, freeNetwork, networkAmong } from "../../shared/networks.ts";
import { hostId } from "../../shared/names.ts";
import {
  addressFamily,
  bondOf,
  interfacesOf,
  isSingle,
  type BondRecord,
  type InterfaceRecord,
  type RecordId,
  type Topology,
  type VethRecord,
} from "../../shared/topology.ts";
import type { Surroundings, Underlay } from "./interface-kinds/kind.ts";
import { segmentOf } from "./segment.ts";

export function surroundingsOf(topology: Topology, namespace: RecordId): Surroundings {
  return {
    topology,
    namespace,
    lower: () => lowerFor(topology, namespace),
    addressOn: (lower) => addressOn(topology, lower, namespace),
    underlay: (family) => underlayOf(topology, namespace, family),
  };
}

function lowerFor(topology: Topology, namespace: RecordId): InterfaceRecord | null {
  const places = [...new Set([namespace, hostId])].map((place) => [...interfacesOf(topology, place)]);
  const linked = places.flat().find((record) => record.kind === "veth" && record.master === null);
  return linked ?? places.flat().find((record) => record.kind === "bridge") ?? null;
}

function addressOn(topology: Topology, lower: InterfaceRecord, namespace: RecordId): readonly string[] {
  if (lower.namespace === namespace) return [];
  const upper = Object.values(topology).filter((record) => isSingle(record) && record.lower === lower.id);
  const around = [[lower], beyond(topology, lower), upper.filter(isSingle)];
  const known = around.map((records) => networkAmong(records)).find((network) => network !== null);
  const network = known ?? freeNetwork(topology);
  const address = network === null ? null : freeAddress(topology, network);
  return address === null ? [] : [address];
}

/** By the first address on a link, or else by the first address. */
function underlayOf(topology: Topology, namespace: RecordId, family?: "ipv4"): Underlay | null {
  const isIt = (address: string) => family === undefined || addressFamily(address) === family;
  const known = [...interfacesOf(topology, namespace)].filter(({ addresses }) => addresses.some(isIt));
  const out = known.find(({ kind }) => kind === "veth") ?? known[0];
  const own = out?.addresses.find(isIt);
  if (out === undefined || own === undefined) return null;
  const neighbors = beyond(topology, out)
    .filter((record) => record.namespace !== namespace)
    .flatMap(({ addresses }) => addresses.filter((other) => addressFamily(other) === addressFamily(own)));
  const [remote = null, ...others] = neighbors.map(bare);
  return { out, local: bare(own), remote: others.length === 0 ? remote : null };
}

/** Whom frames from this interface reach. */
function beyond(topology: Topology, record: InterfaceRecord): readonly InterfaceRecord[] {
  if (record.kind === "bridge") return segmentOf(topology, record.id).slice(1);
  if (record.kind === "bond") return segmentOf(topology, record.id).slice(1);
  const peer = record.kind === "veth" ? topology[record.peer] : undefined;
  if (peer?.kind !== "veth") return [];
  return behind(topology, peer).filter(({ id }) => id !== record.id);
}

function behind(topology: Topology, end: VethRecord | BondRecord): readonly InterfaceRecord[] {
  const bond = bondOf(topology, end);
  if (bond !== null) return behind(topology, bond);
  return end.master === null ? [end] : segmentOf(topology, end.master);
}

function bare(address: string): string {
  return parsePrefix(address)?.address ?? address;
}
