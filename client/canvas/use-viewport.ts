import { useReactFlow, type ReactFlowInstance, type Viewport } from "@xyflow/react";
import { useCallback, useEffect, useRef, type MouseEvent, type RefObject } from "react";
import { registerViewport } from "../actions/registry.ts";
import { toPicture } from "../export/to-picture.tsx";
import type { Position } from "../../shared/topology.ts";
import { currentDrawing, extentOf, rectanglesOf } from "./drawing.ts";
import { freeOf } from "./free-canvas.ts";
import { gliding } from "./gliding.ts";
import { useFirstLook } from "./use-first-look.ts";
import { useKeptInSight } from "./use-kept-in-sight.ts";
import { useTypedInSight } from "./use-typed-in-sight.ts";
import { centredOn, fitted, isInSight } from "./view.ts";

type Wrapper = RefObject<HTMLElement | null>;

/** What other parts of the page may do with the canvas, and the level of detail that goes with the zoom. */
export function useViewport(wrapper: Wrapper) {
  const flow = useReactFlow();
  /** On the element itself: no card is drawn again because of it. */
  const onMove = useCallback(
    (_: unknown, { zoom }: Viewport) => wrapper.current?.setAttribute("data-zoom", levelOf(zoom)),
    [wrapper],
  );
  useVerbs(flow, wrapper);
  useFirstLook(wrapper, onMove);
  useKeptInSight(wrapper);
  useTypedInSight(wrapper);
  const placeOf = (event: MouseEvent) => flow.screenToFlowPosition({ x: event.clientX, y: event.clientY });
  return { onMove, placeOf };
}

function useVerbs(flow: ReactFlowInstance, wrapper: Wrapper): void {
  const pointer = usePointer(wrapper);
  useEffect(() => {
    const element = wrapper.current;
    if (element === null) return undefined;
    return registerViewport({
      zoomIn: () => void flow.zoomIn(gliding()),
      zoomOut: () => void flow.zoomOut(gliding()),
      zoomTo: (zoom) => void flow.zoomTo(zoom, gliding()),
      fit: (records) => {
        const cards =
          records === undefined ? extentOf(currentDrawing()) : Object.values(rectanglesOf(records));
        if (cards.length > 0) void flow.setViewport(fitted(cards, freeOf(element)), gliding());
      },
      show: (record) => {
        const at = currentDrawing().rectangles[record];
        const view = flow.getViewport();
        const free = freeOf(element);
        if (at !== undefined && !isInSight(view, free, at))
          void flow.setViewport(centredOn(view, at, free), gliding());
      },
      center: () => {
        const { left, top, width, height } = element.getBoundingClientRect();
        return flow.screenToFlowPosition({ x: left + width / 2, y: top + height / 2 }, { snapToGrid: false });
      },
      pointer: () => pointer.current && flow.screenToFlowPosition(pointer.current, { snapToGrid: false }),
      toPicture,
    });
  }, [flow, wrapper, pointer]);
}

/** Where it is on the page; null while it is not over the canvas. */
function usePointer(wrapper: Wrapper): RefObject<Position | null> {
  const pointer = useRef<Position | null>(null);
  useEffect(() => {
    const element = wrapper.current;
    if (element === null) return undefined;
    const enter = (event: PointerEvent) => {
      pointer.current = { x: event.clientX, y: event.clientY };
    };
    const leave = () => {
      pointer.current = null;
    };
    element.addEventListener("pointermove", enter);
    element.addEventListener("pointerleave", leave);
    return () => {
      element.removeEventListener("pointermove", enter);
      element.removeEventListener("pointerleave", leave);
    };
  }, [wrapper]);
  return pointer;
}

function levelOf(zoom: number): "far" | "middle" | "near" {
  if (zoom < 0.4) return "far";
  return zoom < 0.7 ? "middle" : "near";
}
