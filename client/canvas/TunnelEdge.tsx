import type { Edge, EdgeProps } from "@xyflow/react";
import type { TFunction } from "i18next";
import { memo, type MouseEvent } from "react";
import { useTranslation } from "react-i18next";
import { fullNameOf } from "../gestures/names.ts";
import { tunnelWords } from "./tunnel-words.ts";
import { useIsPending, useLab, useStore } from "../store.ts";
import { stateOfLink } from "./interface-facts.ts";
import { LinkEnd } from "./LinkEnd.tsx";
import { linkMiddle, linkPath } from "./link-path.ts";
import { dashes, tunnelLabelGap, tunnelWidths } from "./link-style.ts";
import { PortMark } from "./PortMark.tsx";
import { selectWith } from "./select.ts";
import type { LinkData } from "./to-flow.ts";
import classes from "./LinkEdge.module.css";

/** Two interfaces that reach each other through another network: a tube. */
export const TunnelEdge = memo(function TunnelEdge({ data }: EdgeProps<Edge<LinkData, "tunnel">>) {
  return data === undefined ? null : <Tunnel {...data} />;
});

function Tunnel({ from, to, start, end }: LinkData) {
  const { t } = useTranslation();
  const state = useLab((lab) => stateOfLink(lab, from, to)) ?? "error";
  const what = useLab((lab) => tunnelWords(t, lab, from)) ?? "";
  const label = useLabel(t, from, to, what, state);
  const selected = useStore(({ selection }) => selection.has(from) && selection.has(to));
  const pending = useIsPending(from);
  const path = linkPath(start, end);
  const middle = linkMiddle(start, end);
  const select = (event: MouseEvent) => {
    event.stopPropagation();
    selectWith(event, [from, to]);
  };
  return (
    <>
      <g
        className={classes["link"]}
        // SVG has no button of its own.
        // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role
        role="button"
        tabIndex={0}
        aria-label={label}
        aria-pressed={selected}
        data-tunnel={from}
        data-peer={to}
        data-state={state}
        data-selected={selected || undefined}
        data-pending={pending || undefined}
        onClick={select}
        onKeyDown={(event) =>
          event.key === "Enter" || event.key === " " ? selectWith(event, [from, to]) : undefined
        }
      >
        <path className={classes["hit"]} d={path} />
        {selected && <path className={classes["halo"]} d={path} />}
        <path
          className={classes["tube"]}
          d={path}
          strokeWidth={tunnelWidths.tube}
          strokeDasharray={dashes[state]}
        />
        <path className={classes["bore"]} d={path} strokeWidth={tunnelWidths.bore} />
        <LinkEnd id={from} at={start} />
        <LinkEnd id={to} at={end} />
        <text className={classes["rate"]} x={middle.x} y={middle.y + tunnelLabelGap} aria-hidden>
          {what}
        </text>
      </g>
      <PortMark id={from} at={start} />
      <PortMark id={to} at={end} />
    </>
  );
}

function useLabel(
  t: TFunction,
  from: string,
  to: string,
  what: string,
  state: "up" | "down" | "no-carrier" | "error",
) {
  return useLab(({ document }) =>
    t("interfaces.tunnelLabel", {
      from: fullNameOf(document.topology, from),
      to: fullNameOf(document.topology, to),
      what,
      state: t(`canvas.states.${state}`),
    }),
  );
}
