import { ViewportPortal } from "@xyflow/react";
import { memo, useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { PingEvent } from "../../shared/ping.ts";
import type { Position } from "../../shared/topology.ts";
import { formatMilliseconds } from "../i18n/format.ts";
import { useLanguage } from "../i18n/use-language.ts";
import type { Rectangle } from "../gestures/rectangle.ts";
import type { ClientPing } from "../state.ts";
import { useLab, useLabShallow } from "../store.ts";
import { useDrawing } from "./drawing.ts";
import { linkMiddle } from "./link-path.ts";
import { lastWord } from "../panels/dock/ping-words.ts";
import { pathTo, type Crossing } from "../ping-way.ts";
import { drawnPath } from "./ping-path.ts";
import type { Drawing } from "./to-flow.ts";
import classes from "./PingLayer.module.css";

/** Every running ping, along the links it really takes. */
export function PingLayer() {
  const ids = useLabShallow((lab) => lab.pings.filter(({ ping }) => ping.running).map(({ ping }) => ping.id));
  return (
    <ViewportPortal>
      {ids?.map((id) => (
        <PingTrace key={id} id={id} />
      ))}
    </ViewportPortal>
  );
}

const PingTrace = memo(function PingTrace({ id }: { readonly id: string }) {
  const ping = useLab((lab) => lab.pings.find((other) => other.ping.id === id));
  return ping === undefined ? null : <Trace ping={ping} />;
});

function Trace({ ping }: { readonly ping: ClientPing }) {
  const { from } = ping.ping;
  const latest = latestOutcome(ping);
  const { path, middle } = useWay(ping);
  if (latest === null) return null;
  if (latest.type !== "reply") return <Failure from={from} event={latest} path={path} />;
  return (
    <>
      {path !== null && (
        <svg className={classes["line"]} data-outcome="reply" aria-hidden>
          <path d={path} />
        </svg>
      )}
      {path !== null && <Dot key={latest.sequence} path={path} />}
      <RoundTrip from={from} middle={middle} ms={latest.rttMs} />
    </>
  );
}

type Outcome = Exclude<PingEvent, { type: "target" | "end" }>;

function latestOutcome({ ping, events }: ClientPing): Outcome | null {
  const last = lastWord(events, ping.intervalMs);
  return last === undefined || last.type === "target" || last.type === "end" ? null : last;
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

function aboveCard(at: Rectangle): { transform: string } {
  return above({ x: at.x + at.width / 2, y: at.y });
}

function above({ x, y }: Position): { transform: string } {
  return { transform: `translate(${x}px, ${y - 8}px) translate(-50%, -100%)` };
}

interface FailureProps {
  readonly from: string;
  readonly event: Exclude<Outcome, { type: "reply" }>;
  readonly path: string | null;
}

/** At the source, in the kernel's own words where it gave some. */
function Failure({ from, event, path }: FailureProps) {
  const { t } = useTranslation();
  const at = useDrawing(({ drawing }) => drawing.rectangles[from]);
  if (at === undefined) return null;
  const words =
    event.type === "lost"
      ? t("canvas.noAnswer")
      : event.type === "icmp-error"
        ? t("canvas.icmpError", { from: event.from, message: event.message })
        : event.type === "no-address"
          ? t("dock.noAddress")
          : event.message;
  return (
    <>
      {path !== null && (
        <svg className={classes["line"]} data-outcome="lost" aria-hidden>
          <path d={path} />
        </svg>
      )}
      <div className={classes["failure"]} data-testid="ping-failure" style={aboveCard(at)}>
        ✕ {words}
      </div>
    </>
  );
}

interface Way {
  readonly path: string | null;
  readonly middle: Position | null;
}

function useWay({ ping, events }: ClientPing): Way {
  const target = events.findLast((event) => event.type === "target")?.address;
  const address = target ?? ("host" in ping.to ? ping.to.host : null);
  const lab = useLabShallow(({ document, observed }) => ({ document, observed }));
  const drawing = useDrawing((state) => state.drawing);
  const crossings = useMemo(
    () => (lab === undefined || address === null ? null : pathTo(lab, ping.from, address)),
    [lab, ping.from, address],
  );
  return useMemo(() => {
    if (lab === undefined || crossings === null) return { path: null, middle: null };
    const path = drawnPath(drawing, ping.from, crossings, lab.document.topology);
    return { path, middle: middleOfWay(drawing, crossings) };
  }, [lab, drawing, ping.from, crossings]);
}

function middleOfWay(drawing: Drawing, crossings: readonly Crossing[]): Position | null {
  const crossing = crossings[Math.floor((crossings.length - 1) / 2)];
  const start = drawing.anchors[crossing?.from ?? ""];
  const end = drawing.anchors[crossing?.to ?? ""];
  return start === undefined || end === undefined ? null : linkMiddle(start, end);
}
