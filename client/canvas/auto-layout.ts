import { Graph, layout } from "@dagrejs/dagre";
import type { Position, RecordId, Topology } from "../../shared/topology.ts";
import { boundsOf, type Rectangle, type Rectangles } from "../gestures/place.ts";
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

/**
 * Places for all these cards: hubs with their own members as blocks, the blocks by dagre. The time is dagre's for as many
 * nodes as there are blocks; 500 members of one bridge are one of them. The middle of the whole stays where it was.
 */
export function autoLayout(topology: Topology, rectangles: Rectangles): Record<RecordId, Position> {
  const neighbors = neighborsOf(topology, rectangles);
  const blocks = toBlocks(rectangles, neighbors);
  const graph = new Graph({ multigraph: false });
  graph.setGraph({
    rankdir: "TB",
    nodesep: gap,
    ranksep: gap * 1.5,
    ranker: blocks.length > 60 ? "longest-path" : "network-simplex",
  });
  graph.setDefaultEdgeLabel(() => ({}));
  const blockOf = new Map(
    blocks.flatMap((block) => [block.hub, ...block.members].map((id) => [id, block.hub] as const)),
  );
  for (const { hub, width, height } of blocks) graph.setNode(hub, { width, height });
  for (const [id, others] of neighbors) {
    for (const other of others) {
      const [a, b] = [blockOf.get(id), blockOf.get(other)];
      if (a !== undefined && b !== undefined && a < b) graph.setEdge(a, b);
    }
  }
  layout(graph);
  return centered(rectangles, toPositions(blocks, graph));
}

function toPositions(blocks: readonly Block[], graph: Graph): Record<RecordId, Position> {
  const positions: Record<RecordId, Position> = {};
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

function toBlocks(rectangles: Rectangles, neighbors: ReadonlyMap<RecordId, ReadonlySet<RecordId>>): Block[] {
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

function centered(
  before: Rectangles,
  positions: Readonly<Record<RecordId, Position>>,
): Record<RecordId, Position> {
  const size = (id: RecordId) => before[id] ?? { x: 0, y: 0, width: 0, height: 0 };
  const after = Object.entries(positions).map(([id, at]): Rectangle => ({ ...size(id), ...at }));
  if (after.length === 0) return {};
  const old = boundsOf(Object.values(before));
  const now = boundsOf(after);
  const dx = old.x + old.width / 2 - now.x - now.width / 2;
  const dy = old.y + old.height / 2 - now.y - now.height / 2;
  const snap = (value: number) => Math.round(value / grid) * grid;
  return Object.fromEntries(
    Object.entries(positions).map(([id, { x, y }]) => [id, { x: snap(x + dx), y: snap(y + dy) }]),
  );
}
