import { middleOf, type Rectangles } from "../gestures/rectangle.ts";
import type { Position, RecordId, Topology } from "../../shared/topology.ts";
import { endsOf, rowY, type End } from "./ends.ts";
import { bar } from "./geometry.ts";
import { isHidden } from "./hidden.ts";
import { labelSides, type LabelSide } from "./label-sides.ts";
import { lanesOf, type Lanes } from "./lanes.ts";
import { spaced } from "./spaced.ts";
import type { TopologyIndex } from "./topology-index.ts";

export type Side = "left" | "right" | "top" | "bottom";
export interface Anchor extends Position {
  readonly side: Side;
  /** Where its link comes down past other cards, if it cannot come straight. */
  readonly lane: number | null;
  /** On which side of the link its name stands; null where that has no room, or no need: at the row of its chip. */
  readonly label: LabelSide | null;
}
/** Veth end → where its link meets its card or bar. */
export type Anchors = Readonly<Record<RecordId, Anchor>>;

/** Ends are drawn whole, just outside of what they belong to. */
export const outside = 6;
/** Ports stay clear of a bar's corners and of each other; where names have no room anyway, they may stand close. */
const inset = 24;
const closeGap = 13;
const roomyGap = 64;

/** Every veth end's place on its card or bar, given where those are. */
export function anchorsOf(topology: Topology, index: TopologyIndex, rectangles: Rectangles): Anchors {
  const ends = endsOf(topology, index, rectangles);
  const cardEnds = ends.filter(({ row }) => row !== null);
  const portEnds = ends.filter(({ row }) => row === null);
  const lanes = lanesOf(
    cardEnds.filter((end) => end.bridge !== null && isVertical(sideOfCard(end))),
    rectangles,
  );
  const sideOf = (end: End): Side => {
    if (lanes.has(end.id)) return "left";
    return isOverOthers(end, rectangles) ? "top" : sideOfCard(end);
  };
  const anchors: Placed = {};
  for (const group of bySide(cardEnds, sideOf)) placeOnCard(group, lanes, anchors);
  // Ports come after the cards: they stand opposite of their links' other ends.
  for (const group of bySide(portEnds, sideOfBar)) placeOnBar(group, anchors);
  return anchors;
}

interface Group {
  readonly side: Side;
  /** All on this side of one card or bar. */
  readonly ends: readonly [End, ...End[]];
}

function bySide(ends: readonly End[], sideOf: (end: End) => Side): Group[] {
  const groups = new Map<string, { side: Side; ends: [End, ...End[]] }>();
  for (const end of ends) {
    const side = sideOf(end);
    const key = `${end.node} ${side}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { side, ends: [end] });
    else group.ends.push(end);
  }
  return [...groups.values()];
}

/** Cards are met from the side; one straight above or below another has no side to it. */
function sideOfCard(end: End): Side {
  const here = middleOf(end.at);
  const there = middleOf(end.there);
  const aside = Math.abs(there.x - here.x);
  const apart = Math.abs(there.y - here.y);
  const isBeside = aside > end.at.width / 2 + 48;
  const isLevel = apart < end.at.height / 2 + 40;
  if (isBeside && (isLevel || (end.bridge === null && aside > apart)))
    return there.x < here.x ? "left" : "right";
  return verticalSide(end);
}

/** In one row with cards between them, two are linked over these. */
function isOverOthers(end: End, rectangles: Rectangles): boolean {
  const { at, there, node, other } = end;
  if (end.bridge !== null || isVertical(sideOfCard(end))) return false;
  return (
    Math.abs(at.y - there.y) < bar.height &&
    isHidden(middleOf(at), middleOf(there), rectangles, [node, other])
  );
}

/** Bars are met from above and below; from the end only by what is level with them. */
function sideOfBar(end: End): Side {
  const { at, there } = end;
  const isLevel = there.y < at.y + at.height && at.y < there.y + there.height;
  if (!isLevel) return verticalSide(end);
  return middleOf(there).x < middleOf(at).x ? "left" : "right";
}

function verticalSide({ at, there }: End): "top" | "bottom" {
  return middleOf(there).y < middleOf(at).y ? "top" : "bottom";
}

function isVertical(side: Side): side is "top" | "bottom" {
  return side === "top" || side === "bottom";
}

type Placed = Record<RecordId, Anchor>;

/** At the rows of their chips; above and below in the order of what they lead to, so that links do not cross. */
function placeOnCard({ side, ends }: Group, lanes: Lanes, anchors: Placed): void {
  const [{ at }] = ends;
  if (isVertical(side)) {
    const row = inOrder(ends, ({ there }) => middleOf(there).x);
    const xs = row.map((_, index) => at.x + (at.width * (index + 1)) / (row.length + 1));
    placeRow(side, row, xs, anchors);
    return;
  }
  const x = side === "left" ? at.x - outside : at.x + at.width + outside;
  for (const end of ends)
    anchors[end.id] = { x, y: rowY(end), side, lane: lanes.get(end.id) ?? null, label: null };
}

/** Opposite of their other ends as far as the bar reaches, so that most links are straight and none cross. */
function placeOnBar({ side, ends }: Group, anchors: Placed): void {
  if (!isVertical(side)) return placeAtEnd(side, ends, anchors);
  const [{ at }] = ends;
  const row = inOrder(ends, (end) => oppositeOf(end, anchors));
  const wanted = row.map(({ towards }) => towards);
  const [from, to] = [at.x + inset, at.x + at.width - inset];
  const even = (to - from) / Math.max(1, row.length - 1);
  const gap = even < roomyGap ? Math.min(even, closeGap) : Math.min(even, bar.portGap);
  placeRow(side, row, spaced(wanted, gap, from, to), anchors);
}

/** One alone has room for its name there. */
function placeAtEnd(side: "left" | "right", ends: Group["ends"], anchors: Placed): void {
  const [{ at }] = ends;
  const x = side === "left" ? at.x - outside : at.x + at.width + outside;
  const label = ends.length === 1 ? side : null;
  const sorted = ends.toSorted(
    (a, b) => middleOf(a.there).y - middleOf(b.there).y || (a.pair < b.pair ? -1 : 1),
  );
  for (const [index, { id }] of sorted.entries()) {
    const y = at.y + (at.height * (index + 1)) / (sorted.length + 1);
    anchors[id] = { x, y, side, lane: null, label };
  }
}

/** Between two bars, half way: it is the same from both. */
function oppositeOf({ at, there, peer, bridge }: End, anchors: Placed): number {
  const other = bridge === null ? anchors[peer] : undefined;
  return other === undefined ? (middleOf(at).x + middleOf(there).x) / 2 : (other.lane ?? other.x);
}

interface InRow {
  readonly end: End;
  readonly towards: number;
}

function inOrder(ends: readonly End[], towardsOf: (end: End) => number): InRow[] {
  const row = ends.map((end) => ({ end, towards: towardsOf(end) }));
  return row.sort((a, b) => a.towards - b.towards || (a.end.pair < b.end.pair ? -1 : 1));
}

function placeRow(side: Side, row: readonly InRow[], xs: readonly number[], anchors: Placed): void {
  const places = row.map(({ end, towards }, index) => ({
    x: xs[index] ?? towards,
    towards,
    letters: end.letters,
  }));
  const labels = labelSides(places);
  for (const [index, { end }] of row.entries()) {
    const x = places[index]?.x ?? 0;
    const y = side === "top" ? end.at.y - outside : end.at.y + end.at.height + outside;
    anchors[end.id] = { x, y, side, lane: null, label: labels[index] ?? null };
  }
}
