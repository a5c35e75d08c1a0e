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
    if (card !== undefined && mayCross(from, to, card) && crosses(from, to, card) && !ends.includes(id))
      return true;
  }
  return false;
}

/** Quickly, for most cards of a large lab are far off: it is asked for every link with every card at each step of a drag. */
function mayCross(from: Position, to: Position, { x, y, width, height }: Rectangle): boolean {
  return (
    Math.max(from.x, to.x) > x &&
    Math.min(from.x, to.x) < x + width &&
    Math.max(from.y, to.y) > y &&
    Math.min(from.y, to.y) < y + height
  );
}

/** The part of the way that is inside in both directions is not empty (Liang and Barsky's clipping). */
function crosses(from: Position, to: Position, { x, y, width, height }: Rectangle): boolean {
  const across = shareInside(from.x, to.x, x, x + width);
  const down = shareInside(from.y, to.y, y, y + height);
  return Math.max(across.enter, down.enter) < Math.min(across.leave, down.leave);
}

function shareInside(from: number, to: number, low: number, high: number) {
  if (from === to) return { enter: 0, leave: 1 };
  const [a, b] = [(low - from) / (to - from), (high - from) / (to - from)];
  return { enter: Math.max(0, Math.min(a, b)), leave: Math.min(1, Math.max(a, b)) };
}
