import { middleOf, type Rectangles } from "../gestures/rectangle.ts";
import type { RecordId } from "../../shared/topology.ts";
import { rowY, type End } from "./ends.ts";
import { isHidden } from "./hidden.ts";

/** Beside a column of cards, the nearest lane and the next ones; all of them in the gap that auto layout leaves. */
const firstLane = 18;
const laneGap = 8;
const lanesWidth = 40;

/** Veth end → x. */
export type Lanes = ReadonlyMap<RecordId, number>;

/**
 * Where a link comes down, or up, to a card that other cards hide from its bridge: left of its column, to be led in from
 * the side. Those that end nearer turn in first, so that they do not cross.
 */
export function lanesOf(ends: readonly End[], rectangles: Rectangles): Lanes {
  const columns = new Map<string, End[]>();
  for (const end of ends) {
    if (!isOutOfReach(end, rectangles)) continue;
    const key = `${end.bridge} ${isBelow(end)} ${Math.round(end.at.x / lanesWidth)}`;
    columns.set(key, [...(columns.get(key) ?? []), end]);
  }
  const lanes = new Map<RecordId, number>();
  for (const column of columns.values()) {
    const step = Math.min(laneGap, lanesWidth / column.length);
    const left = Math.min(...column.map(({ at }) => at.x)) - firstLane;
    const inOrder = column.toSorted((a, b) => distance(a) - distance(b));
    for (const [index, { id }] of inOrder.entries()) lanes.set(id, left - index * step);
  }
  return lanes;
}

function isBelow({ at, there }: End): boolean {
  return middleOf(there).y < middleOf(at).y;
}

function distance(end: End): number {
  return Math.abs(rowY(end) - middleOf(end.there).y);
}

/** Straight from its bridge's edge to its own. */
function isOutOfReach(end: End, rectangles: Rectangles): boolean {
  const { at, there, node, bridge } = end;
  const { x } = middleOf(at);
  const [from, to] = isBelow(end) ? [there.y + there.height, at.y] : [there.y, at.y + at.height];
  return isHidden({ x, y: from }, { x, y: to }, rectangles, [node, bridge ?? ""]);
}
