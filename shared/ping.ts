import * as z from "zod";

/** Where a ping goes: a namespace of the lab (the server picks its address), or an address or host name as it is. */
export const pingTargetSchema = z.union([
  z.strictObject({ namespace: z.string().max(40), family: z.enum(["ipv4", "ipv6"]).optional() }),
  z.strictObject({
    host: z
      .string()
      .max(255)
      .regex(/^[A-Za-z0-9:_][A-Za-z0-9.:_%-]*$/, "must be an address or a host name"),
  }),
]);
export type PingTarget = z.infer<typeof pingTargetSchema>;

/** One thing that happened to one ping stream, in the order it happened. */
export type PingEvent =
  /** The address pings go to from now on (a target namespace's address can change under it). */
  | { readonly type: "target"; readonly address: string }
  | {
      readonly type: "reply";
      readonly sequence: number;
      readonly rttMs: number;
      readonly ttl: number;
      readonly from: string;
      readonly duplicate: boolean;
    }
  /** No answer within the interval. A late reply or ICMP error may still follow. */
  | { readonly type: "lost"; readonly sequence: number }
  /** An ICMP error: `from` says `message`, e.g. "Destination Host Unreachable". */
  | {
      readonly type: "icmp-error";
      readonly sequence: number;
      readonly from: string;
      readonly message: string;
    }
  /** The local kernel refused to send: "Network is unreachable"… */
  | { readonly type: "local-error"; readonly sequence: number; readonly message: string }
  /** The target namespace has no address of the family asked for: nothing was sent. */
  | { readonly type: "no-address"; readonly sequence: number }
  /** The stream is over: counted out, stopped, or its namespace is gone. */
  | {
      readonly type: "end";
      readonly reason: "done" | "stopped" | "namespace-gone" | "failed";
      readonly message?: string;
    };

export interface PingSummary {
  readonly sent: number;
  readonly received: number;
  readonly lossPercent: number;
  /** Milliseconds; null without a reply. */
  readonly rttMs: {
    readonly min: number;
    readonly mean: number;
    readonly max: number;
    readonly p50: number;
    readonly p95: number;
    readonly p99: number;
  } | null;
}

/**
 * The events with one more, of a packet one fate: what is heard late takes the place of "lost", and "no answer yet", which
 * ping says of a packet that was refused too, and again when it cannot send, adds nothing (the events stay as they are).
 */
export function withPingEvent(events: readonly PingEvent[], event: PingEvent): readonly PingEvent[] {
  if (!("sequence" in event)) return [...events, event];
  const isOfSame = (known: PingEvent) => "sequence" in known && known.sequence === event.sequence;
  if (event.type === "lost" && events.some(isOfSame)) return events;
  return [...events.filter((known) => known.type !== "lost" || !isOfSame(known)), event];
}

/** What became of each packet so far. A late reply replaces "lost". */
export function summarizePing(events: readonly PingEvent[]): PingSummary {
  const outcomes = new Map<number, number | null>();
  for (const event of events) {
    if (event.type === "reply") {
      if (!event.duplicate) outcomes.set(event.sequence, event.rttMs);
    } else if (event.type !== "target" && event.type !== "end") {
      if (outcomes.get(event.sequence) === undefined) outcomes.set(event.sequence, null);
    }
  }
  const rtts = [...outcomes.values()].filter((rtt) => rtt !== null).toSorted((a, b) => a - b);
  const sent = outcomes.size;
  return {
    sent,
    received: rtts.length,
    lossPercent: sent === 0 ? 0 : (100 * (sent - rtts.length)) / sent,
    rttMs: rtts.length === 0 ? null : statistics(rtts),
  };
}

function statistics(sorted: readonly number[]) {
  const at = (fraction: number) =>
    sorted[Math.min(sorted.length - 1, Math.ceil(fraction * sorted.length) - 1)] ?? 0;
  return {
    min: at(0.000001),
    mean: sorted.reduce((sum, rtt) => sum + rtt, 0) / sorted.length,
    max: at(1),
    p50: at(0.5),
    p95: at(0.95),
    p99: at(0.99),
  };
}
