import { useMemo } from "react";
import type { PingEvent } from "../../shared/ping.ts";
import type { Position } from "../../shared/topology.ts";
import { formatMilliseconds } from "../i18n/format.ts";
import { useLanguage } from "../i18n/use-language.ts";
import type { ClientPing } from "../state.ts";
import { useLab } from "../store.ts";
import type { Crossing } from "../switching.ts";
import { useDrawing } from "./drawing.ts";
import { linkMiddle } from "./link-path.ts";
import { drawnPath } from "./ping-path.ts";
import { above, aboveCard } from "./ping-place.ts";
import classes from "./PingLayer.module.css";
import type { Drawing } from "./to-flow.ts";
import { usePingPath } from "./use-ping-path.ts";

interface PingReplyProps {
  readonly ping: ClientPing;
  readonly event: Extract<PingEvent, { type: "reply" }>;
}

export function PingReply({ ping, event }: PingReplyProps) {
  const { path, middle } = useWay(ping);
  return (
    <>
      {path !== null && (
        <svg className={classes["line"]} data-outcome="reply" aria-hidden>
          <path d={path} />
        </svg>
      )}
      {path !== null && <Dot key={event.sequence} path={path} />}
      <RoundTrip from={ping.ping.from} middle={middle} ms={event.rttMs} />
    </>
  );
}

/** There and back, once for every reply. */
function Dot({ path }: { readonly path: string }) {
  return (
    <div
      className={classes["dot"]}
      data-testid="ping-dot"
      style={{ offsetPath: `path("${path}")` }}
      aria-hidden
    />
  );
}

interface RoundTripProps {
  readonly from: string;
  readonly middle: Position | null;
  readonly ms: number;
}

/** On the middle one of the links it crosses; above the source when the answer came over a way that is not drawn. */
function RoundTrip({ from, middle, ms }: RoundTripProps) {
  const language = useLanguage();
  const at = useDrawing(({ drawing }) => drawing.rectangles[from]);
  if (at === undefined) return null;
  const style = middle === null ? aboveCard(at) : above(middle);
  return (
    <div className={classes["rtt"]} data-testid="ping-rtt" style={style}>
      {formatMilliseconds(ms, language)}
    </div>
  );
}

function useWay(ping: ClientPing): { path: string | null; middle: Position | null } {
  const way = usePingPath(ping);
  const topology = useLab(({ document }) => document.topology);
  const drawing = useDrawing((state) => state.drawing);
  const { from } = ping.ping;
  return useMemo(() => {
    if (topology === undefined || way?.isWhole !== true) return { path: null, middle: null };
    const path = drawnPath(drawing, from, way.crossings, topology);
    return { path, middle: middleOfWay(drawing, way.crossings) };
  }, [topology, drawing, from, way]);
}

function middleOfWay(drawing: Drawing, crossings: readonly Crossing[]): Position | null {
  const crossing = crossings[Math.floor((crossings.length - 1) / 2)];
  const start = drawing.anchors[crossing?.from ?? ""];
  const end = drawing.anchors[crossing?.to ?? ""];
  return start === undefined || end === undefined ? null : linkMiddle(start, end);
}
