import { IconBox, IconCpu, IconDeviceDesktop, IconRoute2 } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { ObservedInterface } from "../../shared/observed.ts";
import {
  isInterface,
  isSingle,
  type NamespaceRecord,
  type RecordId,
  type SingleRecord,
} from "../../shared/topology.ts";
import { card } from "../canvas/geometry.ts";
import { strangerDetail, strangersOf, strangerState } from "../canvas/strangers.ts";
import { addressesOf, loopbackState, stateOf } from "../canvas/interface-facts.ts";
import { kindOf } from "../canvas/node-facts.ts";
import { indexOf } from "../canvas/topology-index.ts";
import type { Rectangle } from "../gestures/rectangle.ts";
import { kindLooks } from "../panels/inspector/interface-kinds/index.ts";
import type { OpenLab } from "../state.ts";
import { Label } from "./Label.tsx";
import { Mark } from "./Mark.tsx";
import { usePen } from "./pen.ts";

interface CardPictureProps {
  readonly lab: OpenLab;
  readonly record: NamespaceRecord;
  readonly at: Rectangle;
}

const icons = {
  host: IconDeviceDesktop,
  router: IconRoute2,
  namespace: IconBox,
  container: IconCpu,
} as const;
const head = card.head - 2;
const loopbackWidth = 46;

/** A namespace. The places are those of NamespaceNode's style sheet. */
export function CardPicture({ lab, record, at }: CardPictureProps) {
  const { t } = useTranslation();
  const pen = usePen();
  const { colour, font } = pen;
  const { x, y, width } = at;
  const kind = kindOf(lab, record.id);
  const Icon = icons[kind];
  const chips = indexOf(lab.document.topology).chips.get(record.id) ?? [];
  const name = kind === "host" ? t("canvas.host") : record.name;
  return (
    <g>
      <Frame at={at} isDouble={kind === "host"} />
      <path d={`M${x + 1} ${y + head}h${width - 2}`} stroke={colour("--vl-border")} />
      <Icon
        x={x + 11}
        y={y + head / 2 - 9}
        size={18}
        stroke={1.75}
        color={colour(kind === "router" ? "--vl-accent" : "--vl-muted")}
      />
      <Label
        x={x + 37}
        y={y + head / 2 + 0.5}
        fill="--vl-text"
        family={font}
        size={15}
        weight={650}
        width={width - 37 - loopbackWidth - 18}
      >
        {name}
      </Label>
      <Loopback lab={lab} id={record.id} x={x + width - loopbackWidth - 9} y={y + head / 2} />
      {chips.map((chip, row) => (
        <Chip key={chip} lab={lab} id={chip} at={at} row={row} />
      ))}
      {strangersOf(lab, record.id).map((seen, index) => (
        <Stranger key={seen.name} seen={seen} at={at} row={chips.length + index} />
      ))}
    </g>
  );
}

/** The lab's host has a double line around it. */
function Frame({
  at: { x, y, width, height },
  isDouble,
}: {
  readonly at: Rectangle;
  readonly isDouble: boolean;
}) {
  const { colour } = usePen();
  const line = { fill: "none", stroke: colour("--vl-border-strong"), strokeWidth: 1.5 };
  return (
    <>
      <rect x={x} y={y} width={width} height={height} rx={10} fill={colour("--vl-card")} />
      <path
        d={`M${x} ${y + head}v${10 - head}a10 10 0 0 1 10 -10h${width - 20}a10 10 0 0 1 10 10v${head - 10}z`}
        fill={colour("--vl-card-head")}
      />
      <rect x={x + 0.75} y={y + 0.75} width={width - 1.5} height={height - 1.5} rx={9.5} {...line} />
      {isDouble && <rect x={x + 3.5} y={y + 3.5} width={width - 7} height={height - 7} rx={7} {...line} />}
    </>
  );
}

interface LoopbackProps {
  readonly lab: OpenLab;
  readonly id: RecordId;
  readonly x: number;
  readonly y: number;
}

function Loopback({ lab, id, x, y }: LoopbackProps) {
  const { colour, mono } = usePen();
  return (
    <>
      <rect
        x={x}
        y={y - 12}
        width={loopbackWidth}
        height={24}
        rx={12}
        fill={colour("--vl-card")}
        stroke={colour("--vl-border")}
      />
      <Mark state={loopbackState(lab, id)} x={x + 14} y={y} />
      <Label x={x + 24} y={y} fill="--vl-muted" family={mono} size={12}>
        lo
      </Label>
    </>
  );
}

interface ChipProps {
  readonly lab: OpenLab;
  readonly id: RecordId;
  readonly at: Rectangle;
  readonly row: number;
}

function Chip({ lab, id, at, row }: ChipProps) {
  const pen = usePen();
  const record = lab.document.topology[id];
  if (!isInterface(record)) return null;
  const y = at.y + card.head + (row + 0.5) * card.chip + card.padding / 2;
  const state = stateOf(lab, id);
  const text = { family: pen.mono, size: 13 };
  const name = { ...text, weight: 600 };
  const left = at.x + 30 + (isSingle(record) ? kindWidth : 0);
  const nameWidth = Math.min(pen.widthOf(record.name, name), pen.widthOf("0".repeat(9), name));
  const [first = "–", ...more] = addressesOf(lab, record);
  const rest = more.length === 0 ? "" : ` +${more.length}`;
  const right = at.x + at.width - 11;
  const restWidth = pen.widthOf(rest, text);
  return (
    <>
      <Mark state={state} x={at.x + 17.5} y={y} />
      {isSingle(record) && <KindPicture record={record} x={at.x + 30} y={y} />}
      <Label x={left} y={y} fill="--vl-text" {...name} width={nameWidth}>
        {record.name}
      </Label>
      <Label
        x={right - restWidth}
        y={y}
        fill="--vl-muted"
        anchor="end"
        {...text}
        width={right - restWidth - left - 7 - nameWidth}
        struck={state === "down" || state === "error"}
      >
        {first}
      </Label>
      {rest !== "" && (
        <Label x={right} y={y} fill="--vl-faint" anchor="end" {...text}>
          {rest.trim()}
        </Label>
      )}
    </>
  );
}

/** An icon and what is between it and the name. */
const kindWidth = 21;

function KindPicture({
  record,
  x,
  y,
}: {
  readonly record: SingleRecord;
  readonly x: number;
  readonly y: number;
}) {
  const { colour } = usePen();
  const Icon = kindLooks[record.kind].icon;
  return <Icon x={x} y={y - 7} size={14} stroke={1.75} color={colour("--vl-accent")} />;
}

interface StrangerProps {
  readonly seen: ObservedInterface;
  readonly at: Rectangle;
  readonly row: number;
}

function Stranger({ seen, at, row }: StrangerProps) {
  const pen = usePen();
  const y = at.y + card.head + (row + 0.5) * card.chip + card.padding / 2;
  const text = { family: pen.mono, size: 13 };
  const nameWidth = pen.widthOf("0".repeat(9), text);
  const right = at.x + at.width - 11;
  return (
    <>
      <Mark state={strangerState(seen)} x={at.x + 17.5} y={y} />
      <Label x={at.x + 30} y={y} fill="--vl-muted" {...text} width={nameWidth}>
        {seen.name}
      </Label>
      <Label x={right} y={y} fill="--vl-muted" anchor="end" {...text} width={right - at.x - 37 - nameWidth}>
        {strangerDetail(seen)}
      </Label>
    </>
  );
}
