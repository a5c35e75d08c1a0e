import type { Edge, EdgeProps } from "@xyflow/react";
import type { TFunction } from "i18next";
import { memo } from "react";
import { useTranslation } from "react-i18next";
import { fullNameOf } from "../gestures/names.ts";
import { tunnelWords } from "./tunnel-words.ts";
import { useLab, useStore } from "../store.ts";
import { stateOfLink, type DrawnState } from "./interface-facts.ts";
import { LinkFrame } from "./LinkFrame.tsx";
import { linkMiddle, linkPath } from "./link-path.ts";
import { dashes, tunnelLabelGap, tunnelWidths } from "./link-style.ts";
import type { LinkData } from "./to-flow.ts";
import classes from "./LinkEdge.module.css";

/** Two interfaces that reach each other through another network: a tube. */
export const TunnelEdge = memo(function TunnelEdge({ data }: EdgeProps<Edge<LinkData, "tunnel">>) {
  return data === undefined ? null : <Tunnel {...data} />;
});

function Tunnel(data: LinkData) {
  const { from, to, start, end } = data;
  const { t } = useTranslation();
  const state = useLab((lab) => stateOfLink(lab, from, to)) ?? "error";
  const what = useLab((lab) => tunnelWords(t, lab, from)) ?? "";
  const label = useLabel(t, from, to, what, state) ?? "";
  const isSelected = useStore(({ selection }) => selection.has(from) && selection.has(to));
  const path = linkPath(start, end);
  const middle = linkMiddle(start, end);
  return (
    <LinkFrame
      data={data}
      sort="tunnel"
      state={state}
      label={label}
      isSelected={isSelected}
      path={path}
      middle={
        <text className={classes["rate"]} x={middle.x} y={middle.y + tunnelLabelGap} aria-hidden>
          {what}
        </text>
      }
    >
      <path
        className={classes["tube"]}
        d={path}
        strokeWidth={tunnelWidths.tube}
        strokeDasharray={dashes[state]}
      />
      <path className={classes["bore"]} d={path} strokeWidth={tunnelWidths.bore} />
    </LinkFrame>
  );
}

function useLabel(t: TFunction, from: string, to: string, what: string, state: DrawnState) {
  return useLab(({ document }) =>
    t("interfaces.tunnelLabel", {
      from: fullNameOf(document.topology, from),
      to: fullNameOf(document.topology, to),
      what,
      state: t(`canvas.states.${state}`),
    }),
  );
}
