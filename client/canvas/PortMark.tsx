import { EdgeLabelRenderer } from "@xyflow/react";
import { bridgeOf, canBePort, type RecordId } from "../../shared/topology.ts";
import { interfaceDifference } from "../differences.ts";
import { useLab } from "../store.ts";
import type { Anchor } from "./anchors.ts";
import { DifferenceMark } from "./DifferenceMark.tsx";
import classes from "./DifferenceMark.module.css";
import { away } from "./link-path.ts";

/** How far from its port: on the link, clear of the bar. */
const distance = 24;

/** No chip can say how the kernel differs of a port: the mark stands on the link, where it comes to the bar. */
export function PortMark({ id, at }: { readonly id: RecordId; readonly at: Anchor }) {
  const differs = useLab((lab) => {
    const record = lab.document.topology[id];
    if (!canBePort(record) || bridgeOf(lab.document.topology, record) === null) return false;
    return interfaceDifference(lab, record) !== null;
  });
  if (differs !== true) return null;
  const x = at.x + away[at.side].x * distance;
  const y = at.y + away[at.side].y * distance;
  return (
    <EdgeLabelRenderer>
      <div
        className={classes["ofPort"]}
        style={{ transform: `translate(${x}px, ${y}px) translate(-50%, -50%)` }}
        data-port={id}
      >
        <DifferenceMark id={id} />
      </div>
    </EdgeLabelRenderer>
  );
}
