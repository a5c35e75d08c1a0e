import { expect, test } from "vitest";
import {
  formatAgo,
  formatBytes,
  formatCount,
  formatMilliseconds,
  formatPercent,
  formatRate,
  formatRtt,
} from "./format.ts";

test("numbers keep the figures that matter", () => {
  expect(formatMilliseconds(500, "en")).toBe("500 ms");
  expect(formatMilliseconds(1.2345, "zh-CN")).toBe("1.23 ms");
  expect(formatPercent(0, "en")).toBe("0%");
  expect(formatPercent(3.33, "en")).toBe("3.3%");
  expect(formatPercent(33.3, "en")).toBe("33%");
  expect(formatCount(12_345, "en")).toBe("12,345");
});

test.each([
  [0.0399, "0.040"],
  [0.9996, "1.00"],
  [1.5, "1.50"],
  [12.34, "12.3"],
  [104, "104"],
  [1234.5, "1,235"],
])("a round trip of %d ms is written as ping writes it", (ms, text) => {
  expect(formatRtt(ms, "en")).toBe(text);
});

test("rates and sizes choose their unit", () => {
  expect(formatRate(0, "en")).toBe("0 bit/s");
  expect(formatRate(999, "en")).toBe("999 bit/s");
  expect(formatRate(1_234_567, "en")).toBe("1.23 Mbit/s");
  expect(formatBytes(1500, "en")).toBe("1.5 kB");
});

test("times are told from now", () => {
  expect(formatAgo(0, 5 * 60_000, "en")).toBe("5 minutes ago");
  expect(formatAgo(0, 5 * 60_000, "zh-CN")).toBe("5分钟前");
  expect(formatAgo(0, 1_000, "en")).toBe("just now");
  expect(formatAgo(0, 1_000, "zh-CN")).toBe("刚刚");
});
