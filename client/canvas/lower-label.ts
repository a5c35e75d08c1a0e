import type { Anchor } from "./anchors.ts";
import { labelGap } from "./label-sides.ts";

/** Where it is said what an interface is on: beside where the line leaves it; null where both are on one card. */
export function lowerLabel(start: Anchor, end: Anchor) {
  if (start.x === end.x && start.side === end.side) return null;
  const { x, y, side } = start;
  if (side === "left") return { x, y: y - 7, anchor: "end" } as const;
  if (side === "right") return { x, y: y - 7, anchor: "start" } as const;
  return { x: x + labelGap, y: side === "top" ? y - 12 : y + 20, anchor: "start" } as const;
}
