import * as fc from "fast-check";
import { expect, test } from "vitest";
import { noQuality } from "../../shared/quality.ts";
import { parseQuality, qualityFields, qualityText, qualityWords } from "./quality-texts.ts";

test("what is shown of a quality is what is typed for it", () => {
  const value = fc.oneof(
    fc.integer({ min: 1, max: 999_999 }).map((millionths) => millionths / 10_000),
    fc.integer({ min: 1000, max: 50_000_000 }).map((bytes) => bytes * 8),
  );
  fc.assert(
    fc.property(fc.constantFrom(...qualityFields), value, (field, each) => {
      expect(parseQuality(field, qualityText(field, each))).toBe(each);
    }),
  );
});

test.each([
  ["delayMs", "100ms", 100],
  ["delayMs", "0,5", 0.5],
  ["delayMs", "2 s", 2000],
  ["jitterMs", "250us", 0.25],
  ["lossPercent", "1", 1],
  ["lossPercent", "0", null],
  ["rateBitsPerSecond", "1M", 1_000_000],
  ["rateBitsPerSecond", "1.5 mbit", 1_500_000],
  ["rateBitsPerSecond", "512 kbps", 512_000],
  ["rateBitsPerSecond", "", null],
] as const)("%s typed as %s", (field, text, value) => {
  expect(parseQuality(field, text)).toBe(value);
});

test.each([
  ["delayMs", "fast"],
  ["lossPercent", "1 ms"],
  ["rateBitsPerSecond", "-5"],
] as const)("%s cannot be %s", (field, text) => {
  expect(parseQuality(field, text)).toMatchObject({ code: "not-a-quantity" });
});

test("a link says what it does in a few words", () => {
  const words = { duplicate: "twice", reorder: "early" };
  const quality = { ...noQuality, delayMs: 100, jitterMs: 10, lossPercent: 1, rateBitsPerSecond: 2_500_000 };
  expect(qualityWords(quality, words)).toBe("100 ms ± 10 ms · 1 % · 2.5 Mbit/s");
  expect(qualityWords({ ...noQuality, duplicatePercent: 5 }, words)).toBe("twice 5 %");
  expect(qualityWords(null, words)).toBe("");
});
