import type { Position } from "../../shared/topology.ts";
import { outside, type Anchor, type Side } from "./anchors.ts";
import {
  longestOf,
  middleOf,
  pathOf,
  reversed,
  straight,
  towards,
  type Curve,
  type Curves,
} from "./curves.ts";
import { bar } from "./geometry.ts";

/** From a card or bar outwards. */
export const away: Readonly<Record<Side, Position>> = {
  left: { x: -1, y: 0 },
  right: { x: 1, y: 0 },
  top: { x: 0, y: -1 },
  bottom: { x: 0, y: 1 },
};
/** How high a link leans over from its port into its lane, and how round it turns out of it. */
const leanHeight = 64;
const turnRadius = 12;
const depth = outside + bar.height / 2;

/** The drawn line, leaving both ends squarely. The same text serves the line and what travels along it. */
export function linkPath(from: Anchor, to: Anchor): string {
  return pathOf(linkCurves(from, to));
}

export function linkMiddle(from: Anchor, to: Anchor): Position {
  return middleOf(longestOf(linkCurves(from, to)));
}

export function linkCurves(from: Anchor, to: Anchor): Curves {
  if (to.lane !== null) return throughLane(from, to, to.lane);
  return from.lane === null ? [between(from, to)] : reversed(throughLane(to, from, from.lane));
}

function between(from: Anchor, to: Anchor): Curve {
  const distance = Math.hypot(to.x - from.x, to.y - from.y);
  const reach = Math.min(mostReach(from, to), Math.max(24, distance * 0.4));
  return [from, control(from, reach), control(to, reach), to];
}

/** Between a bar and a card below it no curve goes higher than the bar; over cards in a row, not far above them. */
function mostReach(from: Anchor, to: Anchor): number {
  const [first, second] = [away[from.side].y, away[to.side].y];
  if (first * second > 0) return 90;
  const isFacing = first * second < 0 && (to.y - from.y) * first > 0;
  return isFacing ? Math.abs(to.y - from.y) * 0.6 : 160;
}

function control({ x, y, side }: Anchor, reach: number): Position {
  return { x: x + away[side].x * reach, y: y + away[side].y * reach };
}

/** From a port over to the lane, along it, and round into the card's side. */
function throughLane(port: Anchor, end: Anchor, lane: number): Curves {
  const down = away[port.side].y;
  const radius = Math.min(turnRadius, Math.abs(end.x - lane));
  const lean = Math.min(leanHeight, Math.abs(end.y - port.y) - radius);
  const into = { x: lane, y: port.y + down * lean };
  const turn = { x: lane, y: end.y - down * radius };
  const out = { x: lane + Math.sign(end.x - lane) * radius, y: end.y };
  const corner = { x: lane, y: end.y };
  const half = (down * lean) / 2;
  return [
    [port, { x: port.x, y: port.y + half }, { x: lane, y: into.y - half }, into],
    straight(into, turn),
    [turn, towards(turn, corner, 0.55), towards(out, corner, 0.55), out],
    straight(out, end),
  ];
}

/** From an end into its card or bar; half the height of a bar, so that what passes through it passes in its middle. */
export function inside({ x, y, side }: Anchor): Position {
  return { x: x - away[side].x * depth, y: y - away[side].y * depth };
}
