import { create } from "zustand";
import type { Rectangles } from "../gestures/rectangle.ts";
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
