import { expect, test } from "vitest";
import { align, distribute } from "./place.ts";

const cards = {
  a: { x: 0, y: 0, width: 100, height: 50 },
  b: { x: 130, y: 40, width: 60, height: 80 },
  c: { x: 300, y: 10, width: 100, height: 50 },
};

test.each([
  ["left", { a: 0, b: 0, c: 0 }, "x"],
  ["right", { a: 300, b: 340, c: 300 }, "x"],
  ["center", { a: 150, b: 170, c: 150 }, "x"],
  ["top", { a: 0, b: 0, c: 0 }, "y"],
  ["bottom", { a: 70, b: 40, c: 70 }, "y"],
  ["middle", { a: 35, b: 20, c: 35 }, "y"],
] as const)("align %s", (alignment, expected, axis) => {
  const places = align(cards, alignment);
  expect(Object.fromEntries(Object.entries(places).map(([id, at]) => [id, at[axis]]))).toEqual(expected);
});

test("distribute leaves equal gaps, and the outermost where they are", () => {
  const { a, b, c } = distribute(cards, "x");
  expect([a?.x, b?.x, c?.x]).toEqual([0, 170, 300]);
});
