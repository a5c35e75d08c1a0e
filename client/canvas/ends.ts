import type { Rectangle, Rectangles } from "../gestures/rectangle.ts";
import type { RecordId, Topology, VethRecord } from "../../shared/topology.ts";
import { card } from "./geometry.ts";
import type { TopologyIndex } from "./topology-index.ts";

/** A veth end as it is drawn: where it is, and what it leads to. */
export interface End {
  readonly id: RecordId;
  readonly peer: RecordId;
  /** The same for both ends: two links between the same two keep one order at both. */
  readonly pair: RecordId;
  /** What is written beside it takes so many letters. */
  readonly letters: number;
  /** The card or bar it is drawn at. */
  readonly node: RecordId;
  readonly at: Rectangle;
  /** Its row on its card; null for a bridge's port. */
  readonly row: number | null;
  /** The card or bar at the other end. */
  readonly other: RecordId;
  readonly there: Rectangle;
  /** The bridge at the other end. */
  readonly bridge: RecordId | null;
}

export function endsOf(topology: Topology, index: TopologyIndex, rectangles: Rectangles): End[] {
  return [...index.ends].flatMap(([node, ids]) => {
    const rows = new Map((index.chips.get(node) ?? []).map((id, row) => [id, row]));
    return ids.flatMap((id) => endOf(topology, rectangles, id, rows.get(id) ?? null) ?? []);
  });
}

function endOf(topology: Topology, rectangles: Rectangles, id: RecordId, row: number | null): End | null {
  const record = topology[id];
  const peer = record?.kind === "veth" ? topology[record.peer] : undefined;
  if (record?.kind !== "veth" || peer?.kind !== "veth") return null;
  const at = rectangles[nodeOf(record)];
  const there = rectangles[nodeOf(peer)];
  if (at === undefined || there === undefined) return null;
  return {
    id,
    peer: peer.id,
    pair: id < peer.id ? id : peer.id,
    letters: Math.max(...[record.name, ...record.addresses.slice(0, 1)].map((text) => text.length)),
    node: nodeOf(record),
    at,
    row,
    other: nodeOf(peer),
    there,
    bridge: peer.master,
  };
}

function nodeOf({ master, namespace }: VethRecord): RecordId {
  return master ?? namespace;
}

/** The middle of its row. */
export function rowY({ at, row }: End): number {
  return at.y + card.head + ((row ?? 0) + 0.5) * card.chip + card.padding / 2;
}
