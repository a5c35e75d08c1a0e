import { useReactFlow, type ReactFlowInstance, type Viewport } from "@xyflow/react";
import { useEffect, type RefObject } from "react";
import type { RecordId } from "../../shared/topology.ts";
import { topologyOf } from "../actions/enabled.ts";
import { nodeOf } from "../gestures/names.ts";
import type { Rectangle, Size } from "../gestures/rectangle.ts";
import { useStore } from "../store.ts";
import { currentDrawing, extentOf, rectanglesOf } from "./drawing.ts";
import { gliding } from "./gliding.ts";
import { freeOf } from "./free-canvas.ts";
import { broughtIn, isInSight, keptInSight, type View } from "./view.ts";

/** What was clicked stays where it is until a second click can have followed: the inspector opens some time before that. */
const doubleClickMs = 400;
const afterInspectorMs = 160;

/** How room was made for a panel: taken back when it closes, unless somebody has moved the view meanwhile. */
interface Aside {
  readonly from: Viewport;
  readonly to: Viewport;
  readonly before: Size;
}

/**
 * The inspector and the dock take their room from the canvas: what was in sight must not slip out. And what is chosen or
 * made alone, at the edge or by its name, comes in sight as a whole.
 */
export function useKeptInSight(wrapper: RefObject<HTMLElement | null>): void {
  const flow = useReactFlow();
  useEffect(() => {
    const element = wrapper.current;
    if (element === null) return undefined;
    let before = sizeOf(element);
    let asides: readonly Aside[] = [];
    return whenUnsettled(
      element,
      () => {
        const canvas = sizeOf(element);
        const isResized = canvas.width !== before.width || canvas.height !== before.height;
        if (isResized) asides = goBack(flow, asides, canvas) ?? makeRoom(flow, asides, before, canvas);
        else bringIn(flow, canvas);
        before = canvas;
      },
      () => isChosenOutOfSight(flow.getViewport(), element),
    );
  }, [flow, wrapper]);
}

/**
 * Calls back when the size, or a selection that is worth it, has come to rest and no button is pressed; `data-settling`
 * tells that it has not. Returns the way out.
 */
function whenUnsettled(element: HTMLElement, settle: () => void, isWorthIt: () => boolean): () => void {
  let timer: ReturnType<typeof setTimeout>;
  let isPressed = false;
  const wait = (ms: number) => {
    clearTimeout(timer);
    element.setAttribute("data-settling", "true");
    timer = setTimeout(move, ms);
  };
  const move = () => {
    if (isPressed) return wait(afterInspectorMs);
    settle();
    timer = setTimeout(() => element.removeAttribute("data-settling"), gliding().duration);
  };
  const follow = ({ buttons }: PointerEvent) => {
    isPressed = buttons !== 0;
  };
  const observer = new ResizeObserver(() => wait(afterInspectorMs));
  observer.observe(element);
  const stop = useStore.subscribe((state, old) => {
    if (state.selection !== old.selection && isWorthIt()) wait(doubleClickMs);
  });
  const listening = new AbortController();
  for (const event of ["pointerdown", "pointerup", "pointercancel"] as const)
    addEventListener(event, follow, { capture: true, signal: listening.signal });
  return () => {
    clearTimeout(timer);
    observer.disconnect();
    stop();
    listening.abort();
  };
}

/** One thing alone; also one that was made just now and is not drawn yet. When the inspector is to open, that will tell. */
function isChosenOutOfSight(view: View, element: HTMLElement): boolean {
  const [node, ...others] = selectedCardIds();
  if (node === undefined || others.length > 0 || freeOf(element).width < element.clientWidth) return false;
  const at = currentDrawing().rectangles[node];
  return at === undefined || !isInSight(view, sizeOf(element), at);
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
  const cards = extentOf(currentDrawing());
  const to = keptInSight(from, { cards, selected: selectedCards(), before, canvas });
  if (to === from) return asides;
  void flow.setViewport(to, gliding());
  return [...asides, { from, to, before }];
}

function bringIn(flow: ReactFlowInstance, canvas: Size): void {
  const [card, ...others] = selectedCards();
  if (card === undefined || others.length > 0) return;
  const from = flow.getViewport();
  const to = isInSight(from, canvas, card) ? null : broughtIn(from, card, canvas);
  if (to !== null) void flow.setViewport(to, gliding());
}

function selectedCards(): Rectangle[] {
  return Object.values(rectanglesOf(selectedCardIds()));
}

function selectedCardIds(): RecordId[] {
  const state = useStore.getState();
  return [...new Set([...state.selection].flatMap((id) => nodeOf(topologyOf(state), id) ?? []))];
}

function sizeOf({ clientWidth, clientHeight }: HTMLElement): Size {
  return { width: clientWidth, height: clientHeight };
}

/** An animation ends next to where it was sent. */
function isSame(a: Viewport, b: Viewport): boolean {
  return Math.abs(a.x - b.x) < 1 && Math.abs(a.y - b.y) < 1 && Math.abs(a.zoom - b.zoom) < 0.01;
}
