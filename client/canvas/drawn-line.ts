import type { Position } from "../../shared/topology.ts";
import type { Crossing } from "../ways-out.ts";
import { reversed, straight, type Curve, type Curves } from "./curves.ts";
import type { LabEdge } from "./edges.ts";
import { inside, linkCurves } from "./link-path.ts";

/** A drawn line in one direction; what passes along it passes these places in the cards or bars at its ends, too. */
export interface DrawnLine {
  readonly from: Position;
  readonly curves: Curves;
  readonly to: Position;
}

/** The line between these two; null where none is drawn. */
export function lineOf(edges: readonly LabEdge[], { from, to }: Crossing): DrawnLine | null {
  for (const edge of edges) {
    if (edge.type === "tether" || edge.type === "outside") continue;
    if (edge.data.from === from && edge.data.to === to) return lineAlong(edge);
    if (edge.data.from !== to || edge.data.to !== from) continue;
    const there = lineAlong(edge);
    return { from: there.to, curves: reversed(there.curves), to: there.from };
  }
  return null;
}

function lineAlong(edge: Exclude<LabEdge, { type: "tether" | "outside" }>): DrawnLine {
  if (edge.type !== "tunnel") {
    const { start, end } = edge.data;
    return { from: inside(start), curves: linkCurves(start, end), to: inside(end) };
  }
  const { start, end, curves } = edge.data;
  return {
    from: start === null ? curves[0][0] : inside(start),
    curves,
    to: end === null ? endOf(curves) : inside(end),
  };
}

/** One after another, through the cards and bars between them. */
export function joined([first, ...others]: readonly [DrawnLine, ...DrawnLine[]]): Curves {
  const further: Curve[] = [];
  let last = first;
  for (const line of others) {
    further.push(straight(endOf(last.curves), last.to), straight(last.to, line.from));
    further.push(straight(line.from, line.curves[0][0]), ...line.curves);
    last = line;
  }
  return [...first.curves, ...further];
}

export function endOf(curves: Curves): Position {
  return (curves.at(-1) ?? curves[0])[3];
}
