import { Graph, layout } from "@dagrejs/dagre";
import { hostId } from "../../shared/names.ts";
import type { Position, RecordId, Topology } from "../../shared/topology.ts";
import { boundsOf, type Rectangle, type Rectangles } from "../gestures/rectangle.ts";
import { neighborsOf, toBlocks, type Block, type Neighbors } from "./blocks.ts";
import { grid } from "./free-spot.ts";
import { cardGap } from "./geometry.ts";

/** A drawing fills a screen best that is as wide as screens are. */
const wantedRatio = 1.8;
/** So many routers, or neighbours without one, stand in one row rather than below each other. */
const mostInRow = 4;

type Positions = Record<RecordId, Position>;

/**
 * Upper left corners for all these cards: hubs with their own members as blocks, connected blocks by dagre, what is not
 * connected in rows, and the lab's host, when nothing is linked with it, above it all. The time is dagre's for as many
 * nodes as there are blocks; 500 members of one bridge are one of them. The middle of the whole stays where it was.
 */
export function autoLayout(topology: Topology, rectangles: Rectangles): Positions {
  const { [hostId]: host, ...others } = rectangles;
  const isAlone = host !== undefined && (neighborsOf(topology, rectangles).get(hostId)?.size ?? 0) === 0;
  const cards = isAlone ? others : rectangles;
  const neighbors = neighborsOf(topology, cards);
  const components = toComponents(toBlocks(cards, neighbors), neighbors);
  const arranged = components.map((blocks) => arrange(topology, blocks, neighbors));
  const positions = inRows(arranged, cards);
  return centered(rectangles, isAlone ? withHostAbove(positions, rectangles, host) : positions);
}

/** Blocks that are linked, however far apart. */
function toComponents(blocks: readonly Block[], neighbors: Neighbors): Block[][] {
  const byHub = new Map(blocks.map((block) => [block.hub, block]));
  const seen = new Set<RecordId>();
  const components: Block[][] = [];
  for (const { hub } of blocks) {
    if (seen.has(hub)) continue;
    const reached = reachedFrom(hub, neighbors, (other) => byHub.has(other));
    for (const one of reached) seen.add(one);
    components.push([...reached].flatMap((one) => byHub.get(one) ?? []));
  }
  return components;
}

function reachedFrom(start: RecordId, neighbors: Neighbors, isIn: (id: RecordId) => boolean): Set<RecordId> {
  const reached = new Set([start]);
  for (const id of reached) for (const other of neighbors.get(id) ?? []) if (isIn(other)) reached.add(other);
  return reached;
}

function arrange(topology: Topology, blocks: readonly Block[], neighbors: Neighbors): Positions {
  const graph = new Graph();
  const ranker = blocks.length > 60 ? "longest-path" : "network-simplex";
  graph.setGraph({ rankdir: "TB", nodesep: cardGap * 2, ranksep: cardGap * 1.5, ranker });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const { hub, width, height } of blocks) graph.setNode(hub, { width, height });
  for (const { hub } of blocks) {
    for (const other of neighbors.get(hub) ?? [])
      if (graph.hasNode(other) && isAbove(topology, neighbors, hub, other)) graph.setEdge(hub, other);
  }
  layout(graph);
  return toPositions(blocks, graph);
}

/** Namespaces stand above the bridges they lead to, whose members are below; a few among themselves in one row. */
function isAbove(topology: Topology, neighbors: Neighbors, id: RecordId, other: RecordId): boolean {
  const isNamespace = (one: RecordId) => topology[one]?.kind === "namespace";
  if (isNamespace(id) !== isNamespace(other)) return isNamespace(id);
  const isRow = isNamespace(id) && reachedFrom(id, neighbors, isNamespace).size <= mostInRow;
  return !isRow && id < other;
}

/** Blocks of one rank begin at one height, so that their hubs stand in a line. */
function toPositions(blocks: readonly Block[], graph: Graph): Positions {
  const nodes = blocks.map((block) => ({ block, at: graph.node(block.hub) as Position }));
  const tops = new Map<number, number>();
  for (const { block, at } of nodes)
    tops.set(at.y, Math.min(tops.get(at.y) ?? Infinity, at.y - block.height / 2));
  const positions: Positions = {};
  for (const { block, at } of nodes) {
    for (const [id, place] of Object.entries(block.places))
      positions[id] = { x: at.x - block.width / 2 + place.x, y: (tops.get(at.y) ?? 0) + place.y };
  }
  return positions;
}

/** One component after the other, in rows about as wide as the whole is to be; the tallest first. */
function inRows(components: readonly Positions[], rectangles: Rectangles): Positions {
  const boxes = components.map((positions) => ({ positions, box: boundsOf(placed(positions, rectangles)) }));
  const area = boxes.reduce(
    (sum, { box }) => sum + (box.width + 2 * cardGap) * (box.height + 2 * cardGap),
    0,
  );
  const rowWidth = Math.max(Math.sqrt(area * wantedRatio), ...boxes.map(({ box }) => box.width));
  const result: Positions = {};
  let [x, y, rowHeight] = [0, 0, 0];
  for (const { positions, box } of boxes.toSorted((a, b) => b.box.height - a.box.height)) {
    if (x > 0 && x + box.width > rowWidth) [x, y, rowHeight] = [0, y + rowHeight + 2 * cardGap, 0];
    for (const [id, at] of Object.entries(positions))
      result[id] = { x: at.x - box.x + x, y: at.y - box.y + y };
    x += box.width + 2 * cardGap;
    rowHeight = Math.max(rowHeight, box.height);
  }
  return result;
}

function withHostAbove(positions: Positions, rectangles: Rectangles, host: Rectangle): Positions {
  const cards = placed(positions, rectangles);
  if (cards.length === 0) return { [hostId]: { x: host.x, y: host.y } };
  const all = boundsOf(cards);
  const x = all.x + (all.width - host.width) / 2;
  return { ...positions, [hostId]: { x, y: all.y - host.height - 1.5 * cardGap } };
}

function placed(positions: Positions, rectangles: Rectangles): Rectangle[] {
  return Object.entries(positions).map(([id, at]) => ({
    ...(rectangles[id] ?? { width: 0, height: 0 }),
    ...at,
  }));
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
