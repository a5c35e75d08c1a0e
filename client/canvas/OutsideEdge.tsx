import { IconWorld } from "@tabler/icons-react";
import type { Edge, EdgeProps } from "@xyflow/react";
import { memo } from "react";
import { useTranslation } from "react-i18next";
import { useLab } from "../store.ts";
import type { OutsideData } from "./edges.ts";
import { stateOf } from "./interface-facts.ts";
import { dashes, outsideSize } from "./link-style.ts";
import classes from "./LinkEdge.module.css";

/** To this machine's own network. Its chip says so to those who do not see it. */
export const OutsideEdge = memo(function OutsideEdge({ data }: EdgeProps<Edge<OutsideData, "outside">>) {
  return data === undefined ? null : <Outside {...data} />;
});

function Outside({ from, start, end }: OutsideData) {
  const { t } = useTranslation();
  const state = useLab((lab) => stateOf(lab, from)) ?? "error";
  const { radius, icon, wordsGap } = outsideSize;
  return (
    <g className={classes["link"]} data-outside={from} data-state={state} aria-hidden>
      <path
        className={classes["line"]}
        strokeWidth={2.5}
        d={`M${start.x} ${start.y} L${end.x} ${end.y}`}
        strokeDasharray={dashes[state]}
      />
      <circle className={classes["world"]} cx={end.x} cy={end.y} r={radius} />
      <IconWorld x={end.x - icon / 2} y={end.y - icon / 2} size={icon} stroke={1.5} />
      <text className={classes["lowerName"]} x={end.x} y={end.y + wordsGap} textAnchor="middle">
        {t("interfaces.outside")}
      </text>
    </g>
  );
}
