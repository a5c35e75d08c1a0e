import { useEffect } from "react";
import type { Position, RecordId } from "../../shared/topology.ts";
import { selectedNodes, topologyOf } from "../actions/enabled.ts";
import { middleOf, type Rectangles } from "../gestures/rectangle.ts";
import { useStore } from "../store.ts";
import { useUi } from "../ui-state.ts";
import { choose } from "./use-connect.ts";
import { useDrags } from "./drags.ts";
import { rectanglesOf, useDrawing } from "./drawing.ts";
import { focusCard } from "./focus-card.ts";
import { placesOf } from "./geometry.ts";
import { moveEnd } from "./move-end.ts";
import { selectWith } from "./select.ts";

const directions: Readonly<Record<string, Position>> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
};
/** Steps that follow each other so closely are one move, and one step of undo. */
const restMs = 300;

/**
 * Keys on a card: Enter selects, then renames, or chooses with a tool in hand; arrows move the selection, else the focus.
 * Arrows also work when nothing has the focus, as after drawing a frame around some cards with the mouse.
 */
export function useCanvasKeys(): void {
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    const onKeyDown = (event: KeyboardEvent) => {
      const { target } = event;
      if (!isOurs(event) || !(target instanceof Element)) return;
      const direction = directions[event.key];
      const id = target.getAttribute("data-record");
      if (direction === undefined) {
        if (id !== null && (event.key === "Enter" || event.key === " ")) onEnter(event, id);
        return;
      }
      event.preventDefault();
      if (selectedNodes(useStore.getState()).length === 0) return focusNext(id, direction);
      move(direction, event.shiftKey ? 10 : 1);
      clearTimeout(timer);
      timer = setTimeout(moveEnd, restMs);
    };
    addEventListener("keydown", onKeyDown);
    return () => {
      clearTimeout(timer);
      removeEventListener("keydown", onKeyDown);
    };
  }, []);
}

function isOurs(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return false;
  if (useUi.getState().dialog !== null || !(event.target instanceof Element)) return false;
  if (event.target.closest("[data-own-keys]") !== null) return false;
  return event.target === document.body || event.target.closest("[data-canvas]") !== null;
}

function onEnter(event: KeyboardEvent, id: RecordId): void {
  event.preventDefault();
  const { mode, edit } = useUi.getState();
  if (mode === "wire" || mode === "ping") return choose(mode, id);
  const { selection } = useStore.getState();
  if (event.key === "Enter" && selection.has(id) && selection.size === 1 && id !== "host") {
    return edit({ record: id, field: "name" });
  }
  selectWith(event, [id]);
}

function move(direction: Position, distance: number): void {
  const state = useStore.getState();
  const rectangles = rectanglesOf(selectedNodes(state));
  const positions = Object.entries(rectangles).map(
    ([id, { x, y }]) => [id, { x: x + direction.x * distance, y: y + direction.y * distance }] as const,
  );
  useDrags.getState().drag(placesOf(topologyOf(state), Object.fromEntries(positions)));
}

/** The nearest card in that direction; sideways distance counts double. */
function focusNext(from: RecordId | null, direction: Position): void {
  const { rectangles } = useDrawing.getState().drawing;
  const next = from === null ? Object.keys(rectangles)[0] : nearest(rectangles, from, direction);
  if (next !== undefined) focusCard(next);
}

function nearest(rectangles: Rectangles, from: RecordId, direction: Position): RecordId | undefined {
  const start = rectangles[from];
  if (start === undefined) return undefined;
  const here = middleOf(start);
  const candidates = Object.entries(rectangles).flatMap(([id, rectangle]) => {
    const there = middleOf(rectangle);
    const dx = there.x - here.x;
    const dy = there.y - here.y;
    const along = dx * direction.x + dy * direction.y;
    const aside = Math.abs(dx * direction.y) + Math.abs(dy * direction.x);
    return id !== from && along > 1 ? [{ id, cost: along + 2 * aside }] : [];
  });
  return candidates.toSorted((a, b) => a.cost - b.cost)[0]?.id;
}
