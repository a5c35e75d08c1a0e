import { canBePort, type RecordId, type Topology } from "../../shared/topology.ts";
import { nodeOf } from "../gestures/names.ts";
import { middleOf } from "../gestures/rectangle.ts";
import type { Crossing } from "../ways-out.ts";
import type { Anchor } from "./anchors.ts";
import { inside, linkPath, point } from "./link-path.ts";
import type { Drawing, LinkData, TetherData } from "./to-flow.ts";

/** The drawn way along these links, from card to card: text for `d` and for `offset-path`. */
export function drawnPath(
  drawing: Drawing,
  from: RecordId,
  crossings: readonly Crossing[],
  topology: Topology,
): string | null {
  const source = drawing.rectangles[from];
  if (source === undefined) return null;
  let path = "";
  for (const { from: first, to: second } of crossings) {
    const line = lineBetween(drawing, first, second);
    if (line === null) return null;
    const [start, end] = line;
    // From the namespace itself to its bridge, and through a card or bar from one end to the next.
    path +=
      path === ""
        ? leaving(topology, first, start, point(middleOf(source)))
        : ` L${point(inside(start))} L${point(start)}`;
    path += linkPath(start, end).replace(/^M[^C]*/, " ") + ` L${point(inside(end))}`;
  }
  return path === "" ? null : path;
}

/** Where the line between these two begins and ends, in this direction. */
function lineBetween({ edges }: Drawing, from: RecordId, to: RecordId): readonly [Anchor, Anchor] | null {
  for (const { data } of edges) {
    if (data === undefined || !isLine(data)) continue;
    if (data.from === from && data.to === to) return [data.start, data.end];
    if (data.from === to && data.to === from) return [data.end, data.start];
  }
  return null;
}

function isLine(data: LinkData | TetherData): data is LinkData {
  return "from" in data;
}

function leaving(topology: Topology, end: RecordId, at: Anchor, middle: string): string {
  const record = topology[end];
  return canBePort(record) && record.master !== null ? `M${middle} L${point(at)}` : `M${point(at)}`;
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
