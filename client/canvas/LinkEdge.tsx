import type { Edge, EdgeProps } from "@xyflow/react";
import { memo } from "react";
import { useTranslation } from "react-i18next";
import { isInterface, type RecordId } from "../../shared/topology.ts";
import { fullNameOf } from "../gestures/names.ts";
import { isStandby } from "../bonds.ts";
import { formatRate } from "../i18n/format.ts";
import { useLanguage } from "../i18n/use-language.ts";
import type { OpenLab } from "../state.ts";
import { useLab, useLabShallow, useStore } from "../store.ts";
import { linkMiddle, linkPath } from "./link-path.ts";
import { stateOfLink, type DrawnState } from "./interface-facts.ts";
import { LinkFrame } from "./LinkFrame.tsx";
import { dashes, qualityGap } from "./link-style.ts";
import { linkQuality } from "./quality-facts.ts";
import { loopOf } from "./loops.ts";
import type { LinkData } from "./edges.ts";
import classes from "./LinkEdge.module.css";

/** A veth pair, drawn from interface to interface. */
export const LinkEdge = memo(function LinkEdge({ data }: EdgeProps<Edge<LinkData, "link">>) {
  return data === undefined ? null : <Link {...data} />;
});

function Link(data: LinkData) {
  const { from, to, start, end } = data;
  const { t } = useTranslation();
  const state = useLab((lab) => stateOfLink(lab, from, to)) ?? "error";
  const [rx, tx] = useLabShallow((lab) => ratesOf(lab, from)) ?? [0, 0];
  const fromName = useLab(({ document }) => fullNameOf(document.topology, from)) ?? "";
  const toName = useLab(({ document }) => fullNameOf(document.topology, to)) ?? "";
  const isSelected = useStore(({ selection }) => selection.has(from) || selection.has(to));
  const waits = useLab((lab) => isStandby(lab, from) || isStandby(lab, to)) ?? false;
  const isOnLoop = useLab(({ document }) => loopOf(document.topology, from) !== undefined) ?? false;
  const quality = useLab(({ document }) => linkQuality(t, document.topology, data)) ?? "";
  const label = [
    t("canvas.linkLabel", { from: fromName, to: toName, state: t(`canvas.states.${state}`) }),
    ...(quality === "" ? [] : [quality]),
    ...(waits ? [t("interfaces.standsBy")] : []),
    ...(isOnLoop ? [t("canvas.loopShort")] : []),
  ].join(", ");
  const path = linkPath(start, end);
  return (
    <LinkFrame
      ends={data}
      sort="link"
      state={state}
      label={label}
      isSelected={isSelected}
      path={path}
      middle={
        <Middle
          state={state}
          isOnLoop={isOnLoop}
          quality={quality}
          at={linkMiddle(start, end)}
          bitsPerSecond={rx + tx}
        />
      }
    >
      <path
        className={classes["line"]}
        data-standby={waits || undefined}
        d={path}
        strokeDasharray={dashes[state]}
        style={{ strokeWidth: widthOf(rx + tx) }}
      />
    </LinkFrame>
  );
}

/** A ping a second stays below it. */
const worthAWord = 10_000;

interface MiddleProps {
  readonly state: DrawnState;
  readonly isOnLoop: boolean;
  readonly quality: string;
  readonly at: { readonly x: number; readonly y: number };
  readonly bitsPerSecond: number;
}

/** A mark where something is wrong or will be; what the link does to packets; the rate where there is traffic worth a word. */
function Middle({ state, isOnLoop, quality, at, bitsPerSecond }: MiddleProps) {
  const language = useLanguage();
  const place = `translate(${at.x} ${at.y})`;
  if (state === "error") {
    return (
      <g className={classes["cross"]} transform={place} aria-hidden>
        <circle r={9} />
        <path d="M-4-4 4 4M4-4-4 4" />
      </g>
    );
  }
  return (
    <g transform={place} aria-hidden>
      {isOnLoop && <LoopSign />}
      {quality !== "" && (
        <text className={classes["quality"]} dy={qualityGap} data-testid="link-quality">
          {quality}
        </text>
      )}
      {bitsPerSecond >= worthAWord && (
        <text className={classes["rate"]} dy={quality === "" ? 20 : 34}>
          {formatRate(bitsPerSecond, language)}
        </text>
      )}
    </g>
  );
}

/** An arrow that bites its tail. */
function LoopSign() {
  return (
    <g className={classes["loop"]} data-testid="loop-sign">
      <circle r={9} />
      <path d="M2.8-2.8A4 4 0 1 0 3.9 1M3.2-5.2V-2.6H.6" />
    </g>
  );
}

/** Rounded to two figures: a link is not drawn again for every bit. */
function ratesOf(lab: OpenLab, id: RecordId): [number, number] {
  const record = lab.document.topology[id];
  const owner = isInterface(record) ? lab.document.topology[record.namespace] : undefined;
  if (!isInterface(record) || owner?.kind !== "namespace") return [0, 0];
  const traffic = lab.traffic[owner.name]?.[record.name];
  if (traffic === undefined) return [0, 0];
  return [Number(traffic.rxBitsPerSecond.toPrecision(2)), Number(traffic.txBitsPerSecond.toPrecision(2))];
}

/** From 1 kbit/s, a pixel and a bit for every ten times more. */
function widthOf(bitsPerSecond: number): number {
  return 2.5 + (bitsPerSecond < 1000 ? 0 : Math.min(8, 1.2 * (Math.log10(bitsPerSecond) - 2)));
}
