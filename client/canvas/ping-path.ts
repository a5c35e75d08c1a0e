import { bridgeOf, type RecordId, type Topology, type TopologyRecord } from "../../shared/topology.ts";
import { nodeOf } from "../gestures/names.ts";
import { middleOf } from "../gestures/rectangle.ts";
import type { Crossing } from "../ways-out.ts";
import { pathOf, point } from "./curves.ts";
import { joined, lineOf } from "./drawn-line.ts";
import type { Drawing } from "./to-flow.ts";

/** The drawn way along these links, from card to card: text for `d` and for `offset-path`. */
export function drawnPath(
  drawing: Drawing,
  from: RecordId,
  crossings: readonly Crossing[],
  topology: Topology,
): string | null {
  const source = drawing.rectangles[from];
  if (source === undefined) return null;
  const lines = crossings.map((crossing) => lineOf(drawing.edges, crossing));
  const [first, ...others] = lines.filter((line) => line !== null);
  if (first === undefined || others.length + 1 < lines.length) return null;
  // From the namespace itself to its bridge, and into the card or bar at the end.
  const isFromPort = isPort(topology, topology[crossings[0]?.from ?? ""]);
  const begin = isFromPort ? `M${point(middleOf(source))} L` : "M";
  const end = ` L${point((others.at(-1) ?? first).to)}`;
  return `${begin}${pathOf(joined([first, ...others])).slice(1)}${end}`;
}

function isPort(topology: Topology, record: TopologyRecord | undefined): boolean {
  return record !== undefined && bridgeOf(topology, record) !== null;
}

/** Of these crossings, those before something stands in the way: an interface, or all of a bridge or namespace. */
export function crossedBefore(
  topology: Topology,
  crossings: readonly Crossing[],
  obstacle: RecordId,
): readonly Crossing[] {
  for (const [index, { from, to }] of crossings.entries()) {
    if (isOf(topology, from, obstacle)) return crossings.slice(0, index);
    if (isOf(topology, to, obstacle)) return crossings.slice(0, index + 1);
  }
  return crossings;
}

function isOf(topology: Topology, end: RecordId, thing: RecordId): boolean {
  return end === thing || nodeOf(topology, end) === thing;
}
