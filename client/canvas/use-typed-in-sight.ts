import { useReactFlow, type ReactFlowInstance } from "@xyflow/react";
import { useEffect, type RefObject } from "react";
import { boundsOf, type Size } from "../gestures/rectangle.ts";
import { useStore } from "../store.ts";
import { currentDrawing, extentOf } from "./drawing.ts";
import { gliding } from "./gliding.ts";
import { broughtIn, fitted, isInSight } from "./view.ts";

/** A script makes one thing after the other. */
const restMs = 250;
/** Smaller than this nobody reads what is typed: then the view stays where it is. */
const leastZoom = 0.3;

/** Whoever saw the whole lab sees it still when somebody's commands have made more of it. */
export function useTypedInSight(wrapper: RefObject<HTMLElement | null>): void {
  const flow = useReactFlow();
  useEffect(() => {
    const element = wrapper.current;
    if (element === null) return undefined;
    const size = () => ({ width: element.clientWidth, height: element.clientHeight });
    let timer: ReturnType<typeof setTimeout> | null = null;
    const stop = useStore.subscribe(({ lab }, { lab: old }) => {
      const entry = lab?.log.at(-1);
      if (entry?.action !== "follow" || entry === old?.log.at(-1)) return;
      // Of the drawing as it was: what was typed just now is drawn after this.
      if (timer === null && !isAllInSight(flow, size())) return;
      clearTimeout(timer ?? undefined);
      timer = setTimeout(() => {
        timer = null;
        showAll(flow, size());
      }, restMs);
    });
    return () => {
      stop();
      clearTimeout(timer ?? undefined);
    };
  }, [flow, wrapper]);
}

function isAllInSight(flow: ReactFlowInstance, canvas: Size): boolean {
  const cards = extentOf(currentDrawing());
  return cards.length > 0 && isInSight(flow.getViewport(), canvas, boundsOf(cards));
}

function showAll(flow: ReactFlowInstance, canvas: Size): void {
  if (isAllInSight(flow, canvas)) return;
  const cards = extentOf(currentDrawing());
  const view = broughtIn(flow.getViewport(), boundsOf(cards), canvas) ?? fitted(cards, canvas);
  if (view.zoom >= leastZoom) void flow.setViewport(view, gliding());
}
