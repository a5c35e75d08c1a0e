import { intersectionOf, overlapOf, type Rectangle, type Size } from "../gestures/rectangle.ts";
import type { Position } from "../../shared/topology.ts";
import type { CanvasSize } from "./use-canvas-size.ts";
import { onScreen, paletteWidth, zoomButtonsOn, type View } from "./view.ts";

const gap = 10;

/** What a note had better not hide, in pixels of the canvas, and how much better. */
export interface Obstacle extends Rectangle {
  readonly weight: number;
}

/** Where it has to stay, and what is in there. */
export interface NoteRoom {
  readonly area: Rectangle;
  readonly obstacles: readonly Obstacle[];
}

/** Beside the palette; and over the panel under the canvas, rather than over cards. */
export function roomForNotes(view: View, canvas: CanvasSize, cards: readonly Rectangle[]): NoteRoom {
  const { width, height, below } = canvas;
  const whole = { x: 0, y: 0, width, height };
  const inSight = cards.map((at) => intersectionOf(whole, onScreen(view, at)));
  return {
    area: {
      x: paletteWidth,
      y: gap,
      width: width - paletteWidth - gap,
      height: height + below - 2 * gap,
    },
    obstacles: [
      ...[...inSight, zoomButtonsOn(canvas)].map((at) => ({ ...at, weight: 1 })),
      { x: 0, y: height, width, height: below, weight: 0.05 },
    ],
  };
}

/** Where a note of this size stands that is about the card at `target`: under it, or where it hides less. */
export function besideCard(note: Size, target: Rectangle, { area, obstacles }: NoteRoom): Position {
  const x = target.x + (target.width - note.width) / 2;
  const y = target.y + (target.height - note.height) / 2;
  const sides = [
    { x, y: target.y + target.height + gap },
    { x, y: target.y - note.height - gap },
    { x: target.x + target.width + gap, y },
    { x: target.x - note.width - gap, y },
  ];
  // A note that hides what it is about is worse than one that hides others.
  return leastHiding(sides, note, area, [...obstacles, { ...target, weight: 100 }]);
}

/** Where a note stands that is about nothing in sight: at an edge of the canvas, or under it. */
export function atEdge(note: Size, canvas: Size, { area, obstacles }: NoteRoom): Position {
  const left = area.x;
  const middle = area.x + (area.width - note.width) / 2;
  const right = area.x + area.width - note.width;
  const top = area.y;
  const bottom = canvas.height - note.height - gap;
  const edges = [
    { x: middle, y: bottom },
    { x: right, y: bottom },
    { x: right, y: top },
    { x: middle, y: top },
    { x: left, y: top },
    { x: middle, y: canvas.height + gap },
  ];
  return leastHiding(edges, note, area, obstacles);
}

/** The first of the best. */
function leastHiding(
  places: readonly Position[],
  note: Size,
  area: Rectangle,
  obstacles: readonly Obstacle[],
): Position {
  const costOf = (at: Position) =>
    obstacles.reduce((sum, one) => sum + one.weight * overlapOf({ ...at, ...note }, one), 0);
  const possible = places.map((place) => within(area, place, note));
  return possible.reduce((best, other) => (costOf(other) < costOf(best) ? other : best));
}

function within(area: Rectangle, { x, y }: Position, note: Size): Position {
  return {
    x: Math.max(area.x, Math.min(x, area.x + area.width - note.width)),
    y: Math.max(area.y, Math.min(y, area.y + area.height - note.height)),
  };
}
