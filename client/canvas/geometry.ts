import { middleOf, type Rectangle } from "../gestures/rectangle.ts";
import type { BridgeRecord, NamespaceRecord, Position, RecordId, Topology } from "../../shared/topology.ts";
import type { TopologyIndex } from "./topology-index.ts";

/** Sizes are reckoned, not measured, so that links know where chips are; the style sheet uses the same numbers. */
export const card = { width: 232, head: 40, chip: 28, padding: 8 } as const;
export const bar = { height: 56, minWidth: 200, maxWidth: 960, portGap: 84 } as const;

export type Side = "left" | "right" | "top" | "bottom";
export interface Anchor extends Position {
  readonly side: Side;
  /** Its neighbours on this side are so near that its name would run into theirs. */
  readonly crowded: boolean;
}
/** Veth end → where its link meets its card or bar. */
export type Anchors = Readonly<Record<RecordId, Anchor>>;

export function sizeOfNamespace(record: NamespaceRecord, index: TopologyIndex) {
  const chips = index.chips.get(record.id)?.length ?? 0;
  return { width: card.width, height: card.head + Math.max(1, chips) * card.chip + card.padding };
}

export function sizeOfBridge(record: BridgeRecord, index: TopologyIndex) {
  const ports = index.ports.get(record.id)?.length ?? 0;
  return {
    width: Math.min(bar.maxWidth, Math.max(bar.minWidth, (ports + 1) * bar.portGap)),
    height: bar.height,
  };
}

interface End {
  readonly id: RecordId;
  readonly at: Rectangle;
  readonly towards: Position;
  /** Its row on the card; null for a bridge's port. */
  readonly row: number | null;
  readonly towardsBridge: boolean;
}

/** Every veth end's place on its card or bar, given where those are. */
export function anchorsOf(
  topology: Topology,
  index: TopologyIndex,
  rectangles: Readonly<Record<RecordId, Rectangle>>,
): Anchors {
  const anchors: Record<RecordId, Anchor> = {};
  for (const [node, ends] of index.ends) {
    const at = rectangles[node];
    if (at === undefined) continue;
    const bySide: Record<Side, End[]> = { left: [], right: [], top: [], bottom: [] };
    for (const end of endsOf(topology, index, node, ends, at, rectangles)) bySide[sideOf(end)].push(end);
    for (const side of ["left", "right"] as const)
      for (const end of bySide[side]) anchors[end.id] = atRow(end, side);
    for (const side of ["top", "bottom"] as const) spread(bySide[side], side, anchors);
  }
  return anchors;
}

function endsOf(
  topology: Topology,
  index: TopologyIndex,
  node: RecordId,
  ids: readonly RecordId[],
  at: Rectangle,
  rectangles: Readonly<Record<RecordId, Rectangle>>,
): End[] {
  const chips = index.chips.get(node) ?? [];
  return ids.flatMap((id): End[] => {
    const record = topology[id];
    const peer = record?.kind === "veth" ? topology[record.peer] : undefined;
    if (peer?.kind !== "veth") return [];
    const there = rectangles[peer.master ?? peer.namespace];
    if (there === undefined) return [];
    const row = chips.indexOf(id);
    return [
      { id, at, towards: middleOf(there), row: row === -1 ? null : row, towardsBridge: peer.master !== null },
    ];
  });
}

/** Bars are met from above and below, cards from the side; a card straight above or below another has no side to it. */
function sideOf({ at, towards, row, towardsBridge }: End): Side {
  const here = middleOf(at);
  const vertical = towards.y < here.y ? "top" : "bottom";
  if (row === null) return vertical;
  const aside = Math.abs(towards.x - here.x);
  const apart = Math.abs(towards.y - here.y);
  const isBeside = aside > at.width / 2 + 48;
  const isLevel = apart < at.height / 2 + 40;
  if (isBeside && (isLevel || (!towardsBridge && aside > apart)))
    return towards.x < here.x ? "left" : "right";
  return vertical;
}

function atRow({ at, row }: End, side: "left" | "right"): Anchor {
  const y = at.y + card.head + ((row ?? 0) + 0.5) * card.chip + card.padding / 2;
  return { x: side === "left" ? at.x : at.x + at.width, y, side, crowded: false };
}

/** Several on one side keep the order of what they lead to, so that their links do not cross. */
function spread(ends: readonly End[], side: "top" | "bottom", anchors: Record<RecordId, Anchor>): void {
  const sorted = ends.toSorted((a, b) => a.towards.x - b.towards.x || (a.id < b.id ? -1 : 1));
  for (const [index, { id, at }] of sorted.entries()) {
    const gap = at.width / (sorted.length + 1);
    const crowded = sorted.length > 1 && gap < bar.portGap * 0.8;
    const x = at.x + gap * (index + 1);
    anchors[id] = { x, y: side === "top" ? at.y : at.y + at.height, side, crowded };
  }
}

const away: Readonly<Record<Side, Position>> = {
  left: { x: -1, y: 0 },
  right: { x: 1, y: 0 },
  top: { x: 0, y: -1 },
  bottom: { x: 0, y: 1 },
};

/** A curve that leaves both ends squarely. The same text serves the line and what travels along it. */
export function linkPath(from: Anchor, to: Anchor): string {
  const distance = Math.hypot(to.x - from.x, to.y - from.y);
  const reach = Math.min(160, Math.max(24, distance * 0.4));
  const first = control(from, reach);
  const second = control(to, reach);
  return `M${point(from)} C${point(first)} ${point(second)} ${point(to)}`;
}

/** The middle of that curve (a cubic at one half). */
export function linkMiddle(from: Anchor, to: Anchor): Position {
  const distance = Math.hypot(to.x - from.x, to.y - from.y);
  const reach = Math.min(160, Math.max(24, distance * 0.4));
  const first = control(from, reach);
  const second = control(to, reach);
  return {
    x: (from.x + 3 * first.x + 3 * second.x + to.x) / 8,
    y: (from.y + 3 * first.y + 3 * second.y + to.y) / 8,
  };
}

function control(anchor: Anchor, reach: number): Position {
  return { x: anchor.x + away[anchor.side].x * reach, y: anchor.y + away[anchor.side].y * reach };
}

export function point({ x, y }: Position): string {
  return `${Math.round(x * 10) / 10} ${Math.round(y * 10) / 10}`;
}
