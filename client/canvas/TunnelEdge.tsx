import { EdgeLabelRenderer, type Edge, type EdgeProps } from "@xyflow/react";
import type { TFunction } from "i18next";
import { memo } from "react";
import { useTranslation } from "react-i18next";
import { fullNameOf } from "../gestures/names.ts";
import { tunnelWords } from "./tunnel-words.ts";
import { useLab, useStore } from "../store.ts";
import { stateOfLink, type DrawnState } from "./interface-facts.ts";
import { LinkFrame } from "./LinkFrame.tsx";
import { pathOf } from "./curves.ts";
import type { TunnelData } from "./edges.ts";
import { dashes, tunnelWidths } from "./link-style.ts";
import classes from "./LinkEdge.module.css";

/** Two interfaces that reach each other through another network: a tube. */
export const TunnelEdge = memo(function TunnelEdge({ data }: EdgeProps<Edge<TunnelData, "tunnel">>) {
  return data === undefined ? null : <Tunnel {...data} />;
});

/** How much of its width stands before its place. */
const shares = { start: "0%", middle: "-50%", end: "-100%" } as const;

function Tunnel({ from, to, start, end, curves, words }: TunnelData) {
  const { t } = useTranslation();
  const state = useLab((lab) => stateOfLink(lab, from, to)) ?? "error";
  const what = useLab((lab) => tunnelWords(t, lab, from)) ?? "";
  const label = useLabel(t, from, to, what, state) ?? "";
  const isSelected = useStore(({ selection }) => selection.has(from) && selection.has(to));
  const path = pathOf(curves);
  return (
    <LinkFrame
      ends={{ from, to, start, end }}
      sort="tunnel"
      state={state}
      label={label}
      isSelected={isSelected}
      path={path}
      middle={
        words !== null && (
          // Over the links that it goes through, which are drawn later.
          <EdgeLabelRenderer>
            <div
              className={classes["tunnelWords"]}
              style={{
                transform: `translate(${words.x}px, ${words.y}px) translate(${shares[words.anchor]}, -75%)`,
              }}
              aria-hidden
            >
              {what}
            </div>
          </EdgeLabelRenderer>
        )
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
