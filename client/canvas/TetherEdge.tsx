import type { Edge, EdgeProps } from "@xyflow/react";
import { memo } from "react";
import { point } from "./curves.ts";
import type { TetherData } from "./edges.ts";
import classes from "./LinkEdge.module.css";

/** From a bridge with an address to the namespace whose own interface it is. No wire: only a reminder. */
export const TetherEdge = memo(function TetherEdge({ data }: EdgeProps<Edge<TetherData, "tether">>) {
  if (data === undefined) return null;
  return <path className={classes["tether"]} d={`M${point(data.start)} L${point(data.end)}`} aria-hidden />;
});
