import type { Rectangle, Rectangles } from "../gestures/rectangle.ts";
import {
  bridgeOf,
  canBePort,
  isInterface,
  type InterfaceRecord,
  type RecordId,
  type Topology,
} from "../../shared/topology.ts";
import { card } from "./geometry.ts";
import { drawnAt, farEndOf } from "./far-end.ts";
import type { TopologyIndex } from "./topology-index.ts";

/** An end of a link or tunnel, or a port of another kind, as it is drawn: where it is, and what it leads to. */
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
  if (!canBePort(record)) return null;
  const at = rectangles[drawnAt(topology, record)];
  if (at === undefined) return null;
  const far = record.kind === "veth" ? topology[record.peer] : farEndOf(topology, record);
  // A port that leads nowhere hangs below its bar.
  if (far === undefined && record.kind !== "veth" && bridgeOf(topology, record) !== null)
    return endAt(topology, record, record, { at, there: { ...at, y: at.y + at.height + 1 } }, row);
  const there = isInterface(far) ? rectangles[drawnAt(topology, far)] : undefined;
  return isInterface(far) && there !== undefined ? endAt(topology, record, far, { at, there }, row) : null;
}

function endAt(
  topology: Topology,
  record: InterfaceRecord,
  far: InterfaceRecord,
  { at, there }: Pick<End, "at" | "there">,
  row: number | null,
): End {
  return {
    id: record.id,
    peer: far.id,
    pair: record.id < far.id ? record.id : far.id,
    letters: Math.max(...[record.name, ...record.addresses.slice(0, 1)].map((text) => text.length)),
    node: drawnAt(topology, record),
    at,
    row,
    other: drawnAt(topology, far),
    there,
    bridge: canBePort(far) ? (bridgeOf(topology, far)?.id ?? null) : far.id,
  };
}

/** The middle of its row. */
export function rowY({ at, row }: End): number {
  return at.y + card.head + ((row ?? 0) + 0.5) * card.chip + card.padding / 2;
}
