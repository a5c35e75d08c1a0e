import type { Position, RecordId } from "../../shared/topology.ts";

export interface Size {
  readonly width: number;
  readonly height: number;
}
/** x and y are its upper left corner. */
export interface Rectangle extends Position, Size {}
export type Rectangles = Readonly<Record<RecordId, Rectangle>>;

export function middleOf({ x, y, width, height }: Rectangle): Position {
  return { x: x + width / 2, y: y + height / 2 };
}

/** The smallest around all of them. */
export function boundsOf(rectangles: readonly Rectangle[]): Rectangle {
  const x = Math.min(...rectangles.map((one) => one.x));
  const y = Math.min(...rectangles.map((one) => one.y));
  const right = Math.max(...rectangles.map((one) => one.x + one.width));
  const bottom = Math.max(...rectangles.map((one) => one.y + one.height));
  return { x, y, width: right - x, height: bottom - y };
}

export function isInside(outer: Rectangle, inner: Rectangle): boolean {
  return (
    inner.x >= outer.x &&
    inner.y >= outer.y &&
    inner.x + inner.width <= outer.x + outer.width &&
    inner.y + inner.height <= outer.y + outer.height
  );
}

/** What both cover; of no width or height where they do not meet. */
export function intersectionOf(a: Rectangle, b: Rectangle): Rectangle {
  const x = Math.max(a.x, b.x);
  const y = Math.max(a.y, b.y);
  const width = Math.max(0, Math.min(a.x + a.width, b.x + b.width) - x);
  const height = Math.max(0, Math.min(a.y + a.height, b.y + b.height) - y);
  return { x, y, width, height };
}

/** In square pixels. */
export function overlapOf(a: Rectangle, b: Rectangle): number {
  const { width, height } = intersectionOf(a, b);
  return width * height;
}

/** Where a line from the middle of a rectangle to a point leaves it; the point itself where it is inside. */
export function edgeTowards(from: Rectangle, to: Position): Position {
  const middle = middleOf(from);
  const [dx, dy] = [to.x - middle.x, to.y - middle.y];
  const share = Math.min(from.width / 2 / Math.abs(dx), from.height / 2 / Math.abs(dy), 1);
  return { x: middle.x + dx * share, y: middle.y + dy * share };
}
