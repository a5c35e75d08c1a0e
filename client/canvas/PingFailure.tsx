import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { RecordId } from "../../shared/topology.ts";
import { nodeOf } from "../gestures/names.ts";
import { obstacleOf, type Obstacle } from "../panels/dock/obstacle.ts";
import { latestOutcome, obstacleText, targetName, type Unanswered } from "../panels/dock/ping-words.ts";
import type { ClientPing } from "../state.ts";
import { useLab, useLabShallow } from "../store.ts";
import type { Anchor } from "./anchors.ts";
import { useDrawing } from "./drawing.ts";
import { crossedBefore, drawnPath } from "./ping-path.ts";
import { above, aboveCard, below, belowCard } from "./ping-place.ts";
import classes from "./PingLayer.module.css";
import { indexOf } from "./topology-index.ts";
import { usePingPath } from "./use-ping-path.ts";

/** The way as far as it is known, and what is seen where it ends, unless that is the source itself. */
export function PingFailure({ ping }: { readonly ping: ClientPing }) {
  const obstacle = useObstacle(ping);
  const path = usePathUpTo(ping, obstacle);
  const { from } = ping.ping;
  return (
    <>
      {path !== null && (
        <svg className={classes["line"]} data-outcome="lost" aria-hidden>
          <path d={path} />
        </svg>
      )}
      {obstacle !== null && <Stop obstacle={obstacle} from={from} />}
    </>
  );
}

/** What the unanswered pings from here have met, one below the other, clear of the links of their card. */
export function PingFailures({ from }: { readonly from: RecordId }) {
  const pings = useLabShallow((lab) => lab.pings.filter(({ ping }) => ping.from === from && ping.running));
  const failing = pings?.flatMap((ping) => {
    const latest = latestOutcome(ping.events, ping.ping.intervalMs);
    return latest === null || latest.type === "reply" ? [] : [{ ping, latest }];
  });
  const at = useDrawing(({ drawing }) => drawing.rectangles[from]);
  const ends = useLabShallow(({ document }) => indexOf(document.topology).chips.get(from) ?? []);
  const leavesBelow = useDrawing(
    ({ drawing }) => ends?.some((end) => drawing.anchors[end]?.side === "bottom") === true,
  );
  if (at === undefined || failing === undefined || failing.length === 0) return null;
  return (
    <div className={classes["failures"]} style={leavesBelow ? aboveCard(at) : belowCard(at)}>
      {failing.map(({ ping, latest }) => (
        <Failure key={ping.ping.id} ping={ping} event={latest} isAlone={pings?.length === 1} />
      ))}
    </div>
  );
}

interface FailureProps {
  readonly ping: ClientPing;
  readonly event: Unanswered;
  readonly isAlone: boolean;
}

/** In the kernel's own words where it gave some; of several pings each says which one it is. */
function Failure({ ping, event, isAlone }: FailureProps) {
  const { t } = useTranslation();
  const words = useUnansweredWords(event);
  const target = useLab(({ document }) => targetName(ping.ping.to, document.topology));
  const obstacle = useObstacle(ping);
  const isHere = useIsAt(obstacle, ping.ping.from);
  return (
    <div className={classes["failure"]} data-testid="ping-failure">
      ✕ {isAlone || target === null ? "" : `${target}: `}
      {words}
      {isHere && obstacle !== null && <p>{t("dock.seen", { what: obstacleText(obstacle, t) })}</p>}
    </div>
  );
}

function useUnansweredWords(event: Unanswered): string {
  const { t } = useTranslation();
  if (event.type === "lost") return t("canvas.noAnswer");
  if (event.type === "no-address") return t("dock.noAddress");
  if (event.type === "icmp-error") return t("canvas.icmpError", { from: event.from, message: event.message });
  return event.message;
}

function useObstacle(ping: ClientPing): Obstacle | null {
  return useLabShallow((lab) => obstacleOf(lab, ping)) ?? null;
}

function useIsAt(obstacle: Obstacle | null, card: RecordId): boolean {
  return (
    useLab(({ document }) => obstacle !== null && nodeOf(document.topology, obstacle.at) === card) === true
  );
}

interface StopProps {
  readonly obstacle: Obstacle;
  readonly from: RecordId;
}

/** What stands in the way: where a port stands, or above the card or bar. At the source its own words say it. */
function Stop({ obstacle, from }: StopProps) {
  const { t } = useTranslation();
  const { at } = obstacle;
  const isAtSource = useIsAt(obstacle, from);
  const node = useLab(({ document }) => nodeOf(document.topology, at)) ?? at;
  const isPort = useLab(({ document }) => indexOf(document.topology).ports.get(node)?.includes(at)) === true;
  const anchor = useDrawing(({ drawing }) => drawing.anchors[at]);
  const card = useDrawing(({ drawing }) => drawing.rectangles[node]);
  const place = isPort && anchor !== undefined ? besidePort(anchor) : card && aboveCard(card);
  if (isAtSource || place === undefined) return null;
  return (
    <div className={classes["obstacle"]} data-testid="ping-obstacle" style={place}>
      ✕ {obstacleText(obstacle, t)}
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
