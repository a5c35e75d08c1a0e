import type { DrawnState } from "../canvas/interface-facts.ts";
import { colourOf, usePen } from "./pen.ts";

/** An interface's state, as `StateMark` shows it on the page. */
export function Mark({
  state,
  x,
  y,
}: {
  readonly state: DrawnState;
  readonly x: number;
  readonly y: number;
}) {
  const colour = colourOf(usePen(), state);
  const line = { fill: "none", stroke: colour };
  if (state === "up") return <circle cx={x} cy={y} r={5} fill={colour} />;
  if (state === "down")
    return <circle cx={x} cy={y} r={4.2} {...line} strokeWidth={1.6} strokeDasharray="2.6 1.8" />;
  if (state === "no-carrier") return <path d={`M${x} ${y - 5.2}l5.5 10.2h-11z`} fill={colour} />;
  return <path d={`M${x - 4} ${y - 4}l8 8m0 -8l-8 8`} {...line} strokeWidth={2.2} />;
}
