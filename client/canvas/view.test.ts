import { expect, test } from "vitest";
import { boundsOf, type Rectangle } from "../gestures/rectangle.ts";
import { fitted, isInSight, keptInSight, onScreen } from "./view.ts";

const row = (count: number): Rectangle[] =>
  Array.from({ length: count }, (_, index) => ({ x: index * 280, y: 0, width: 232, height: 76 }));
const wide = { width: 1280, height: 476 };
const narrow = { width: 940, height: 476 };

test("a fitted drawing is all in sight, beside the palette and above the zoom buttons", () => {
  const tall = [...row(1), { x: -400, y: 600, width: 232, height: 76 }];
  for (const cards of [row(1), row(4), row(20), tall]) {
    const view = fitted(cards, wide);
    expect(isInSight(view, wide, boundsOf(cards))).toBe(true);
    for (const at of cards.map((one) => onScreen(view, one))) {
      expect(at.x).toBeGreaterThanOrEqual(116);
      expect(at.x > 182 || at.y + at.height < wide.height - 60).toBe(true);
    }
  }
  expect(fitted(row(1), wide).zoom).toBe(1.15);
});

test("nothing moves when the inspector hides nothing", () => {
  const view = { x: 200, y: 100, zoom: 1 };
  expect(keptInSight(view, { cards: row(2), selected: row(1), before: wide, canvas: narrow })).toBe(view);
});

test("a drawing that was all in sight is moved aside, or made smaller if that is not enough", () => {
  const aside = { x: 600, y: 100, zoom: 1 };
  const moved = keptInSight(aside, { cards: row(2), selected: row(1), before: wide, canvas: narrow });
  expect(moved.zoom).toBe(1);
  expect(isInSight(moved, narrow, boundsOf(row(2)))).toBe(true);

  const full = fitted(row(4), wide);
  const smaller = keptInSight(full, { cards: row(4), selected: row(1), before: wide, canvas: narrow });
  expect(smaller.zoom).toBeLessThan(full.zoom);
  expect(isInSight(smaller, narrow, boundsOf(row(4)))).toBe(true);
});

test("of a drawing that was not all in sight, what is selected stays", () => {
  const cards = row(20);
  const [selected] = cards.slice(3);
  const view = { x: 120, y: 100, zoom: 1 };
  const next = keptInSight(view, {
    cards,
    selected: selected ? [selected] : [],
    before: wide,
    canvas: narrow,
  });
  expect(next.zoom).toBe(1);
  expect(selected && isInSight(next, narrow, selected)).toBe(true);
});
