import { expect, test } from "vitest";
import { labelSides } from "./label-sides.ts";

const ends = (...xs: number[]) => xs.map((x) => ({ x, towards: x, letters: 6 }));

test("a name stands right of its link, or left of one that leans to the right", () => {
  expect(labelSides([{ x: 0, towards: 0, letters: 6 }])).toEqual(["right"]);
  expect(labelSides([{ x: 0, towards: 90, letters: 6 }])).toEqual(["left"]);
});

test("a straight link leaves room for the name of one that leans", () => {
  const ends = [0, 100, 180].map((x) => ({ x, towards: x === 180 ? 400 : x, letters: 8 }));
  expect(labelSides(ends)).toEqual(["left", "left", "left"]);
});

test("names never run into each other or over the next link", () => {
  expect(labelSides(ends(0, 80, 160))).toEqual(["right", "right", "right"]);
  expect(labelSides(ends(0, 30, 200))).toEqual(["left", "right", "right"]);
  expect(labelSides(ends(0, 20, 40, 60))).toEqual(["left", null, null, "right"]);
});
