import { IconTopologyBus } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { RecordId } from "../../shared/topology.ts";
import { bridgeFacts } from "../canvas/node-facts.ts";
import type { Rectangle } from "../gestures/rectangle.ts";
import type { OpenLab } from "../state.ts";
import { Label, shortened } from "./Label.tsx";
import { Mark } from "./Mark.tsx";
import { colourOf, usePen } from "./pen.ts";

interface BarPictureProps {
  readonly lab: OpenLab;
  readonly id: RecordId;
  readonly at: Rectangle;
}

const nameStyle = { size: 15, weight: 650 } as const;
const tagSize = 11;

/** A bridge. The places are those of BridgeNode's style sheet. */
export function BarPicture({ lab, id, at: { x, y, width, height } }: BarPictureProps) {
  const { t } = useTranslation();
  const pen = usePen();
  const { colour, font, mono, widthOf } = pen;
  const { name, state, address, stp, namespace } = bridgeFacts(lab, id);
  const tags = [namespace, stp ? "STP" : ""];
  const nameWidth = Math.min(widthOf(name, { family: font, ...nameStyle }), (width - 64) * 0.6);
  return (
    <g>
      <rect
        x={x + 0.75}
        y={y + 0.75}
        width={width - 1.5}
        height={height - 1.5}
        rx={8}
        fill={colour("--vl-card-head")}
        stroke={colour("--vl-border-strong")}
        strokeWidth={1.5}
      />
      <path
        d={`M${x + 6} ${y}h2v${height}h-2a8 8 0 0 1 -6 -8v${16 - height}a8 8 0 0 1 6 -8z`}
        fill={state === "down" ? colour("--vl-border-strong") : colourOf(pen, state)}
      />
      <IconTopologyBus
        x={x + 20}
        y={y + height / 2 - 10}
        size={20}
        stroke={1.75}
        color={colour("--vl-muted")}
      />
      <Mark state={state} x={x + 56} y={y + 19} />
      <Label x={x + 69} y={y + 19} fill="--vl-text" family={font} {...nameStyle} width={nameWidth}>
        {name}
      </Label>
      <Tags
        x={x + 77 + nameWidth}
        y={y + 19}
        right={x + width - 14}
        texts={tags.filter((text) => text !== "")}
      />
      <Label
        x={x + 50}
        y={y + 39}
        fill={address === "" ? "--vl-faint" : "--vl-muted"}
        family={address === "" ? font : mono}
        size={address === "" ? 12 : 12.5}
        width={width - 64}
      >
        {address === "" ? t("canvas.noAddress") : address}
      </Label>
    </g>
  );
}

interface TagsProps {
  readonly x: number;
  readonly y: number;
  /** They end here. */
  readonly right: number;
  readonly texts: readonly string[];
}

function Tags({ x, y, right, texts: [text, ...others] }: TagsProps) {
  const pen = usePen();
  if (text === undefined) return null;
  const style = { family: pen.font, size: tagSize };
  const shown = shortened(pen, text, right - x - 12, style);
  const width = pen.widthOf(shown, style) + 12;
  return (
    <>
      <rect
        x={x}
        y={y - 9}
        width={width}
        height={18}
        rx={4}
        fill="none"
        stroke={pen.colour("--vl-border-strong")}
      />
      <Label x={x + 6} y={y} fill="--vl-muted" {...style}>
        {shown}
      </Label>
      <Tags x={x + width + 7} y={y} right={right} texts={others} />
    </>
  );
}
