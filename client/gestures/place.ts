import type { Edit } from "../../shared/edit.ts";
import type { Position, RecordId, Topology } from "../../shared/topology.ts";
import { boundsOf, type Rectangle, type Rectangles } from "./rectangle.ts";

export type Alignment = "left" | "right" | "top" | "bottom" | "center" | "middle";

/** Cards to new places, as one edit; those that are gone by now are left out. */
export function placeRecords(
  topology: Topology,
  positions: Readonly<Record<RecordId, Position>>,
): Edit | null {
  const entries = Object.entries(positions)
    .filter(([id]) => topology[id] !== undefined)
    .map(([id, { x, y }]) => [id, { x: Math.round(x), y: Math.round(y) }] as const);
  return entries.length === 0 ? null : { op: "place", positions: Object.fromEntries(entries) };
}

const aligned: Readonly<Record<Alignment, (card: Rectangle, all: Rectangle) => Position>> = {
  left: ({ y }, all) => ({ x: all.x, y }),
  right: ({ y, width }, all) => ({ x: all.x + all.width - width, y }),
  top: ({ x }, all) => ({ x, y: all.y }),
  bottom: ({ x, height }, all) => ({ x, y: all.y + all.height - height }),
  center: ({ y, width }, all) => ({ x: all.x + (all.width - width) / 2, y }),
  middle: ({ x, height }, all) => ({ x, y: all.y + (all.height - height) / 2 }),
};

/** All to the edge of the outermost, or to the middle of all of them. */
export function align(rectangles: Rectangles, alignment: Alignment): Record<RecordId, Position> {
  const all = boundsOf(Object.values(rectangles));
  return mapValues(rectangles, (card) => aligned[alignment](card, all));
}

/** Equal gaps between them; the two outermost stay. */
export function distribute(rectangles: Rectangles, axis: "x" | "y"): Record<RecordId, Position> {
  const size = axis === "x" ? "width" : "height";
  const sorted = Object.entries(rectangles).toSorted(([, a], [, b]) => a[axis] - b[axis]);
  const all = boundsOf(Object.values(rectangles));
  const filled = sorted.reduce((sum, [, card]) => sum + card[size], 0);
  const gap = (all[size] - filled) / Math.max(1, sorted.length - 1);
  let next = all[axis];
  const positions: Record<RecordId, Position> = {};
  for (const [id, { x, y, ...card }] of sorted) {
    positions[id] = { x, y, [axis]: next };
    next += card[size] + gap;
  }
  return positions;
}

function mapValues<T, U>(values: Readonly<Record<string, T>>, map: (value: T) => U): Record<string, U> {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, map(value)]));
}
