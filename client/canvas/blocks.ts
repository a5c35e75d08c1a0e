import type { Rectangles } from "../gestures/rectangle.ts";
import type { Position, RecordId, Topology } from "../../shared/topology.ts";
import { grid } from "./free-spot.ts";
import { cardGap, columnsFor } from "./geometry.ts";
import { nodeLinks } from "./node-links.ts";

/** A hub and those that are linked with nothing else, laid out as one. */
export interface Block {
  readonly hub: RecordId;
  /** Hub and members, seen from the block's upper left corner. */
  readonly places: Readonly<Record<RecordId, Position>>;
  readonly width: number;
  readonly height: number;
}

export type Neighbors = ReadonlyMap<RecordId, ReadonlySet<RecordId>>;

export function neighborsOf(topology: Topology, rectangles: Rectangles): Neighbors {
  const neighbors = new Map<RecordId, Set<RecordId>>(Object.keys(rectangles).map((id) => [id, new Set()]));
  for (const [a, b] of nodeLinks(topology)) {
    if (a === b) continue;
    neighbors.get(a)?.add(b);
    neighbors.get(b)?.add(a);
  }
  return neighbors;
}

export function toBlocks(rectangles: Rectangles, neighbors: Neighbors): Block[] {
  const members = new Map<RecordId, RecordId[]>();
  const owned = new Set<RecordId>();
  for (const [id, others] of neighbors) {
    const [hub] = others;
    if (others.size !== 1 || hub === undefined || (neighbors.get(hub)?.size ?? 0) < 2) continue;
    members.set(hub, [...(members.get(hub) ?? []), id]);
    owned.add(id);
  }
  return Object.keys(rectangles)
    .filter((id) => !owned.has(id))
    .map((hub) => toBlock(hub, members.get(hub) ?? [], rectangles));
}

/** The hub above the middle of its members, which stand in rows and columns: a link to a lower row goes between two columns. */
function toBlock(hub: RecordId, members: readonly RecordId[], rectangles: Rectangles): Block {
  const own = rectangles[hub] ?? { x: 0, y: 0, width: 0, height: 0 };
  if (members.length === 0)
    return { hub, places: { [hub]: { x: 0, y: 0 } }, width: own.width, height: own.height };
  const cards = members.map((id) => rectangles[id] ?? own);
  const columns = columnsFor(members.length);
  const columnWidth = onGrid(Math.max(...cards.map(({ width }) => width)) + cardGap);
  const rowHeight = onGrid(Math.max(...cards.map(({ height }) => height)) + cardGap);
  const width = Math.max(own.width, columns * columnWidth - cardGap);
  const left = (width - (columns * columnWidth - cardGap)) / 2;
  const top = onGrid(own.height + 1.3 * cardGap);
  const places: Record<RecordId, Position> = { [hub]: { x: (width - own.width) / 2, y: 0 } };
  for (const [index, id] of members.entries()) {
    const row = Math.floor(index / columns);
    const inRow = Math.min(columns, members.length - row * columns);
    const column = Math.floor((columns - inRow) / 2) + (index % columns);
    places[id] = { x: left + column * columnWidth, y: top + row * rowHeight };
  }
  const rows = Math.ceil(members.length / columns);
  return { hub, places, width, height: top + rows * rowHeight - cardGap };
}

/** Cards are put on the grid in the end: what is set out evenly before stays so. */
function onGrid(length: number): number {
  return Math.ceil(length / grid) * grid;
}
