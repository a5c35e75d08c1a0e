import { useReactFlow, type ReactFlowInstance, type Viewport } from "@xyflow/react";
import { useEffect, type RefObject } from "react";
import { topologyOf } from "../actions/enabled.ts";
import { nodeOf } from "../gestures/names.ts";
import type { Size } from "../gestures/rectangle.ts";
import { useStore } from "../store.ts";
import { currentDrawing, extentOf, rectanglesOf } from "./drawing.ts";
import { gliding } from "./gliding.ts";
import { keptInSight } from "./view.ts";

/** From the moment the inspector opens; until then what was clicked stays where it is for a second click. */
const restMs = 160;

/** How room was made for a panel: taken back when it closes, unless somebody has moved the view meanwhile. */
interface Aside {
  readonly from: Viewport;
  readonly to: Viewport;
  readonly before: Size;
}

/** The inspector and the dock take their room from the canvas: what was in sight must not slip out. */
export function useKeptInSight(wrapper: RefObject<HTMLElement | null>): void {
  const flow = useReactFlow();
  useEffect(() => {
    const element = wrapper.current;
    if (element === null) return undefined;
    let before = sizeOf(element);
    let asides: readonly Aside[] = [];
    return whenResized(element, () => {
      const canvas = sizeOf(element);
      asides = goBack(flow, asides, canvas) ?? makeRoom(flow, asides, before, canvas);
      before = canvas;
    });
  }, [flow, wrapper]);
}

/** Calls back when the size has come to rest and no button is pressed; `data-settling` says so. Returns the way out. */
function whenResized(element: HTMLElement, settle: () => void): () => void {
  let timer: ReturnType<typeof setTimeout>;
  let isPressed = false;
  const wait = () => {
    clearTimeout(timer);
    element.setAttribute("data-settling", "true");
    timer = setTimeout(move, restMs);
  };
  const move = () => {
    if (isPressed) return wait();
    settle();
    timer = setTimeout(() => element.removeAttribute("data-settling"), gliding().duration);
  };
  const follow = ({ buttons }: PointerEvent) => {
    isPressed = buttons !== 0;
  };
  const observer = new ResizeObserver(wait);
  observer.observe(element);
  const listening = new AbortController();
  for (const event of ["pointerdown", "pointerup", "pointercancel"] as const)
    addEventListener(event, follow, { capture: true, signal: listening.signal });
  return () => {
    clearTimeout(timer);
    observer.disconnect();
    listening.abort();
  };
}

/** Those that are left; null when there is nothing to go back to. */
function goBack(flow: ReactFlowInstance, asides: readonly Aside[], canvas: Size): readonly Aside[] | null {
  const last = asides.at(-1);
  if (last === undefined || !isSame(flow.getViewport(), last.to)) return null;
  if (canvas.width < last.before.width || canvas.height < last.before.height) return null;
  void flow.setViewport(last.from, gliding());
  return asides.slice(0, -1);
}

function makeRoom(
  flow: ReactFlowInstance,
  asides: readonly Aside[],
  before: Size,
  canvas: Size,
): readonly Aside[] {
  const from = flow.getViewport();
  const state = useStore.getState();
  const nodes = [...state.selection].flatMap((id) => nodeOf(topologyOf(state), id) ?? []);
  const cards = extentOf(currentDrawing());
  const selected = Object.values(rectanglesOf(nodes));
  const to = keptInSight(from, { cards, selected, before, canvas });
  if (to === from) return asides;
  void flow.setViewport(to, gliding());
  return [...asides, { from, to, before }];
}

function sizeOf({ clientWidth, clientHeight }: HTMLElement): Size {
  return { width: clientWidth, height: clientHeight };
}

/** An animation ends next to where it was sent. */
function isSame(a: Viewport, b: Viewport): boolean {
  return Math.abs(a.x - b.x) < 1 && Math.abs(a.y - b.y) < 1 && Math.abs(a.zoom - b.zoom) < 0.01;
}
