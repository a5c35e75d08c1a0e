import { expect, test } from "vitest";
import { atEdge, besideCard, type NoteRoom } from "./note-place.ts";

const note = { width: 300, height: 100 };
const canvas = { width: 1000, height: 600 };
const area = { x: 0, y: 0, width: 1000, height: 800 };
const dock = { x: 0, y: 600, width: 1000, height: 200, weight: 0.2 };
const target = { x: 400, y: 200, width: 200, height: 80 };

function room(...cards: (readonly [x: number, y: number])[]): NoteRoom {
  const obstacles = cards.map(([x, y]) => ({ x, y, width: 200, height: 80, weight: 1 }));
  return { area, obstacles: [dock, ...obstacles] };
}

test("a note stands under its card; above or at its side where a neighbour is in the way", () => {
  expect(besideCard(note, target, room())).toEqual({ x: 350, y: 290 });
  expect(besideCard(note, target, room([380, 320]))).toEqual({ x: 350, y: 90 });
  expect(besideCard(note, target, room([380, 320], [380, 80]))).toEqual({ x: 610, y: 190 });
});

test("it hides a panel rather than cards, and anything rather than its own card", () => {
  const low = { ...target, y: 510 };
  expect(besideCard(note, low, room())).toEqual({ x: 350, y: 400 });
  expect(besideCard(note, low, room([400, 400], [650, 510], [150, 510]))).toEqual({ x: 350, y: 600 });
  const corner = { x: 850, y: 700, width: 150, height: 80 };
  expect(besideCard(note, corner, room())).toEqual({ x: 700, y: 590 });
});

test("a note about nothing in sight stands at an edge, or under the canvas, where it hides the least", () => {
  expect(atEdge(note, canvas, room())).toEqual({ x: 350, y: 490 });
  expect(atEdge(note, canvas, room([400, 500]))).toEqual({ x: 700, y: 490 });
  expect(atEdge(note, canvas, room([400, 500], [800, 500], [800, 0], [400, 0], [0, 0]))).toEqual({
    x: 350,
    y: 610,
  });
});
