import { expect, test } from "vitest";
import type { Anchor, Side } from "./anchors.ts";
import { linkMiddle, linkPath } from "./link-path.ts";

const at = (x: number, y: number, side: Side, lane: number | null = null): Anchor => ({
  x,
  y,
  side,
  lane,
  label: null,
});

test("a port straight above its card is linked by a straight line", () => {
  expect(linkPath(at(50, 0, "bottom"), at(50, 100, "top"))).toBe("M50 0 C50 40 50 60 50 100");
  expect(linkMiddle(at(50, 0, "bottom"), at(50, 100, "top"))).toEqual({ x: 50, y: 50 });
});

test("a lane is the same way in both directions", () => {
  const port = at(0, 0, "bottom");
  const end = at(40, 300, "left", 20);
  const numbers = (path: string) => path.match(/-?[\d.]+ -?[\d.]+/g) ?? [];
  const there = numbers(linkPath(port, end));
  expect(there).toHaveLength(13);
  expect(numbers(linkPath(end, port))).toEqual(there.toReversed());
  expect(linkMiddle(port, end)).toEqual({ x: 20, y: 176 });
});
