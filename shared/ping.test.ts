import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { pingTargetSchema, summarizePing, withPingEvent, type PingEvent } from "./ping.ts";

const reply = (sequence: number, rttMs: number, duplicate = false): PingEvent => ({
  type: "reply",
  sequence,
  rttMs,
  ttl: 64,
  from: "10.0.0.2",
  duplicate,
});
const lost = (sequence: number): PingEvent => ({ type: "lost", sequence });

describe("the summary of a ping", () => {
  test("PING-1: nothing sent, nothing lost", () => {
    expect(summarizePing([])).toEqual({ sent: 0, received: 0, lossPercent: 0, rttMs: null });
    expect(
      summarizePing([
        { type: "target", address: "10.0.0.2" },
        { type: "end", reason: "stopped" },
      ]).sent,
    ).toBe(0);
  });

  test("PING-1: each packet counts once; a late reply replaces the loss, a duplicate counts for nothing", () => {
    const events: PingEvent[] = [
      { type: "target", address: "10.0.0.2" },
      reply(1, 0.5),
      lost(2),
      reply(2, 1500),
      reply(2, 1501, true),
      lost(3),
      { type: "icmp-error", sequence: 4, from: "10.0.0.1", message: "Destination Host Unreachable" },
      { type: "local-error", sequence: 5, message: "Network is unreachable" },
      { type: "end", reason: "done" },
    ];
    expect(summarizePing(events)).toMatchObject({ sent: 5, received: 2, lossPercent: 60 });
    expect(summarizePing([reply(1, 3), lost(1)])).toMatchObject({ sent: 1, received: 1 });
  });

  test("PING-1: each packet has one fate: what comes late replaces its loss, and no loss is told after it", () => {
    const unreachable = (sequence: number): PingEvent => ({
      type: "icmp-error",
      sequence,
      from: "10.0.0.1",
      message: "Destination Host Unreachable",
    });
    const target: PingEvent = { type: "target", address: "10.0.0.2" };
    const fold = (...events: PingEvent[]) => events.reduce(withPingEvent, [] as readonly PingEvent[]);
    expect(fold(target, lost(1), lost(2), lost(2), unreachable(1), reply(2, 1500), lost(3))).toEqual([
      target,
      unreachable(1),
      reply(2, 1500),
      lost(3),
    ]);
    expect(fold(unreachable(1), lost(1), reply(2, 1), lost(2))).toEqual([unreachable(1), reply(2, 1)]);
    expect(fold(reply(1, 1), reply(1, 2, true), lost(2))).toEqual([reply(1, 1), reply(1, 2, true), lost(2)]);
    const events = [target, reply(1, 1)];
    expect(withPingEvent(events, lost(1))).toBe(events);
  });

  test("PING-1: percentiles are values that were measured", () => {
    const rtts = Array.from({ length: 100 }, (_none, index) => index + 1);
    expect(summarizePing(rtts.map((rtt, index) => reply(index + 1, rtt))).rttMs).toEqual({
      min: 1,
      mean: 50.5,
      max: 100,
      p50: 50,
      p95: 95,
      p99: 99,
    });
    expect(summarizePing([reply(1, 7)]).rttMs).toEqual({ min: 7, mean: 7, max: 7, p50: 7, p95: 7, p99: 7 });
  });

  test("PING-1: the figures hold together whatever the events", () => {
    const events = fc.array(
      fc.oneof(
        fc
          .tuple(fc.nat(20), fc.double({ min: 0, max: 1e4, noNaN: true }), fc.boolean())
          .map(([s, rtt, dup]) => reply(s, rtt, dup)),
        fc.nat(20).map(lost),
      ),
    );
    fc.assert(
      fc.property(events, (list) => {
        const { sent, received, lossPercent, rttMs } = summarizePing(list);
        expect(received).toBeLessThanOrEqual(sent);
        expect(lossPercent).toBeGreaterThanOrEqual(0);
        expect(lossPercent).toBeLessThanOrEqual(100);
        expect(rttMs === null).toBe(received === 0);
        if (rttMs === null) return;
        const { min, p50, p95, p99, max } = rttMs;
        expect([min, p50, p95, p99, max]).toEqual([min, p50, p95, p99, max].toSorted((a, b) => a - b));
      }),
    );
  });

  test("SAFE-1: a target cannot become an option", () => {
    const isTarget = (host: string) => pingTargetSchema.safeParse({ host }).success;
    expect(["-f", "--help", "", "a b", "a;b", "$(id)", "a\nb"].filter(isTarget)).toEqual([]);
    const targets = ["10.0.0.1", "fe80::1%eth0", "localhost", "a.example"];
    expect(targets.filter(isTarget)).toEqual(targets);
  });
});
