import i18next from "i18next";
import { beforeAll, describe, expect, test } from "vitest";
import type { PingEvent } from "../../../shared/ping.ts";
import { newNamespace, type Topology } from "../../../shared/topology.ts";
import { en } from "../../i18n/en.ts";
import { eventText, lastWord, outcomesOf, parseTarget, pingState } from "./ping-words.ts";

const reply = (sequence: number, rttMs: number): PingEvent => ({
  type: "reply",
  sequence,
  rttMs,
  ttl: 64,
  from: "10.0.0.2",
  duplicate: false,
});

beforeAll(async () => {
  await i18next.init({ lng: "en", resources: { en: { translation: en } }, nsSeparator: false });
});

describe("what became of each packet", () => {
  test("a late reply replaces a loss, a duplicate changes nothing", () => {
    const events: PingEvent[] = [reply(1, 0.5), { type: "lost", sequence: 2 }, reply(2, 1500), reply(1, 9)];
    expect(outcomesOf(events, 10)).toEqual([
      { sequence: 1, rttMs: 0.5 },
      { sequence: 2, rttMs: 1500 },
    ]);
  });

  test("only the last ones are kept", () => {
    expect(outcomesOf([reply(1, 1), reply(2, 2), reply(3, 3)], 2).map(({ sequence }) => sequence)).toEqual([
      2, 3,
    ]);
  });

  test("the state is that of the last packet while it runs", () => {
    expect(pingState(true, [])).toBe("waiting");
    expect(pingState(true, [{ sequence: 1, rttMs: 1 }])).toBe("answering");
    expect(pingState(true, [{ sequence: 1, rttMs: null }])).toBe("silent");
    expect(pingState(false, [{ sequence: 1, rttMs: 1 }])).toBe("stopped");
  });
});

describe("PING-2 the last word", () => {
  const told = (event: PingEvent) => eventText(event, 500, i18next.t, "en");
  const lost = (sequence: number): PingEvent => ({ type: "lost", sequence });
  const unreachable = (sequence: number): PingEvent => ({
    type: "icmp-error",
    sequence,
    from: "10.0.0.1",
    message: "Destination Host Unreachable",
  });

  test("is ping's own, except where the kernel says nothing", () => {
    expect(told(reply(3, 0.0451))).toBe("10.0.0.2: icmp_seq=3 ttl=64 time=0.045 ms");
    expect(told({ type: "local-error", sequence: 1, message: "Network is unreachable" })).toBe(
      "icmp_seq=1 Network is unreachable",
    );
    expect(told(unreachable(2))).toBe("From 10.0.0.1: icmp_seq=2 Destination Host Unreachable");
    expect(told(lost(4))).toBe("icmp_seq=4: no answer within 500 ms");
    expect(told({ type: "no-address", sequence: 5 })).toBe("icmp_seq=5 the target has no address");
  });

  test("is not that the target has an address, once a packet went", () => {
    expect(lastWord([reply(1, 1), { type: "target", address: "10.0.0.9" }], 500)).toEqual(reply(1, 1));
    expect(lastWord([{ type: "target", address: "10.0.0.9" }], 500)?.type).toBe("target");
  });

  test("is the kernel's reason while it holds, and silence again when nothing more is said", () => {
    expect(lastWord([unreachable(1), unreachable(2), lost(3), lost(9)], 500)).toEqual(unreachable(2));
    expect(lastWord([unreachable(2), lost(17)], 500)).toEqual(lost(17));
    expect(lastWord([unreachable(2), reply(3, 1), lost(4)], 500)).toEqual(lost(4));
  });
});

test("a target is a namespace by its name, else what was typed", () => {
  const topology: Topology = { a: newNamespace("a", "web") };
  expect(parseTarget(" web ", null, topology)).toEqual({ namespace: "a" });
  expect(parseTarget("web", "ipv6", topology)).toEqual({ namespace: "a", family: "ipv6" });
  expect(parseTarget("10.0.0.1", "ipv4", topology)).toEqual({ host: "10.0.0.1" });
});
