import { tunnelEndOf } from "../gestures/interface-kinds/index.ts";
import { tunnelsOf, type Tunnel } from "../gestures/tunnels.ts";
import { bridgeOf, type SingleRecord, type Topology } from "../../shared/topology.ts";
import { tunnelWay } from "../tunnel-ways.ts";
import type { Anchor, Anchors } from "./anchors.ts";
import { longestOf, middleOf, straight, type Curve, type Curves } from "./curves.ts";
import { endOf, joined, lineOf, type DrawnLine } from "./drawn-line.ts";
import {
  edgeDefaults,
  endNodes,
  type LabEdge,
  type TunnelData,
  type TunnelLine,
  type TunnelWords,
} from "./edges.ts";
import { linkCurves } from "./link-path.ts";

type Drawn = Pick<TunnelData, "start" | "end" | "curves" | "words">;

/** Each around the links that it goes through; where it is not known which, or they are not drawn, by a way of its own. */
export function* tunnelEdges(
  topology: Topology,
  anchors: Anchors,
  lines: readonly LabEdge[],
): Generator<TunnelLine> {
  const said = new Set<string>();
  for (const tunnel of tunnelsOf(topology)) {
    const [one, other] = tunnel;
    const through = throughLinks(topology, tunnel, anchors, lines);
    const drawn = through ?? byItself(tunnel, anchors);
    if (drawn === null) continue;
    const { start, end, curves } = drawn;
    // Those of one network share links, and say the same.
    const what = JSON.stringify([one.kind, tunnelEndOf(one)?.number]);
    const words = through !== null && said.has(what) ? null : drawn.words;
    if (through !== null) said.add(what);
    const data = { from: one.id, to: other.id, start, end, curves, words };
    yield {
      id: `${one.id}:${other.id}`,
      type: "tunnel",
      ...endNodes(topology, one, other),
      ...edgeDefaults,
      data,
    };
  }
}

function throughLinks(
  topology: Topology,
  tunnel: Tunnel,
  anchors: Anchors,
  lines: readonly LabEdge[],
): Drawn | null {
  const crossed = tunnelWay(topology, tunnel)?.map((crossing) => lineOf(lines, crossing)) ?? [];
  const [first, ...others] = crossed.filter((line) => line !== null);
  if (first === undefined || others.length + 1 < crossed.length) return null;
  const [start, end] = tunnel.map((record) => portOf(topology, record, anchors));
  if (start === undefined || end === undefined) return null;
  const last = others.at(-1) ?? first;
  const curves = fromPorts(start, joined([first, ...others]), end, first, last);
  // Between links it passes behind cards and bars.
  const [head, ...tail] = first.curves;
  const longest = longestOf([head, ...tail, ...others.flatMap((line) => line.curves)]);
  return { start, end, curves, words: wordsAbove(longest) };
}

/** A bridge's port stands where the bridge is drawn; others are where the link's end is. */
function portOf(topology: Topology, record: SingleRecord, anchors: Anchors): Anchor | null | undefined {
  return bridgeOf(topology, record) === null ? null : anchors[record.id];
}

function fromPorts(
  start: Anchor | null,
  curves: Curves,
  end: Anchor | null,
  first: DrawnLine,
  last: DrawnLine,
): Curves {
  const [head, ...tail] = curves;
  const before = start === null ? [] : [straight(start, first.from), straight(first.from, head[0])];
  const after = end === null ? [] : [straight(endOf(curves), last.to), straight(last.to, end)];
  return [...before, head, ...tail, ...after] as unknown as Curves;
}

function byItself([one, other]: Tunnel, anchors: Anchors): Drawn | null {
  const [start, end] = [anchors[one.id], anchors[other.id]];
  if (start === undefined || end === undefined) return null;
  const curves = linkCurves(start, end);
  const { x, y } = middleOf(longestOf(curves));
  return { start, end, curves, words: { x, y: y + wordsGap.below, anchor: "middle" } };
}

/**
 * Below are the names of a tunnel's ends, or, where it goes through links, the rate of the link. What is above a line that
 * leans stands on the side from which it leans away.
 */
const wordsGap = { below: 21, above: -14, beside: 10 } as const;
const leaning = 0.25;

function wordsAbove(curve: Curve): TunnelWords {
  const [from, , , to] = curve;
  const { x, y } = middleOf(curve);
  const [right, down] = [to.x - from.x, to.y - from.y];
  if (Math.abs(down) < Math.abs(right) * leaning) return { x, y: y + wordsGap.above, anchor: "middle" };
  return right * down < 0
    ? { x: x - wordsGap.beside, y: y + wordsGap.above, anchor: "end" }
    : { x: x + wordsGap.beside, y: y + wordsGap.above, anchor: "start" };
}
