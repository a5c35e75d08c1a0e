import type { Position } from "../../shared/topology.ts";
import { outside, type Anchor, type Side } from "./anchors.ts";
import { bar } from "./geometry.ts";

/** A cubic Bézier curve: where it begins, its two control points, where it ends. */
type Curve = readonly [Position, Position, Position, Position];

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
  return pathOf(curvesOf(from, to));
}

/** The middle of its longest part. */
export function linkMiddle(from: Anchor, to: Anchor): Position {
  const [first, ...others] = curvesOf(from, to);
  return middleOf(
    others.reduce((longest, other) => (lengthOf(other) > lengthOf(longest) ? other : longest), first),
  );
}

function curvesOf(from: Anchor, to: Anchor): readonly [Curve, ...Curve[]] {
  if (to.lane !== null) return throughLane(from, to, to.lane);
  if (from.lane === null) return [between(from, to)];
  const [a, b, c, d] = throughLane(to, from, from.lane);
  return [reversed(d), reversed(c), reversed(b), reversed(a)];
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
function throughLane(port: Anchor, end: Anchor, lane: number): readonly [Curve, Curve, Curve, Curve] {
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

function straight(from: Position, to: Position): Curve {
  return [from, towards(from, to, 1 / 3), towards(from, to, 2 / 3), to];
}

function towards(from: Position, to: Position, share: number): Position {
  return { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share };
}

function reversed([a, b, c, d]: Curve): Curve {
  return [d, c, b, a];
}

function lengthOf([from, , , to]: Curve): number {
  return Math.hypot(to.x - from.x, to.y - from.y);
}

function middleOf([a, b, c, d]: Curve): Position {
  return { x: (a.x + 3 * b.x + 3 * c.x + d.x) / 8, y: (a.y + 3 * b.y + 3 * c.y + d.y) / 8 };
}

function pathOf([first, ...others]: readonly [Curve, ...Curve[]]): string {
  const parts = [first, ...others].map(([, b, c, d]) => `C${point(b)} ${point(c)} ${point(d)}`);
  return `M${point(first[0])} ${parts.join(" ")}`;
}

/** From an end into its card or bar; half the height of a bar, so that what passes through it passes in its middle. */
export function inside({ x, y, side }: Anchor): Position {
  return { x: x - away[side].x * depth, y: y - away[side].y * depth };
}

export function point({ x, y }: Position): string {
  return `${Math.round(x * 10) / 10} ${Math.round(y * 10) / 10}`;
}
