import { checkInterfaceName, hostId, nextFreeName } from "../../shared/names.ts";
import { interfacesOf, recordsOfKind, type RecordId, type Topology } from "../../shared/topology.ts";

export function namespaceNames(topology: Topology): Set<string> {
  return new Set([...recordsOfKind(topology, "namespace")].map((record) => record.name));
}

export function interfaceNames(topology: Topology, namespace: RecordId): Set<string> {
  return new Set([...interfacesOf(topology, namespace)].map((record) => record.name));
}

/** `ns1` → `ns`, `veth-ns1` → `veth-ns`; a name of digits only keeps them. */
export function stemOf(name: string): string {
  return name.replace(/\d+$/, "") || name;
}

/** The name of the end that is a bridge's port: after what is at the other end, or else numbered. */
export function portName(towards: string, taken: ReadonlySet<string>): string {
  const name = `veth-${towards}`;
  return checkInterfaceName(name) === null && !taken.has(name) ? name : nextFreeName("veth", taken);
}

/** The node a thing is drawn on: a port on its bridge, another interface on its namespace's card. */
export function nodeOf(topology: Topology, id: RecordId): RecordId | null {
  const record = topology[id];
  if (record === undefined) return null;
  if (record.kind === "veth") return record.master ?? record.namespace;
  return record.kind === "route" ? record.namespace : record.id;
}

/** As a person would say which one: what has no card of its own, by its namespace's name too. */
export function fullNameOf(topology: Topology, id: RecordId): string {
  const record = topology[id];
  if (record === undefined) return "";
  if (record.kind === "namespace" || record.kind === "bridge") return record.name;
  const owner = topology[record.namespace];
  const namespace = owner?.kind === "namespace" ? owner.name : "";
  return `${namespace} ${record.kind === "veth" ? record.name : record.destination}`;
}

export function isNode(topology: Topology, id: RecordId): boolean {
  const kind = topology[id]?.kind;
  return kind === "namespace" || kind === "bridge";
}

/** Every card and bar, the lab's host first. */
export function nodeIds(topology: Topology): RecordId[] {
  const ids = Object.keys(topology).filter((id) => id !== hostId && isNode(topology, id));
  return topology[hostId] === undefined ? ids : [hostId, ...ids];
}
