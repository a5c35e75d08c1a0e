import type { ReactFlowState } from "@xyflow/react";
import { boundsOf, isInside, middleOf, overlapOf, type Rectangle, type Size } from "../gestures/rectangle.ts";
import type { Position } from "../../shared/topology.ts";

/** Which part of the drawing is shown: a point p of it stands at p * zoom + (x, y) of the canvas. */
export interface View extends Position {
  readonly zoom: number;
}

export const minZoom = 0.08;
export const maxZoom = 2.5;
/** Nothing is drawn larger than this only because there is room. */
const maxFitZoom = 1.15;
/** Whoever opens a panel wants to read on: below this share of its size the drawing is not made smaller for it. */
const leastShrink = 0.5;

/** What floats above the canvas: the palette at the left edge, the zoom buttons in the lower left corner. */
export const paletteWidth = 116;
const zoomButtons = { width: 182, height: 60 } as const;
const margin = 28;

export function viewOf({ transform: [x, y, zoom] }: Pick<ReactFlowState, "transform">): View {
  return { x, y, zoom };
}

export function onScreen({ x, y, zoom }: View, at: Rectangle): Rectangle {
  return { x: at.x * zoom + x, y: at.y * zoom + y, width: at.width * zoom, height: at.height * zoom };
}

export function isInSight(view: View, canvas: Size, at: Rectangle): boolean {
  return isInside({ x: 0, y: 0, ...canvas }, onScreen(view, at));
}

export function isMiddleInSight(view: View, canvas: Size, at: Rectangle): boolean {
  return isInSight(view, canvas, { ...middleOf(at), width: 0, height: 0 });
}

/** All of these in the middle of what is free of the canvas, as large as that allows. */
export function fitted(cards: readonly Rectangle[], canvas: Size): View {
  const all = boundsOf(cards);
  const view = centred(all, roomOf(canvas));
  const buttons = zoomButtonsOn(canvas);
  const isHidden = cards.some((at) => overlapOf(onScreen(view, at), buttons) > 0);
  return isHidden ? centred(all, roomOf(canvas, zoomButtons.height)) : view;
}

export function zoomButtonsOn(canvas: Size): Rectangle {
  return { ...zoomButtons, x: 0, y: canvas.height - zoomButtons.height };
}

function roomOf({ width, height }: Size, below = 0): Rectangle {
  const room = { width: width - paletteWidth - margin, height: height - 2 * margin - below };
  return { x: paletteWidth, y: margin, ...room };
}

function centred(all: Rectangle, room: Rectangle): View {
  const zoom = Math.min(room.width / all.width, room.height / all.height, maxFitZoom);
  return middleTo(all, room, Math.max(minZoom, zoom));
}

function middleTo(at: Rectangle, room: Rectangle, zoom: number): View {
  const [from, to] = [middleOf(at), middleOf(room)];
  return { x: to.x - from.x * zoom, y: to.y - from.y * zoom, zoom };
}

/** This in the middle of what is free of the canvas, as large as it is. */
export function centredOn({ zoom }: View, at: Rectangle, canvas: Size): View {
  return middleTo(at, roomOf(canvas), zoom);
}

/** Moved no further than it takes to have this in sight; null when it is too large for that. */
export function broughtIn(view: View, at: Rectangle, canvas: Size): View | null {
  const room = roomOf(canvas);
  const { x, y, width, height } = onScreen(view, at);
  if (width > room.width || height > room.height) return null;
  const dx = Math.max(0, room.x - x) + Math.min(0, room.x + room.width - x - width);
  const dy = Math.max(0, room.y - y) + Math.min(0, room.y + room.height - y - height);
  return { x: view.x + dx, y: view.y + dy, zoom: view.zoom };
}

interface Resized {
  readonly cards: readonly Rectangle[];
  /** Those of them that are selected. */
  readonly selected: readonly Rectangle[];
  readonly before: Size;
  readonly canvas: Size;
}

/**
 * The canvas has become smaller, as when the inspector opens beside it: a drawing that was all in sight stays so, and of
 * a larger one what is selected. The same view comes back when nothing slips out.
 */
export function keptInSight(view: View, { cards, selected, before, canvas }: Resized): View {
  const wasAll = cards.length > 0 && isInSight(view, before, boundsOf(cards));
  const wanted = wasAll ? cards : selected;
  if (wanted.length === 0 || isInSight(view, canvas, boundsOf(wanted))) return view;
  const moved = broughtIn(view, boundsOf(wanted), canvas);
  if (moved !== null) return moved;
  const smaller = fitted(wanted, canvas);
  if (smaller.zoom >= view.zoom * leastShrink) return smaller;
  return (selected.length === 0 ? null : broughtIn(view, boundsOf(selected), canvas)) ?? view;
}
