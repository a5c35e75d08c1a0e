import type { Position } from "../../shared/topology.ts";
import type { Rectangle } from "../gestures/rectangle.ts";

const step = 40;
const gap = 16;

/** The wanted place, or the nearest one beside it that covers no card. Rounded to the grid. */
export function freeSpot(taken: readonly Rectangle[], wanted: Rectangle): Position {
  const start = { ...wanted, ...snapped(wanted) };
  for (let ring = 0; ring < 40; ring += 1) {
    for (const { x, y } of ringOf(ring)) {
      const spot = { ...start, x: start.x + x * step, y: start.y + y * step };
      if (!taken.some((other) => overlap(other, spot))) return { x: spot.x, y: spot.y };
    }
  }
  return { x: start.x, y: start.y };
}

export const grid = 10;

function snapped({ x, y }: Position): Position {
  return { x: Math.round(x / grid) * grid, y: Math.round(y / grid) * grid };
}

function* ringOf(ring: number): Generator<Position> {
  if (ring === 0) {
    yield { x: 0, y: 0 };
    return;
  }
  for (let along = -ring; along <= ring; along += 1) {
    yield { x: ring, y: along };
    yield { x: -ring, y: along };
    yield { x: along, y: ring };
    yield { x: along, y: -ring };
  }
}

function overlap(a: Rectangle, b: Rectangle): boolean {
  return (
    a.x < b.x + b.width + gap &&
    b.x < a.x + a.width + gap &&
    a.y < b.y + b.height + gap &&
    b.y < a.y + a.height + gap
  );
}
