import type { Position } from "../../shared/topology.ts";

/** A cubic Bézier curve: where it begins, its two control points, where it ends. */
export type Curve = readonly [Position, Position, Position, Position];
/** Each begins where the one before it ends. */
export type Curves = readonly [Curve, ...Curve[]];

export function straight(from: Position, to: Position): Curve {
  return [from, towards(from, to, 1 / 3), towards(from, to, 2 / 3), to];
}

export function towards(from: Position, to: Position, share: number): Position {
  return { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share };
}

export function reversed(curves: Curves): Curves {
  return curves.map(([a, b, c, d]): Curve => [d, c, b, a]).toReversed() as unknown as Curves;
}

export function longestOf([first, ...others]: Curves): Curve {
  return others.reduce((longest, other) => (lengthOf(other) > lengthOf(longest) ? other : longest), first);
}

export function middleOf([a, b, c, d]: Curve): Position {
  return { x: (a.x + 3 * b.x + 3 * c.x + d.x) / 8, y: (a.y + 3 * b.y + 3 * c.y + d.y) / 8 };
}

function lengthOf([from, , , to]: Curve): number {
  return Math.hypot(to.x - from.x, to.y - from.y);
}

/** Text for `d` and for `offset-path`. */
export function pathOf(curves: Curves): string {
  const parts = curves.map(([, b, c, d]) => `C${point(b)} ${point(c)} ${point(d)}`);
  return `M${point(curves[0][0])} ${parts.join(" ")}`;
}

export function point({ x, y }: Position): string {
  return `${Math.round(x * 10) / 10} ${Math.round(y * 10) / 10}`;
}
