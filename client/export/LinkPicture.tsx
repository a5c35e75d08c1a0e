import { useTranslation } from "react-i18next";
import type { RecordId } from "../../shared/topology.ts";
import type { Anchor } from "../canvas/anchors.ts";
import { stateOfLink } from "../canvas/interface-facts.ts";
import { labelGap } from "../canvas/label-sides.ts";
import { linkMiddle, linkPath } from "../canvas/link-path.ts";
import { dashes, qualityGap } from "../canvas/link-style.ts";
import { linkQuality } from "../canvas/quality-facts.ts";
import { endFacts } from "../canvas/node-facts.ts";
import type { LinkData } from "../canvas/edges.ts";
import type { OpenLab } from "../state.ts";
import { Label } from "./Label.tsx";
import { colourOf, usePen } from "./pen.ts";

export interface LinkPictureProps extends Pick<LinkData, "from" | "to" | "start" | "end"> {
  readonly lab: OpenLab;
}

/** A link with its ends and their names. How much traffic there is at the moment is no matter of a picture. */
export function LinkPicture({ lab, from, to, start, end }: LinkPictureProps) {
  const pen = usePen();
  const { t } = useTranslation();
  const quality = linkQuality(t, lab.document.topology, { from, to, start, end });
  const state = stateOfLink(lab, from, to);
  const stroke = colourOf(pen, state);
  const { x, y } = linkMiddle(start, end);
  return (
    <g>
      <path
        d={linkPath(start, end)}
        fill="none"
        stroke={stroke}
        strokeWidth={2.5}
        strokeLinecap="round"
        strokeDasharray={dashes[state]}
      />
      <EndPicture lab={lab} id={from} at={start} />
      <EndPicture lab={lab} id={to} at={end} />
      {quality !== "" && state !== "error" && (
        <Label
          x={x}
          y={y + qualityGap - 4}
          anchor="middle"
          fill="--vl-no-carrier"
          family={pen.font}
          size={12}
          weight={600}
        >
          {quality}
        </Label>
      )}
      {state === "error" && (
        <>
          <circle cx={x} cy={y} r={9} fill={pen.colour("--vl-card")} stroke={stroke} strokeWidth={2} />
          <path
            d={`M${x - 4} ${y - 4}l8 8m0 -8l-8 8`}
            stroke={stroke}
            strokeWidth={2.5}
            strokeLinecap="round"
          />
        </>
      )}
    </g>
  );
}

interface EndPictureProps {
  readonly lab: OpenLab;
  readonly id: RecordId;
  readonly at: Anchor;
}

export function EndPicture({ lab, id, at }: EndPictureProps) {
  const pen = usePen();
  const { x, y, side, label } = at;
  const { name, address, isPort, isDetached, portState, state } = endFacts(lab, id);
  const isOpen = isDetached || state === "down" || portState === "disabled" || portState === "blocking";
  const isWaiting = portState === "listening" || portState === "learning" || portState === "blocking";
  const colour = isWaiting
    ? pen.colour("--vl-no-carrier")
    : colourOf(pen, portState === "disabled" ? "down" : state);
  const card = pen.colour("--vl-card");
  const paint = { fill: isOpen ? card : colour, stroke: isOpen ? colour : card, strokeWidth: 2 };
  const away = side === "bottom" ? 1 : -1;
  const text = {
    x: label === "left" ? x - labelGap : x + labelGap,
    anchor: label === "left" ? ("end" as const) : ("start" as const),
    family: pen.mono,
    size: 12,
  };
  return (
    <>
      {isPort ? (
        <rect x={x - 5.5} y={y - 5.5} width={11} height={11} rx={2} {...paint} />
      ) : (
        <circle cx={x} cy={y} r={5} {...paint} />
      )}
      {portState === "blocking" && (
        <path d={`M${x - 3} ${y - 3}l6 6m0 -6l-6 6`} stroke={colour} strokeWidth={2} />
      )}
      {label !== null && (
        <Label y={y + away * 12} fill="--vl-muted" {...text}>
          {name}
        </Label>
      )}
      {label !== null && address !== "" && (
        <Label y={y + away * 26} fill="--vl-text" {...text}>
          {address}
        </Label>
      )}
    </>
  );
}
