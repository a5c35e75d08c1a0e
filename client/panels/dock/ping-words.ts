import type { TFunction } from "i18next";
import type { PingEvent, PingTarget } from "../../../shared/ping.ts";
import type { RecordId, Topology } from "../../../shared/topology.ts";
import { formatMilliseconds, formatRtt } from "../../i18n/format.ts";
import type { Language } from "../../i18n/languages.ts";
import type { Obstacle } from "./obstacle.ts";

/** What became of one packet: its RTT, or null when it was lost or refused. */
export interface PingOutcome {
  readonly sequence: number;
  readonly rttMs: number | null;
}

/** The last packets in the order they were sent. A late reply replaces a loss. */
export function outcomesOf(events: readonly PingEvent[], limit: number): readonly PingOutcome[] {
  const outcomes = new Map<number, number | null>();
  for (const event of events) {
    if (event.type === "target" || event.type === "end") continue;
    if (event.type === "reply") outcomes.set(event.sequence, outcomes.get(event.sequence) ?? event.rttMs);
    else if (!outcomes.has(event.sequence)) outcomes.set(event.sequence, null);
  }
  return [...outcomes].slice(-limit).map(([sequence, rttMs]) => ({ sequence, rttMs }));
}

/** How a stream is doing, in one word. */
export function pingState(running: boolean, outcomes: readonly PingOutcome[]) {
  if (!running) return "stopped";
  const last = outcomes.at(-1);
  if (last === undefined) return "waiting";
  return last.rttMs === null ? "silent" : "answering";
}

/** ping(8)'s and the kernel's words where they have any; ours for silence. */
export function eventText(event: PingEvent, intervalMs: number, t: TFunction, language: Language): string {
  if (event.type === "target") return `→ ${event.address}`;
  if (event.type === "lost") {
    return t("dock.lost", { sequence: event.sequence, interval: formatMilliseconds(intervalMs, language) });
  }
  if (event.type === "end") {
    const why = t(`dock.end.${event.reason}`);
    return event.message === undefined ? why : `${why}: ${event.message}`;
  }
  const packet = `icmp_seq=${event.sequence}`;
  if (event.type === "no-address") return `${packet} ${t("dock.noAddress")}`;
  if (event.type === "icmp-error") return `From ${event.from}: ${packet} ${event.message}`;
  if (event.type === "local-error") return `${packet} ${event.message}`;
  const time = formatRtt(event.rttMs, language);
  return `${event.from}: ${packet} ttl=${event.ttl} time=${time} ms${event.duplicate ? " (DUP!)" : ""}`;
}

/** What is seen now, and claimed to be no more than that. */
export function obstacleText(obstacle: Obstacle, t: TFunction): string {
  const named = { address: "", family: "", bridge: "", ...obstacle };
  return t(`dock.obstacles.${obstacle.type}`, named);
}

/**
 * The kernel tries a neighbour for about three seconds before it calls it unreachable, and tells of several packets at
 * once: until the next such word has come the last one holds.
 */
const icmpErrorHoldsMs = 7000;

/** The event worth showing: a target alone says nothing once packets went there, nor does silence while an error holds. */
export function lastWord(events: readonly PingEvent[], intervalMs: number): PingEvent | undefined {
  const last = events.findLast((event) => event.type !== "target") ?? events.at(-1);
  if (last?.type !== "lost") return last;
  const said = events.findLast((event) => event.type === "icmp-error" || event.type === "reply");
  const holds =
    said?.type === "icmp-error" && (last.sequence - said.sequence) * intervalMs <= icmpErrorHoldsMs;
  return holds ? said : last;
}

/** What a packet can come to without an answer. */
export type Unanswered = Exclude<PingEvent, { type: "reply" | "target" | "end" }>;

/** The last word on what became of a packet; null before the first and after the last. */
export function latestOutcome(
  events: readonly PingEvent[],
  intervalMs: number,
): Extract<PingEvent, { type: "reply" }> | Unanswered | null {
  const last = lastWord(events, intervalMs);
  return last === undefined || last.type === "target" || last.type === "end" ? null : last;
}

export function targetName(target: PingTarget, topology: Topology): string | null {
  if ("host" in target) return target.host;
  return namespaceName(target.namespace, topology);
}

export function namespaceName(id: RecordId, topology: Topology): string | null {
  const record = topology[id];
  return record?.kind === "namespace" ? record.name : null;
}

/** What a person typed as a target: a namespace of the lab by its name, else an address or a host name. */
export function parseTarget(text: string, family: "ipv4" | "ipv6" | null, topology: Topology): PingTarget {
  const typed = text.trim();
  for (const record of Object.values(topology)) {
    if (record.kind === "namespace" && record.name === typed) {
      return { namespace: record.id, ...(family === null ? {} : { family }) };
    }
  }
  return { host: typed };
}
