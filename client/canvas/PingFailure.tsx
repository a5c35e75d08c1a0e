import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { PingEvent } from "../../shared/ping.ts";
import type { RecordId } from "../../shared/topology.ts";
import { nodeOf } from "../gestures/names.ts";
import { obstacleOf, type Obstacle } from "../panels/dock/obstacle.ts";
import { obstacleText } from "../panels/dock/ping-words.ts";
import type { ClientPing } from "../state.ts";
import { useLab, useLabShallow } from "../store.ts";
import type { Anchor } from "./anchors.ts";
import { useDrawing } from "./drawing.ts";
import { crossedBefore, drawnPath } from "./ping-path.ts";
import { above, aboveCard, below } from "./ping-place.ts";
import classes from "./PingLayer.module.css";
import { indexOf } from "./topology-index.ts";
import { usePingPath } from "./use-ping-path.ts";

interface PingFailureProps {
  readonly ping: ClientPing;
  readonly event: Exclude<PingEvent, { type: "reply" | "target" | "end" }>;
}

/** At the source, in the kernel's own words where it gave some; and where the way ends, what is seen there. */
export function PingFailure({ ping, event }: PingFailureProps) {
  const { t } = useTranslation();
  const { from } = ping.ping;
  const at = useDrawing(({ drawing }) => drawing.rectangles[from]);
  const obstacle = useLabShallow((lab) => obstacleOf(lab, ping)) ?? null;
  const path = usePathUpTo(ping, obstacle);
  const isThere = useLab(
    ({ document }) => obstacle !== null && nodeOf(document.topology, obstacle.at) === from,
  );
  if (at === undefined) return null;
  const seen = obstacle === null ? null : obstacleText(obstacle, t);
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
        {isThere === true && seen !== null && <p>{t("dock.seen", { what: seen })}</p>}
      </div>
      {isThere !== true && obstacle !== null && <Stop at={obstacle.at} words={seen ?? ""} />}
    </>
  );
}

interface StopProps {
  readonly at: RecordId;
  readonly words: string;
}

/** What stands in the way: where a port stands, or above the card or bar. */
function Stop({ at, words }: StopProps) {
  const node = useLab(({ document }) => nodeOf(document.topology, at)) ?? at;
  const isPort = useLab(({ document }) => indexOf(document.topology).ports.get(node)?.includes(at)) === true;
  const anchor = useDrawing(({ drawing }) => drawing.anchors[at]);
  const card = useDrawing(({ drawing }) => drawing.rectangles[node]);
  const place = isPort && anchor !== undefined ? besidePort(anchor) : card && aboveCard(card);
  if (place === undefined) return null;
  return (
    <div className={classes["obstacle"]} data-testid="ping-obstacle" style={place}>
      ✕ {words}
    </div>
  );
}

/** Clear of the mark that stands there. */
const markRoom = 30;

function besidePort({ x, y, side }: Anchor) {
  return side === "bottom" ? below({ x, y: y + markRoom }) : above({ x, y: y - markRoom });
}

/** The way as far as it is known and nothing stands in it. */
function usePathUpTo(ping: ClientPing, obstacle: Obstacle | null): string | null {
  const way = usePingPath(ping);
  const topology = useLab(({ document }) => document.topology);
  const drawing = useDrawing((state) => state.drawing);
  const { from } = ping.ping;
  const at = obstacle?.at ?? null;
  return useMemo(() => {
    if (topology === undefined || way === null) return null;
    const crossings = at === null ? way.crossings : crossedBefore(topology, way.crossings, at);
    return drawnPath(drawing, from, crossings, topology);
  }, [topology, drawing, from, way, at]);
}
