import { useReactFlow, useStoreApi, type ReactFlowInstance, type Viewport } from "@xyflow/react";
import { useCallback, useEffect, useRef, type MouseEvent, type RefObject } from "react";
import { registerViewport } from "../actions/registry.ts";
import type { Position } from "../../shared/topology.ts";
import { toPicture } from "../export/picture.ts";
import { nodeOf } from "../gestures/names.ts";
import { useLab, useStore } from "../store.ts";
import { rectanglesOf, useDrawing } from "./drawing.ts";

const animated = { duration: 200 };
/** What was clicked stays where it is until a second click can have followed. */
const doubleClickMs = 400;
/** Room for what floats above the canvas: the palette on the left, zoom and hints at the bottom. */
const padding = { top: "28px", right: "40px", bottom: "64px", left: "116px" } as const;
const fitOptions = { padding, maxZoom: 1.15 };

/** What other parts of the page may do with the canvas, and the level of detail that goes with the zoom. */
export function useViewport(wrapper: RefObject<HTMLElement | null>) {
  const flow = useReactFlow();
  const flowStore = useStoreApi();
  const pointer = useRef<Position | null>(null);
  const lab = useLab(({ id }) => id);

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
    const unregister = registerViewport({
      zoomIn: () => void flow.zoomIn(animated),
      zoomOut: () => void flow.zoomOut(animated),
      zoomTo: (zoom) => void flow.zoomTo(zoom, animated),
      fit: (records) =>
        void flow.fitView({
          ...fitOptions,
          ...animated,
          ...(records && { nodes: records.map((id) => ({ id })) }),
        }),
      center: () => {
        const { left, top, width, height } = element.getBoundingClientRect();
        return flow.screenToFlowPosition({ x: left + width / 2, y: top + height / 2 }, { snapToGrid: false });
      },
      pointer: () => pointer.current && flow.screenToFlowPosition(pointer.current, { snapToGrid: false }),
      toPicture,
    });
    return () => {
      unregister();
      element.removeEventListener("pointermove", enter);
      element.removeEventListener("pointerleave", leave);
    };
  }, [flow, wrapper]);

  useEffect(() => {
    const element = wrapper.current;
    if (element === null) return undefined;
    let timer: ReturnType<typeof setTimeout>;
    const observer = new ResizeObserver(([entry]) => {
      clearTimeout(timer);
      timer = setTimeout(() => keepInSight(flow, entry?.contentRect.width ?? 0), doubleClickMs);
    });
    observer.observe(element);
    return () => {
      clearTimeout(timer);
      observer.disconnect();
    };
  }, [flow, wrapper]);

  /** On the element itself: no card is drawn again because of it. */
  const onMove = useCallback(
    (_: unknown, { zoom }: Viewport) => wrapper.current?.setAttribute("data-zoom", levelOf(zoom)),
    [wrapper],
  );
  useEffect(() => {
    const element = wrapper.current;
    if (lab === undefined || element === null) return undefined;
    return whenMeasured(flowStore, element, () => {
      void show(flow, element.clientWidth).then(() => onMove(null, flow.getViewport()));
    });
  }, [lab, flow, flowStore, onMove, wrapper]);

  const clickAt = (event: MouseEvent) => flow.screenToFlowPosition({ x: event.clientX, y: event.clientY });
  return { onMove, clickAt };
}

/** The dock comes with the lab and takes its share; React Flow hears of the new size a frame later. Returns the way out. */
function whenMeasured(
  flowStore: ReturnType<typeof useStoreApi>,
  element: HTMLElement,
  then: () => void,
): () => void {
  const isMeasured = () => {
    const { width, height } = flowStore.getState();
    return width === element.clientWidth && height === element.clientHeight;
  };
  if (isMeasured()) {
    then();
    return () => undefined;
  }
  const stop = flowStore.subscribe(() => {
    if (!isMeasured()) return;
    stop();
    then();
  });
  return stop;
}

/** All of it; an empty lab's host at the top, to leave the middle to what it offers. */
async function show(flow: ReactFlowInstance, width: number): Promise<void> {
  const rectangles = Object.values(useDrawing.getState().drawing.rectangles);
  const [only] = rectangles;
  if (only === undefined || rectangles.length > 1) {
    await flow.fitView(fitOptions);
    return;
  }
  await flow.setViewport({ x: width / 2 - only.x - only.width / 2, y: 40 - only.y, zoom: 1 });
}

/** The inspector opens beside the canvas and makes it narrower: what it is about must not slip out on the right. */
function keepInSight(flow: ReactFlowInstance, width: number): void {
  const state = useStore.getState();
  const nodes = [...state.selection].flatMap((id) => nodeOf(state.lab?.document.topology ?? {}, id) ?? []);
  const selected = Object.values(rectanglesOf(nodes));
  if (selected.length === 0) return;
  const { x, y, zoom } = flow.getViewport();
  const right = Math.max(...selected.map((at) => at.x + at.width)) * zoom + x;
  const left = Math.min(...selected.map((at) => at.x)) * zoom + x;
  const hidden = Math.min(right + 24 - width, left - 116);
  if (hidden > 0) void flow.setViewport({ x: x - hidden, y, zoom }, animated);
}

function levelOf(zoom: number): "far" | "middle" | "near" {
  if (zoom < 0.4) return "far";
  return zoom < 0.75 ? "middle" : "near";
}
