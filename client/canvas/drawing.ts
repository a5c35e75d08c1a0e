import { create } from "zustand";
import type { Rectangle, Rectangles } from "../gestures/rectangle.ts";
import type { Drawing } from "./to-flow.ts";

/** Where everything is drawn right now, live drags included: for lines along links, alignment and pictures. */
interface DrawingState {
  readonly drawing: Drawing;
  readonly setDrawing: (drawing: Drawing) => void;
}

export const emptyDrawing: Drawing = { nodes: [], edges: [], rectangles: {}, anchors: {} };

export const useDrawing = create<DrawingState>()((set) => ({
  drawing: emptyDrawing,
  setDrawing: (drawing) => set({ drawing }),
}));

export function currentDrawing(): Drawing {
  return useDrawing.getState().drawing;
}

/** All that has to be in sight when the whole drawing is: cards, and links that go around them. */
export function extentOf({ rectangles, anchors }: Drawing): Rectangle[] {
  const lanes = Object.values(anchors).flatMap(({ lane, y }) =>
    lane === null ? [] : [{ x: lane, y, width: 0, height: 0 }],
  );
  return [...Object.values(rectangles), ...lanes];
}

/** The places and sizes of these cards, those that are drawn. */
export function rectanglesOf(ids: Iterable<string>): Rectangles {
  const { rectangles } = currentDrawing();
  return Object.fromEntries(
    [...ids].flatMap((id) => {
      const rectangle = rectangles[id];
      return rectangle === undefined ? [] : [[id, rectangle] as const];
    }),
  );
}
