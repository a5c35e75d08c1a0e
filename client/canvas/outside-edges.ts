import type { Rectangle, Rectangles } from "../gestures/rectangle.ts";
import {
  bridgeOf,
  isSingle,
  leadsOut,
  type RecordId,
  type SingleRecord,
  type Topology,
} from "../../shared/topology.ts";
import { outside, type Anchor, type Anchors } from "./anchors.ts";
import { edgeDefaults, endNodes, type LabEdge } from "./edges.ts";
import { card } from "./geometry.ts";
import { away } from "./link-path.ts";
import type { TopologyIndex } from "./topology-index.ts";

/** From an end to the middle of the world. */
const reach = 64;

/** From interfaces that lead out of the lab, a little way. */
export function* outsideEdges(
  topology: Topology,
  index: TopologyIndex,
  rectangles: Rectangles,
  anchors: Anchors,
): Generator<LabEdge> {
  for (const record of Object.values(topology)) {
    if (!isSingle(record) || !leadsOut(record)) continue;
    const at = rectangles[record.namespace];
    const start =
      bridgeOf(topology, record) !== null
        ? anchors[record.id]
        : at && beside(at, rowOf(record, index), freeSide(record.namespace, index, anchors));
    if (start === undefined) continue;
    const { x, y } = away[start.side];
    const end = { x: start.x + x * reach, y: start.y + y * reach };
    const data = { from: record.id, start, end };
    yield {
      id: `${record.id}:outside`,
      type: "outside",
      ...endNodes(topology, record, record),
      ...edgeDefaults,
      data,
    };
  }
}

function rowOf({ id, namespace }: SingleRecord, index: TopologyIndex): number {
  return (index.chips.get(namespace) ?? []).indexOf(id);
}

function beside(at: Rectangle, row: number, side: "left" | "right"): Anchor {
  const y = at.y + card.head + (row + 0.5) * card.chip + card.padding / 2;
  const x = side === "left" ? at.x - outside : at.x + at.width + outside;
  return { x, y, side, lane: null, label: null };
}

/** Where fewer links are. */
function freeSide(namespace: RecordId, index: TopologyIndex, anchors: Anchors): "left" | "right" {
  const sides = (index.chips.get(namespace) ?? []).map((id) => anchors[id]?.side);
  const count = (wanted: string) => sides.filter((side) => side === wanted).length;
  return count("left") < count("right") ? "left" : "right";
}
