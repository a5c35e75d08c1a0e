import { memo } from "react";
import type { RecordId } from "../../shared/topology.ts";
import { useLabShallow } from "../store.ts";
import type { Anchor } from "./anchors.ts";
import { labelGap, type LabelSide } from "./label-sides.ts";
import { endFacts } from "./node-facts.ts";
import classes from "./LinkEdge.module.css";

/** Where a link meets its card or bar: its state as a dot, its name where no chip says it. A bridge's port is square. */
export const LinkEnd = memo(function LinkEnd({ id, at }: { readonly id: RecordId; readonly at: Anchor }) {
  const facts = useLabShallow((lab) => endFacts(lab, id));
  if (facts === undefined) return null;
  // At the side of a card its chip says it.
  const isNamed = facts.isPort || at.side === "top" || at.side === "bottom";
  return (
    <g
      className={classes["end"]}
      data-end={id}
      data-state={facts.state}
      data-crowded={(isNamed && at.label === null) || undefined}
      data-port-state={facts.portState ?? undefined}
      data-standby={facts.isStandby || undefined}
      data-detached={facts.isDetached || undefined}
      transform={`translate(${at.x} ${at.y})`}
    >
      {facts.isPort ? <rect x={-5.5} y={-5.5} width={11} height={11} rx={2} /> : <circle r={5} />}
      {facts.portState === "blocking" && <path className={classes["blocked"]} d="M-3-3 3 3M3-3-3 3" />}
      {isNamed && (
        <EndLabel
          name={facts.name}
          address={facts.address}
          above={at.side !== "bottom"}
          side={at.label ?? "right"}
        />
      )}
    </g>
  );
});

interface EndLabelProps {
  readonly name: string;
  readonly address: string;
  readonly above: boolean;
  readonly side: LabelSide;
}

function EndLabel({ name, address, above, side }: EndLabelProps) {
  const x = side === "left" ? -labelGap : labelGap;
  return (
    <text className={classes["endLabel"]} data-side={side} x={x} y={above ? -8 : 16} aria-hidden>
      {name}
      {address !== "" && (
        <tspan className={classes["endAddress"]} x={x} dy={above ? -14 : 14}>
          {address}
        </tspan>
      )}
    </text>
  );
}
