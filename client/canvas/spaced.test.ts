import fc from "fast-check";
import { expect, test } from "vitest";
import { spaced } from "./spaced.ts";

test("what has room stands where it wants to", () => {
  expect(spaced([10, 50, 90], 20, 0, 100)).toEqual([10, 50, 90]);
  expect(spaced([], 20, 0, 100)).toEqual([]);
});

test("what has none is pushed apart evenly, and inside", () => {
  expect(spaced([50, 50], 20, 0, 100)).toEqual([40, 60]);
  expect(spaced([-300, -100, 100, 300], 80, -176, 176)).toEqual([-176, -96, 96, 176]);
});

const wishes = fc.array(fc.integer({ min: -500, max: 500 }), { minLength: 1, maxLength: 12 });

test("in order, apart, inside, and never jumping", () => {
  fc.assert(
    fc.property(wishes, fc.nat(11), fc.integer({ min: -5, max: 5 }), (values, at, step) => {
      const wanted = values.toSorted((a, b) => a - b);
      const places = spaced(wanted, 20, -300, 300);
      for (const [index, place] of places.entries()) {
        expect(place).toBeGreaterThanOrEqual(-300);
        expect(place).toBeLessThanOrEqual(300);
        expect(place - (places[index - 1] ?? -Infinity)).toBeGreaterThanOrEqual(20 - 1e-9);
      }
      const moved = wanted.map((value, index) => (index === at ? value + step : value));
      const after = spaced(
        moved.toSorted((a, b) => a - b),
        20,
        -300,
        300,
      );
      for (const [index, place] of places.entries())
        expect(Math.abs((after[index] ?? NaN) - place)).toBeLessThanOrEqual(Math.abs(step) + 1e-9);
    }),
  );
});
