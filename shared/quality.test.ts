import * as fc from "fast-check";
import { expect, test } from "vitest";
import { isQualityAsDrawn, lossIn, lossRule, lossTable, qualitySeen } from "./loss.ts";
import { noQuality, qdiscOf, qualitySchema, type Quality } from "./quality.ts";

const faults: readonly [string, Partial<Quality>, string][] = [
  ["jitter without a delay", { jitterMs: 10 }, "jitterMs"],
  ["reordering without a delay", { reorderPercent: 10, rateBitsPerSecond: 8000 }, "reorderPercent"],
  ["a burst without a limit", { rateBitsPerSecond: 8000, burstBytes: 5000 }, "burstBytes"],
  ["a bucket without a rate", { burstBytes: 5000, limitBytes: 5000 }, "burstBytes"],
  [
    "a burst that lasts too long",
    { rateBitsPerSecond: 8000, burstBytes: 1e6, limitBytes: 1e6 },
    "burstBytes",
  ],
  ["more than all", { lossPercent: 101 }, "lossPercent"],
  ["a finer part than the kernel keeps", { lossPercent: 0.00001 }, "lossPercent"],
  ["a rate of no whole bytes", { rateBitsPerSecond: 10_001 }, "rateBitsPerSecond"],
];

test.each(faults)("QUALITY-3: %s is refused", (_what, quality, field) => {
  const [issue] = qualitySchema.safeParse(quality).error?.issues ?? [];
  expect(issue?.path).toEqual([field]);
});

test("QUALITY-2: a quality that says nothing is none, and what is left out is null", () => {
  expect(qualitySchema.parse(noQuality)).toBeNull();
  expect(qualitySchema.parse({ lossPercent: 0.1 })).toEqual({ ...noQuality, lossPercent: 0.1 });
});

const value = fc.constantFrom(null, 1, 10, 100);
const anyQuality = fc
  .record({ delayMs: value, duplicatePercent: value, rateBitsPerSecond: fc.constantFrom(null, 8000, 80_000) })
  .map((fields) => qualitySchema.parse(fields));

test("QUALITY-2: what the kernel tells of a drawn quality is as drawn, and nothing else is", () => {
  fc.assert(
    fc.property(anyQuality, anyQuality, (drawn, other) => {
      const seen = { qdisc: qdiscOf(drawn, true), farLoss: null };
      expect(isQualityAsDrawn(drawn, seen)).toBe(true);
      expect(isQualityAsDrawn(other, seen)).toBe(JSON.stringify(other) === JSON.stringify(drawn));
    }),
  );
});

test("QUALITY-2: what no record can say is nobody's drawing", () => {
  const seen = { qdisc: { kind: "htb", quality: null }, farLoss: null };
  expect(isQualityAsDrawn(null, seen)).toBe(true);
  expect(isQualityAsDrawn({ ...noQuality, rateBitsPerSecond: 8000 }, seen)).toBe(false);
});

test("QUALITY-2: what the far end drops is read as it was written, and nothing else is taken for it", () => {
  const percents = fc.integer({ min: 1, max: 1_000_000 }).map((millionths) => millionths / 10_000);
  fc.assert(
    fc.property(percents, fc.constantFrom("eth0", "端口0", "1", "x.1-y"), (percent, device) => {
      const head = `type filter hook ingress device "${device}" priority filter; policy accept;`;
      const lines = ["chain ingress {", head, lossRule(percent), "}"];
      const table = { tool: "nft", family: "netdev", name: lossTable(device), lines } as const;
      expect(lossIn(table)).toEqual({ device, percent });
      expect(lossIn({ ...table, name: "mine" })).toBeNull();
      expect(lossIn({ ...table, lines: [...lines.slice(0, 3), "tcp dport 22 accept", "}"] })).toBeNull();
      expect(qualitySeen({ qdisc: null, farLoss: percent })).toEqual({ ...noQuality, lossPercent: percent });
    }),
  );
});
