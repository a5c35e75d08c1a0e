import type { ContainerRecord } from "../../shared/container.ts";
import {
  byteLength,
  checkInterfaceName,
  hostId,
  interfaceNameMaxBytes,
  namespaceNameMaxBytes,
  nextFreeName,
} from "../../shared/names.ts";
import {
  bridgeOf,
  canBePort,
  interfacesOf,
  isOnNoCard,
  nameOf,
  recordsOfKind,
  type BridgeRecord,
  type NamespaceRecord,
  type RecordId,
  type Topology,
  type TopologyRecord,
} from "../../shared/topology.ts";

export function namespaceNames(topology: Topology): Set<string> {
  return new Set([...recordsOfKind(topology, "namespace")].map((record) => record.name));
}

export function interfaceNames(topology: Topology, namespace: RecordId): Set<string> {
  return new Set([...interfacesOf(topology, namespace)].map((record) => record.name));
}

/** The first of `ns1`, `ns2`, … that a copy of `ns7` can have. */
export function freshNamespaceName(old: string, taken: ReadonlySet<string>): string {
  return freshName(old, taken, 1, namespaceNameMaxBytes);
}

/** The first of `eth0`, `eth1`, … that a copy of `eth7` can have. */
export function freshInterfaceName(old: string, taken: ReadonlySet<string>): string {
  return freshName(old, taken, 0, interfaceNameMaxBytes);
}

function freshName(old: string, taken: ReadonlySet<string>, start: number, maxBytes: number): string {
  // A name of digits only keeps them.
  const stem = old.replace(/\d+$/, "") || old;
  for (let number = start; ; number += 1) {
    const name = cutToBytes(stem, maxBytes - byteLength(String(number))) + String(number);
    if (!taken.has(name)) return name;
  }
}

/** As many of the first characters as there is room for, none of them cut in two. */
function cutToBytes(text: string, maxBytes: number): string {
  const characters = Array.from(text);
  while (byteLength(characters.join("")) > maxBytes) characters.pop();
  return characters.join("");
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
  if (canBePort(record)) return bridgeOf(topology, record)?.id ?? record.namespace;
  if (isOnNoCard(record)) return record.namespace;
  return isNode(topology, id) || record.kind !== "container" ? id : record.namespace;
}

/** As a person would say which one: what has no card of its own, by its namespace's name too. */
export function fullNameOf(topology: Topology, id: RecordId): string {
  const record = topology[id];
  if (record === undefined) return "";
  if (record.kind === "namespace" || record.kind === "bridge" || record.kind === "container")
    return record.name;
  const owner = topology[record.namespace];
  const namespace = owner?.kind === "namespace" ? owner.name : "";
  return `${namespace} ${nameOf(record)}`;
}

export type NodeRecord = NamespaceRecord | BridgeRecord | ContainerRecord;

/** Does it have a card or bar of its own? A container whose stack is there is drawn on that one's. */
export function isNodeRecord(topology: Topology, record: TopologyRecord): record is NodeRecord {
  if (record.kind === "container") return topology[record.namespace] === undefined;
  return record.kind === "namespace" || record.kind === "bridge";
}

export function isNode(topology: Topology, id: RecordId): boolean {
  const record = topology[id];
  return record !== undefined && isNodeRecord(topology, record);
}

/** Every card and bar, the lab's host first. */
export function nodeIds(topology: Topology): RecordId[] {
  const ids = Object.keys(topology).filter((id) => id !== hostId && isNode(topology, id));
  return topology[hostId] === undefined ? ids : [hostId, ...ids];
}
