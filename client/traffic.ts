import type { Counters } from "../shared/observed.ts";
import type { ServerMessage } from "../shared/protocol.ts";
import type { OpenLab, Traffic } from "./state.ts";

type CountersMessage = Extract<ServerMessage, { type: "counters" }>;
type TrafficOfNamespace = Readonly<Record<string, Traffic>>;

/** Totals become rates against the totals before. Namespaces the message does not name keep what was known. */
export function withCounters(
  traffic: OpenLab["traffic"],
  { at, namespaces }: CountersMessage,
): OpenLab["traffic"] {
  const next: Record<string, TrafficOfNamespace> = { ...traffic };
  for (const [namespace, interfaces] of Object.entries(namespaces)) {
    const before = traffic[namespace] ?? {};
    next[namespace] = Object.fromEntries(
      Object.entries(interfaces).map(([name, totals]) => [name, toTraffic(before[name], at, totals)]),
    );
  }
  return next;
}

function toTraffic(before: Traffic | undefined, at: number, totals: Counters): Traffic {
  const seconds = before === undefined ? 0 : (at - before.at) / 1000;
  // Totals go back when an interface was made anew under the same name.
  const rate = (now: number, then: number) => (seconds <= 0 || now < then ? 0 : ((now - then) * 8) / seconds);
  return {
    at,
    totals,
    rxBitsPerSecond: rate(totals.rxBytes, before?.totals.rxBytes ?? 0),
    txBitsPerSecond: rate(totals.txBytes, before?.totals.txBytes ?? 0),
  };
}
