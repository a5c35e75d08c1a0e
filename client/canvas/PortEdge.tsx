import type { Edge, EdgeProps } from "@xyflow/react";
import { memo } from "react";
import { LinkEnd } from "./LinkEnd.tsx";
import { PortMark } from "./PortMark.tsx";
import type { LinkData } from "./edges.ts";
import classes from "./LinkEdge.module.css";

/** A bridge's port that is no end of a link: only where it is. */
export const PortEdge = memo(function PortEdge({ data }: EdgeProps<Edge<LinkData, "port">>) {
  if (data === undefined) return null;
  return (
    <>
      <g className={classes["link"]}>
        <LinkEnd id={data.from} at={data.start} />
      </g>
      <PortMark id={data.from} at={data.start} />
    </>
  );
});
