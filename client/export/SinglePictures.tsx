import { IconWorld } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { isInterface } from "../../shared/topology.ts";
import { stateOf, stateOfLink } from "../canvas/interface-facts.ts";
import { pathOf } from "../canvas/curves.ts";
import type { OutsideData, TunnelData } from "../canvas/edges.ts";
import { linkPath } from "../canvas/link-path.ts";
import { dashes, lowerLine, outsideSize, tunnelWidths } from "../canvas/link-style.ts";
import { lowerLabel } from "../canvas/lower-label.ts";
import { tunnelWords } from "../canvas/tunnel-words.ts";
import type { OpenLab } from "../state.ts";
import { Label } from "./Label.tsx";
import { EndPicture, type LinkPictureProps } from "./LinkPicture.tsx";
import { colourOf, usePen } from "./pen.ts";

/** Lines of interfaces that are one record by themselves. */

interface TunnelPictureProps extends Pick<TunnelData, "from" | "to" | "start" | "end" | "curves" | "words"> {
  readonly lab: OpenLab;
}

/** Its words stand over the links that it goes through: `TunnelWords`. */
export function TunnelPicture({ lab, from, to, start, end, curves }: TunnelPictureProps) {
  const pen = usePen();
  const state = stateOfLink(lab, from, to);
  const line = { d: pathOf(curves), fill: "none" };
  return (
    <g>
      <path
        {...line}
        stroke={colourOf(pen, state)}
        strokeWidth={tunnelWidths.tube}
        strokeDasharray={dashes[state]}
      />
      <path {...line} stroke={pen.colour("--vl-surface")} strokeWidth={tunnelWidths.bore} />
      {start !== null && <EndPicture lab={lab} id={from} at={start} />}
      {end !== null && <EndPicture lab={lab} id={to} at={end} />}
    </g>
  );
}

export function TunnelWords({ lab, from, words }: TunnelPictureProps) {
  const { t } = useTranslation();
  const pen = usePen();
  if (words === null) return null;
  return (
    <Label
      x={words.x}
      y={words.y - 4}
      fill="--vl-text"
      anchor={words.anchor}
      family={pen.font}
      size={12}
      weight={600}
    >
      {tunnelWords(t, lab, from)}
    </Label>
  );
}

export function LowerPicture({ lab, from, to, start, end }: LinkPictureProps) {
  const { t } = useTranslation();
  const pen = usePen();
  const record = lab.document.topology[to];
  const label = lowerLabel(start, end);
  return (
    <g>
      <path
        d={linkPath(start, end)}
        fill="none"
        stroke={colourOf(pen, stateOf(lab, from))}
        strokeWidth={lowerLine.width}
        strokeDasharray={lowerLine.dashes}
        strokeLinecap="round"
      />
      {label !== null && isInterface(record) && (
        <Label
          x={label.x}
          y={label.y - 4}
          fill="--vl-muted"
          anchor={label.anchor}
          family={pen.mono}
          size={12}
        >
          {t("interfaces.onLower", { name: record.name })}
        </Label>
      )}
    </g>
  );
}

export function OutsidePicture({ lab, from, start, end }: OutsideData & { readonly lab: OpenLab }) {
  const { t } = useTranslation();
  const pen = usePen();
  const state = stateOf(lab, from);
  const { radius, icon, wordsGap } = outsideSize;
  return (
    <g>
      <path
        d={`M${start.x} ${start.y} L${end.x} ${end.y}`}
        stroke={colourOf(pen, state)}
        strokeWidth={2.5}
        strokeDasharray={dashes[state]}
      />
      <circle cx={end.x} cy={end.y} r={radius} fill={pen.colour("--vl-card")} stroke={colourOf(pen, state)} />
      <IconWorld
        x={end.x - icon / 2}
        y={end.y - icon / 2}
        size={icon}
        stroke={1.5}
        color={pen.colour("--vl-text")}
      />
      <Label x={end.x} y={end.y + wordsGap - 4} fill="--vl-muted" anchor="middle" family={pen.mono} size={12}>
        {t("interfaces.outside")}
      </Label>
    </g>
  );
}
