import type { Node } from "@xyflow/react";
import { middleOf, type Rectangle, type Rectangles } from "../gestures/rectangle.ts";
import { isInterface, isSingle, type Position, type RecordId, type Topology } from "../../shared/topology.ts";
import { isEqual } from "../../shared/equal.ts";
import { isNodeRecord, type NodeRecord } from "../gestures/names.ts";
import { anchorsOf, type Anchors } from "./anchors.ts";
import { edgeDefaults, endNodes, type LabEdge, type LinkData, type TunnelLine } from "./edges.ts";
import { rectangleAt } from "./geometry.ts";
import { outsideEdges } from "./outside-edges.ts";
import { lowerLines } from "./single-lines.ts";
import { indexOf } from "./topology-index.ts";
import { tunnelEdges } from "./tunnel-edges.ts";

export type LabNode = Node<Record<string, never>, NodeRecord["kind"]>;
export interface Drawing {
  readonly nodes: LabNode[];
  readonly edges: LabEdge[];
  readonly rectangles: Rectangles;
  readonly anchors: Anchors;
}

const noData = {};

/**
 * The topology as React Flow's nodes and edges. What looks as it did in `before` keeps its identity, so that React
 * draws only what changed. Contents are not in here: every card subscribes to its own record.
 */
export function toFlow(
  before: Drawing,
  topology: Topology,
  places: Readonly<Record<RecordId, Position>>,
  selection: ReadonlySet<RecordId>,
  strangers: Readonly<Record<RecordId, number>> = {},
): Drawing {
  const index = indexOf(topology);
  const rectangles: Record<RecordId, Rectangle> = {};
  const nodes: LabNode[] = [];
  const oldNodes = new Map(before.nodes.map((node) => [node.id, node]));
  for (const record of Object.values(topology)) {
    if (!isNodeRecord(topology, record)) continue;
    const at = rectangleAt(record, index, places[record.id] ?? { x: 0, y: 0 }, strangers[record.id]);
    rectangles[record.id] = at;
    const node = toNode(record.id, record.kind, at, selection.has(record.id));
    nodes.push(sameNode(oldNodes.get(record.id), node) ?? node);
  }
  const anchors = anchorsOf(topology, index, rectangles);
  const oldEdges = new Map(before.edges.map((edge) => [edge.id, edge]));
  const lines = [
    ...linkEdges(topology, anchors),
    ...lowerEdges(topology, lowerLines(topology, index, rectangles, anchors)),
  ];
  // What goes through others is drawn around them, and so below.
  const tunnels = [...tunnelEdges(topology, anchors, lines)];
  const drawn = [
    ...tunnels,
    ...lines,
    ...outsideEdges(topology, index, rectangles, anchors),
    ...portEdges(topology, anchors, tunnels),
    ...tetherEdges(topology, rectangles),
  ];
  const edges = drawn.map((edge) => sameEdge(oldEdges.get(edge.id), edge) ?? edge);
  return { nodes, edges, rectangles, anchors };
}

function toNode(id: RecordId, type: NodeRecord["kind"], at: Rectangle, selected: boolean): LabNode {
  const { x, y, width, height } = at;
  return { id, type, position: { x, y }, width, height, measured: { width, height }, selected, data: noData };
}

function sameNode(old: LabNode | undefined, next: LabNode): LabNode | null {
  const same =
    old !== undefined &&
    old.position.x === next.position.x &&
    old.position.y === next.position.y &&
    old.width === next.width &&
    old.height === next.height &&
    old.selected === next.selected;
  return same ? old : null;
}

function* linkEdges(topology: Topology, anchors: Anchors): Generator<LabEdge> {
  for (const end of indexOf(topology).links) {
    const peer = topology[end.peer];
    const start = anchors[end.id];
    const finish = anchors[end.peer];
    if (peer?.kind !== "veth" || start === undefined || finish === undefined) continue;
    const data = { from: end.id, to: peer.id, start, end: finish };
    yield { id: end.id, type: "link", ...endNodes(topology, end, peer), ...edgeDefaults, data };
  }
}

function* lowerEdges(topology: Topology, lines: Iterable<LinkData>): Generator<LabEdge> {
  for (const data of lines) {
    const [from, to] = [topology[data.from], topology[data.to]];
    if (isInterface(from) && isInterface(to))
      yield {
        id: `${data.from}:lower`,
        type: "lower",
        ...endNodes(topology, from, to),
        ...edgeDefaults,
        data,
      };
  }
}

/** Of interfaces that are one record by themselves, those where no tunnel is drawn. */
function* portEdges(
  topology: Topology,
  anchors: Anchors,
  tunnels: readonly TunnelLine[],
): Generator<LabEdge> {
  const inTunnels = new Set(tunnels.flatMap(({ data }) => [data.from, data.to]));
  for (const id of [...indexOf(topology).ports.values()].flat()) {
    const [record, at] = [topology[id], anchors[id]];
    if (!isSingle(record) || at === undefined || inTunnels.has(id)) continue;
    const data = { from: id, to: id, start: at, end: at };
    yield { id: `${id}:port`, type: "port", ...endNodes(topology, record, record), ...edgeDefaults, data };
  }
}

/** A bridge with an address is also one of its namespace's own interfaces: a thin line says whose. */
function* tetherEdges(topology: Topology, rectangles: Rectangles): Generator<LabEdge> {
  for (const record of Object.values(topology)) {
    if (record.kind !== "bridge" || record.addresses.length === 0) continue;
    const owner = rectangles[record.namespace];
    const own = rectangles[record.id];
    if (owner === undefined || own === undefined) continue;
    const data = { start: middleOf(owner), end: middleOf(own) };
    const ends = { source: record.namespace, target: record.id };
    yield { id: `${record.id}:tether`, type: "tether", ...ends, ...edgeDefaults, data };
  }
}

function sameEdge(old: LabEdge | undefined, next: LabEdge): LabEdge | null {
  if (old === undefined || old.source !== next.source || old.target !== next.target) return null;
  return isEqual(old.data, next.data) ? old : null;
}
