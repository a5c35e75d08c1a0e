import { useMemo } from "react";
import type { PingEvent } from "../../shared/ping.ts";
import type { PingState } from "../../shared/protocol.ts";
import type { Position } from "../../shared/topology.ts";
import { formatMilliseconds } from "../i18n/format.ts";
import { useLanguage } from "../i18n/use-language.ts";
import type { ClientPing } from "../state.ts";
import { useLab } from "../store.ts";
import type { Crossing } from "../ways-out.ts";
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
      <RoundTrip ping={ping.ping} middle={middle} ms={event.rttMs} />
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
  readonly ping: PingState;
  readonly middle: Position | null;
  readonly ms: number;
}

/** Several pings of one target end on one link: their words stand below each other. */
const lineHeight = 28;

/** On the last of the links it crosses; above the source when the answer came over a way that is not drawn. */
function RoundTrip({ ping, middle, ms }: RoundTripProps) {
  const language = useLanguage();
  const at = useDrawing(({ drawing }) => drawing.rectangles[ping.from]);
  const line =
    useLab(({ pings }) => {
      const own = pings.findIndex((other) => other.ping.id === ping.id);
      return pings.slice(0, own).filter((other) => other.ping.running && isSameTarget(other.ping, ping))
        .length;
    }) ?? 0;
  if (at === undefined) return null;
  const style = middle === null ? aboveCard(at) : above({ x: middle.x, y: middle.y + line * lineHeight });
  return (
    <div className={classes["rtt"]} data-testid="ping-rtt" style={style}>
      {formatMilliseconds(ms, language)}
    </div>
  );
}

function isSameTarget({ to: a }: PingState, { to: b }: PingState): boolean {
  return "host" in a ? "host" in b && a.host === b.host : "namespace" in b && a.namespace === b.namespace;
}

function useWay(ping: ClientPing): { path: string | null; middle: Position | null } {
  const way = usePingPath(ping);
  const topology = useLab(({ document }) => document.topology);
  const drawing = useDrawing((state) => state.drawing);
  const { from } = ping.ping;
  return useMemo(() => {
    if (topology === undefined || way?.isWhole !== true) return { path: null, middle: null };
    const path = drawnPath(drawing, from, way.crossings, topology);
    return { path, middle: middleOfLast(drawing, way.crossings) };
  }, [topology, drawing, from, way]);
}

/** Of the last link it crosses: pings from one card to several end apart. */
function middleOfLast({ anchors }: Drawing, crossings: readonly Crossing[]): Position | null {
  const crossing = crossings.at(-1);
  const start = anchors[crossing?.from ?? ""];
  const end = anchors[crossing?.to ?? ""];
  return start === undefined || end === undefined ? null : linkMiddle(start, end);
}
