import { useCallback, useRef, type KeyboardEvent } from "react";
import type { Position, RecordId } from "../../shared/topology.ts";
import { selectedNodes } from "../actions/enabled.ts";
import type { Rectangles } from "../gestures/place.ts";
import { useStore } from "../store.ts";
import { useUi } from "../ui-state.ts";
import { choose } from "./use-connect.ts";
import { useDrags } from "./drags.ts";
import { rectanglesOf, useDrawing } from "./drawing.ts";
import { middleOf } from "./geometry.ts";
import { place } from "./move-end.ts";
import { selectWith } from "./select.ts";

const directions: Readonly<Record<string, Position>> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
};
/** Steps that follow each other so closely are one move, and one step of undo. */
const restMs = 300;

/** Keys on a card: Enter selects, then renames, or chooses with a tool in hand; arrows move the selection, else the focus. */
export function useCanvasKeys() {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  return useCallback((event: KeyboardEvent) => {
    const { target } = event;
    if (!(target instanceof Element) || event.ctrlKey || event.metaKey || event.altKey) return;
    const direction = directions[event.key];
    if (direction !== undefined) {
      event.preventDefault();
      const card = target.closest("[data-record]")?.getAttribute("data-record") ?? null;
      if (selectedNodes(useStore.getState()).length === 0) return focusNext(card, direction);
      move(direction, event.shiftKey ? 10 : 1);
      clearTimeout(timer.current);
      timer.current = setTimeout(putDown, restMs);
      return;
    }
    const id = target.getAttribute("data-record");
    if (id === null || (event.key !== "Enter" && event.key !== " ")) return;
    event.preventDefault();
    onEnter(event, id);
  }, []);
}

function onEnter(event: KeyboardEvent, id: RecordId): void {
  const { mode, edit } = useUi.getState();
  if (mode === "wire" || mode === "ping") return choose(mode, id);
  const { selection } = useStore.getState();
  if (event.key === "Enter" && selection.has(id) && selection.size === 1 && id !== "host") {
    return edit({ record: id, field: "name" });
  }
  selectWith(event, [id]);
}

function move(direction: Position, distance: number): void {
  const rectangles = rectanglesOf(selectedNodes(useStore.getState()));
  const positions = Object.entries(rectangles).map(
    ([id, { x, y }]) => [id, { x: x + direction.x * distance, y: y + direction.y * distance }] as const,
  );
  useDrags.getState().drag(Object.fromEntries(positions));
}

function putDown(): void {
  const { held, drop } = useDrags.getState();
  drop();
  void place(held);
}

/** The nearest card in that direction; sideways distance counts double. */
function focusNext(from: RecordId | null, direction: Position): void {
  const { rectangles } = useDrawing.getState().drawing;
  const next = from === null ? Object.keys(rectangles)[0] : nearest(rectangles, from, direction);
  if (next === undefined) return;
  document.querySelector<HTMLElement>(`[data-record="${CSS.escape(next)}"]`)?.focus();
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
