import type { Edge, EdgeProps } from "@xyflow/react";
import { memo } from "react";
import { useTranslation } from "react-i18next";
import { isInterface } from "../../shared/topology.ts";
import { useLab } from "../store.ts";
import { stateOf } from "./interface-facts.ts";
import { linkPath } from "./link-path.ts";
import { lowerLine } from "./link-style.ts";
import { lowerLabel } from "./lower-label.ts";
import type { LinkData } from "./edges.ts";
import classes from "./LinkEdge.module.css";

/** From an interface to the one that it is on. Its chip says so to those who do not see it. */
export const LowerEdge = memo(function LowerEdge({ data }: EdgeProps<Edge<LinkData, "lower">>) {
  return data === undefined ? null : <Lower {...data} />;
});

function Lower({ from, to, start, end }: LinkData) {
  const { t } = useTranslation();
  const state = useLab((lab) => stateOf(lab, from)) ?? "error";
  const name =
    useLab(({ document }) => {
      const record = document.topology[to];
      return isInterface(record) ? record.name : "";
    }) ?? "";
  const label = lowerLabel(start, end);
  return (
    <g className={classes["link"]} data-lower={from} data-state={state} aria-hidden>
      <path
        className={classes["lower"]}
        d={linkPath(start, end)}
        strokeWidth={lowerLine.width}
        strokeDasharray={lowerLine.dashes}
      />
      {label !== null && (
        <text className={classes["lowerName"]} x={label.x} y={label.y} textAnchor={label.anchor}>
          {t("interfaces.onLower", { name })}
        </text>
      )}
    </g>
  );
}
