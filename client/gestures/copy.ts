import { hostId } from "../../shared/names.ts";
import {
  bridgeOf,
  isOnNoCard,
  isSingle,
  type Document,
  type RecordId,
  type Topology,
  type TopologyRecord,
  type VethRecord,
} from "../../shared/topology.ts";

/**
 * What a copy of these cards takes with it: their interfaces, routes and bridges inside, links among them, and links to
 * bridges that are not copied (a copy of a bridge's member is a member too). The lab's host is never copied.
 */
export function copyOf(document: Document, selected: ReadonlySet<RecordId>): Document {
  const { topology } = document;
  const nodes = new Set([...selected].filter((id) => id !== hostId && isCopied(topology, id, selected)));
  for (const record of Object.values(topology)) {
    if (record.kind === "bridge" && nodes.has(record.namespace)) nodes.add(record.id);
  }
  const kept = Object.values(topology).filter((record) => belongs(topology, nodes, record));
  return {
    topology: Object.fromEntries(kept.map((record) => [record.id, record])),
    layout: Object.fromEntries(Object.entries(document.layout).filter(([id]) => nodes.has(id))),
  };
}

function isCopied(topology: Topology, id: RecordId, selected: ReadonlySet<RecordId>): boolean {
  const record = topology[id];
  if (record?.kind === "namespace") return true;
  return record?.kind === "bridge" && (record.namespace === hostId || selected.has(record.namespace));
}

function belongs(topology: Topology, nodes: ReadonlySet<RecordId>, record: TopologyRecord): boolean {
  if (isOnNoCard(record) || isSingle(record)) return nodes.has(record.namespace);
  if (record.kind !== "veth") return nodes.has(record.id);
  const peer = topology[record.peer];
  if (peer?.kind !== "veth") return false;
  const here = isAt(topology, nodes, record);
  const there = isAt(topology, nodes, peer);
  const isPort = (end: VethRecord) => bridgeOf(topology, end) !== null;
  return (here && there) || (here && isPort(peer)) || (there && isPort(record));
}

function isAt(topology: Topology, nodes: ReadonlySet<RecordId>, end: VethRecord): boolean {
  return nodes.has(bridgeOf(topology, end)?.id ?? end.namespace);
}
