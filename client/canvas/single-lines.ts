import { middleOf, type Rectangle, type Rectangles } from "../gestures/rectangle.ts";
import {
  bridgeOf,
  isInterface,
  isSingle,
  type InterfaceRecord,
  type RecordId,
  type Topology,
} from "../../shared/topology.ts";
import { outside, type Anchor, type Anchors, type Side } from "./anchors.ts";
import { drawnAt } from "./far-end.ts";
import { card } from "./geometry.ts";
import type { TopologyIndex } from "./topology-index.ts";

export type LowerLine = {
  readonly from: RecordId;
  readonly to: RecordId;
  readonly start: Anchor;
  readonly end: Anchor;
};

/** From each interface that is on another one to that. */
export function* lowerLines(
  topology: Topology,
  index: TopologyIndex,
  rectangles: Rectangles,
  anchors: Anchors,
): Generator<LowerLine> {
  for (const record of Object.values(topology)) {
    const lower = isSingle(record) && record.lower !== null ? topology[record.lower] : undefined;
    if (!isSingle(record) || !isInterface(lower)) continue;
    const here = rectangles[drawnAt(topology, record)];
    const there = rectangles[drawnAt(topology, lower)];
    if (here === undefined || there === undefined) continue;
    const start = anchorOf(topology, record, here, there, index, anchors);
    const end = anchorOf(topology, lower, there, here, index, anchors);
    if (start !== null && end !== null) yield { from: record.id, to: lower.id, start, end };
  }
}

/** Such lines leave a card beside the links that do, which have the middle of its edges. */
const besideLinks = 40;

function anchorOf(
  topology: Topology,
  record: InterfaceRecord,
  at: Rectangle,
  there: Rectangle,
  index: TopologyIndex,
  anchors: Anchors,
): Anchor | null {
  if (bridgeOf(topology, record) !== null) return anchors[record.id] ?? null;
  const side = sideTowards(at, there);
  if (side === "top" || side === "bottom") {
    const middle = middleOf(there).x + besideLinks;
    const x = Math.min(Math.max(middle, at.x + card.padding * 3), at.x + at.width - card.padding * 3);
    const y = side === "top" ? at.y - outside : at.y + at.height + outside;
    return { x, y, side, lane: null, label: null };
  }
  const row = (index.chips.get(record.namespace) ?? []).indexOf(record.id);
  const y =
    record.kind === "bridge"
      ? at.y + at.height / 2
      : at.y + card.head + (row + 0.5) * card.chip + card.padding / 2;
  const x = side === "left" ? at.x - outside : at.x + at.width + outside;
  return { x, y, side, lane: null, label: null };
}

/** On one card, round its right side; to one that stands beside, straight there. */
function sideTowards(at: Rectangle, there: Rectangle): Side {
  const [dx, dy] = [middleOf(there).x - middleOf(at).x, middleOf(there).y - middleOf(at).y];
  if (dx === 0 && dy === 0) return "right";
  if (Math.abs(dx) > (at.width + there.width) / 2 && Math.abs(dx) > Math.abs(dy))
    return dx < 0 ? "left" : "right";
  return dy < 0 ? "top" : "bottom";
}
