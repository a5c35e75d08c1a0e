import { Graph, layout } from "@dagrejs/dagre";
import type { Position, RecordId, Topology } from "../../shared/topology.ts";
import { boundsOf, type Rectangle, type Rectangles } from "../gestures/rectangle.ts";
import { grid } from "./free-spot.ts";
import { indexOf } from "./topology-index.ts";

const gap = 60;
/** A hub with more members than this has them in rows below it, not in one line a mile long. */
const maxInRow = 6;

interface Block {
  readonly hub: RecordId;
  readonly members: readonly RecordId[];
  readonly width: number;
  readonly height: number;
  readonly places: Readonly<Record<RecordId, Position>>;
}

/** A drawing fills a screen best that is as wide as screens are. */
const wantedRatio = 1.8;

type Positions = Record<RecordId, Position>;
type Neighbors = ReadonlyMap<RecordId, ReadonlySet<RecordId>>;

/**
 * Places for all these cards: hubs with their own members as blocks, connected blocks by dagre, and what is not
 * connected in rows. The time is dagre's for as many nodes as there are blocks; 500 members of one bridge are one of
 * them. The middle of the whole stays where it was.
 */
export function autoLayout(topology: Topology, rectangles: Rectangles): Positions {
  const neighbors = neighborsOf(topology, rectangles);
  const blocks = toBlocks(rectangles, neighbors);
  const components = toComponents(blocks, neighbors).map((component) => arrange(component, neighbors));
  return centered(rectangles, inRows(components, rectangles));
}

/** Blocks that are linked, however far apart. */
function toComponents(blocks: readonly Block[], neighbors: Neighbors): Block[][] {
  const byHub = new Map(blocks.map((block) => [block.hub, block]));
  const seen = new Set<RecordId>();
  const components: Block[][] = [];
  for (const block of blocks) {
    if (seen.has(block.hub)) continue;
    const reached = new Set([block.hub]);
    for (const hub of reached)
      for (const other of neighbors.get(hub) ?? []) if (byHub.has(other)) reached.add(other);
    for (const hub of reached) seen.add(hub);
    components.push([...reached].flatMap((hub) => byHub.get(hub) ?? []));
  }
  return components;
}

function arrange(blocks: readonly Block[], neighbors: Neighbors): Positions {
  const graph = new Graph();
  const ranker = blocks.length > 60 ? "longest-path" : "network-simplex";
  graph.setGraph({ rankdir: "TB", nodesep: gap, ranksep: gap * 1.5, ranker });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const { hub, width, height } of blocks) graph.setNode(hub, { width, height });
  for (const { hub } of blocks) {
    for (const other of neighbors.get(hub) ?? [])
      if (hub < other && graph.hasNode(other)) graph.setEdge(hub, other);
  }
  layout(graph);
  return toPositions(blocks, graph);
}

/** One component after the other, in rows about as wide as the whole is to be; the tallest first. */
function inRows(components: readonly Positions[], rectangles: Rectangles): Positions {
  const boxes = components.map((positions) => ({ positions, box: boundsOf(placed(positions, rectangles)) }));
  const area = boxes.reduce((sum, { box }) => sum + (box.width + 2 * gap) * (box.height + 2 * gap), 0);
  const rowWidth = Math.max(Math.sqrt(area * wantedRatio), ...boxes.map(({ box }) => box.width));
  const result: Positions = {};
  let [x, y, rowHeight] = [0, 0, 0];
  for (const { positions, box } of boxes.toSorted((a, b) => b.box.height - a.box.height)) {
    if (x > 0 && x + box.width > rowWidth) [x, y, rowHeight] = [0, y + rowHeight + 2 * gap, 0];
    for (const [id, at] of Object.entries(positions))
      result[id] = { x: at.x - box.x + x, y: at.y - box.y + y };
    x += box.width + 2 * gap;
    rowHeight = Math.max(rowHeight, box.height);
  }
  return result;
}

function placed(positions: Positions, rectangles: Rectangles): Rectangle[] {
  return Object.entries(positions).map(([id, at]) => ({
    ...(rectangles[id] ?? { width: 0, height: 0 }),
    ...at,
  }));
}

function toPositions(blocks: readonly Block[], graph: Graph): Positions {
  const positions: Positions = {};
  for (const block of blocks) {
    const { x = 0, y = 0 } = graph.node(block.hub) as Partial<Position>;
    for (const [id, place] of Object.entries(block.places)) {
      positions[id] = { x: x - block.width / 2 + place.x, y: y - block.height / 2 + place.y };
    }
  }
  return positions;
}

function neighborsOf(topology: Topology, rectangles: Rectangles): Map<RecordId, Set<RecordId>> {
  const neighbors = new Map<RecordId, Set<RecordId>>(Object.keys(rectangles).map((id) => [id, new Set()]));
  for (const end of indexOf(topology).links) {
    const peer = topology[end.peer];
    if (peer?.kind !== "veth") continue;
    const [a, b] = [end.master ?? end.namespace, peer.master ?? peer.namespace];
    if (a === b) continue;
    neighbors.get(a)?.add(b);
    neighbors.get(b)?.add(a);
  }
  return neighbors;
}

function toBlocks(rectangles: Rectangles, neighbors: Neighbors): Block[] {
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

/** The hub above the middle of its members' rows. */
function toBlock(hub: RecordId, members: readonly RecordId[], rectangles: Rectangles): Block {
  const own = rectangles[hub] ?? { x: 0, y: 0, width: 0, height: 0 };
  const columns = members.length <= maxInRow ? members.length : Math.ceil(Math.sqrt(members.length * 1.4));
  const cards = members.map((id) => rectangles[id] ?? own);
  const width = Math.max(0, ...cards.map((card) => card.width)) + gap;
  const height = Math.max(0, ...cards.map((card) => card.height)) + gap;
  const total = Math.max(own.width, columns * width - gap);
  const places: Record<RecordId, Position> = { [hub]: { x: (total - own.width) / 2, y: 0 } };
  for (const [index, id] of members.entries()) {
    const row = Math.floor(index / columns);
    const inRow = Math.min(columns, members.length - row * columns);
    const left = (total - (inRow * width - gap)) / 2;
    places[id] = { x: left + (index % columns) * width, y: own.height + gap * 1.3 + row * height };
  }
  const rows = members.length === 0 ? 0 : Math.ceil(members.length / columns);
  return {
    hub,
    members,
    places,
    width: total,
    height: own.height + (rows === 0 ? 0 : gap * 0.3 + rows * height),
  };
}

function centered(before: Rectangles, positions: Positions): Positions {
  if (Object.keys(positions).length === 0) return {};
  const old = boundsOf(Object.values(before));
  const now = boundsOf(placed(positions, before));
  const dx = old.x + old.width / 2 - now.x - now.width / 2;
  const dy = old.y + old.height / 2 - now.y - now.height / 2;
  const snap = (value: number) => Math.round(value / grid) * grid;
  return Object.fromEntries(
    Object.entries(positions).map(([id, { x, y }]) => [id, { x: snap(x + dx), y: snap(y + dy) }]),
  );
}
