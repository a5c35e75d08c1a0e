import type { Rectangle, Rectangles } from "../gestures/rectangle.ts";
import type { Position } from "../../shared/topology.ts";

/** Does a card lie on the straight way between two points? Those at its ends do not count. */
export function isHidden(
  from: Position,
  to: Position,
  rectangles: Rectangles,
  ends: readonly string[],
): boolean {
  for (const id in rectangles) {
    const card = rectangles[id];
    if (card !== undefined && crosses(from, to, card) && !ends.includes(id)) return true;
  }
  return false;
}

/** The part of the way that is inside in both directions is not empty (Liang and Barsky's clipping). */
function crosses(from: Position, to: Position, { x, y, width, height }: Rectangle): boolean {
  const across = shareInside(from.x, to.x, x, x + width);
  const down = shareInside(from.y, to.y, y, y + height);
  return Math.max(across.enter, down.enter, 0) < Math.min(across.leave, down.leave, 1);
}

function shareInside(from: number, to: number, low: number, high: number) {
  if (from === to) return from > low && from < high ? always : never;
  const [a, b] = [(low - from) / (to - from), (high - from) / (to - from)];
  return { enter: Math.min(a, b), leave: Math.max(a, b) };
}

const always = { enter: -Infinity, leave: Infinity };
const never = { enter: Infinity, leave: -Infinity };
