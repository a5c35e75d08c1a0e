import fc from "fast-check";
import { expect, test } from "vitest";
import { hostId } from "../../shared/names.ts";
import {
  newBridge,
  newNamespace,
  newVeth,
  type Position,
  type TopologyRecord,
} from "../../shared/topology.ts";
import { middleOf } from "../gestures/rectangle.ts";
import { emptyDrawing } from "./drawing.ts";
import { toFlow, type Drawing } from "./to-flow.ts";

/** A bridge at 0, 0 with a member for each of these corners; ports are p0, p1… */
function star(...corners: readonly Position[]): Drawing {
  const records: TopologyRecord[] = [newNamespace(hostId, "host"), newBridge("b", hostId, "br0")];
  const places: Record<string, Position> = { [hostId]: { x: 0, y: -900 }, b: { x: 0, y: 0 } };
  for (const [index, corner] of corners.entries()) {
    records.push(
      newNamespace(`n${index}`, `ns${index}`),
      newVeth(`e${index}`, `p${index}`, `n${index}`, "eth0"),
      newVeth(`p${index}`, `e${index}`, hostId, `veth${index}`, { master: "b" }),
    );
    places[`n${index}`] = corner;
  }
  const topology = Object.fromEntries(records.map((record) => [record.id, record]));
  return toFlow(emptyDrawing, topology, places, new Set());
}

function portXs({ anchors, nodes }: Drawing): number[] {
  return Array.from({ length: nodes.length - 2 }, (_, index) => anchors[`p${index}`]?.x ?? NaN);
}

/** Corners of cards in a row under the bridge, by their middles. */
const row = (...middles: readonly number[]) => middles.map((x) => ({ x: x - 116, y: 200 }));

test("a bridge grows around its middle, and its ports stay opposite of their links' other ends", () => {
  const two = star(...row(-20, 220));
  expect(portXs(two)).toEqual([4, 196]);
  const five = star(...row(-20, 220, -300, 500, 100));
  expect(portXs(five).slice(0, 2)).toEqual([-20, 220]);
  for (const { rectangles } of [two, five]) expect(rectangles["b"] && middleOf(rectangles["b"]).x).toBe(100);
});

const corners = fc.uniqueArray(fc.integer({ min: -1500, max: 1500 }), { minLength: 1, maxLength: 30 });

test("ports keep the order of what they lead to, apart and on their bar", () => {
  fc.assert(
    fc.property(corners, (middles) => {
      const drawing = star(...row(...middles.toSorted((a, b) => a - b)));
      const xs = portXs(drawing);
      const bar = drawing.rectangles["b"];
      if (bar === undefined) throw new Error("no bar is drawn");
      expect(Math.min(...xs)).toBeGreaterThan(bar.x);
      expect(Math.max(...xs)).toBeLessThan(bar.x + bar.width);
      const gaps = xs.slice(1).map((x, index) => x - (xs[index] ?? NaN));
      expect(Math.min(...gaps, 80)).toBeGreaterThan(12);
    }),
  );
});

test("a card that others hide from its bridge is led to by a lane beside its column, the nearest turning in first", () => {
  const column = [200, 340, 480].map((y) => ({ x: 0, y }));
  const { anchors } = star(...column);
  const [first, second, third] = ["e0", "e1", "e2"].map((id) => anchors[id]);
  expect(first).toMatchObject({ side: "top", lane: null });
  expect(second?.side).toBe("left");
  expect(second?.lane).toBeLessThan(0);
  expect(third?.lane).toBeLessThan(second?.lane ?? NaN);
  // And so the ports, from left to right: no link crosses another.
  expect(anchors["p2"]?.x).toBeLessThan(anchors["p1"]?.x ?? NaN);
  expect(anchors["p1"]?.x).toBeLessThan(anchors["p0"]?.x ?? NaN);
});

test("a card level with the bar is linked with its end, where the port has its name", () => {
  const { anchors } = star({ x: 600, y: -10 });
  expect(anchors["p0"]).toMatchObject({ side: "right", label: "right", x: 206 });
  expect(anchors["e0"]).toMatchObject({ side: "left", x: 594 });
});

test("two in a row with a card between them are linked over it", () => {
  const records: TopologyRecord[] = [0, 1, 2].map((index) => newNamespace(`n${index}`, `r${index}`));
  const pair = (a: number, b: number): TopologyRecord[] => [
    newVeth(`${a}${b}`, `${b}${a}`, `n${a}`, `eth${b}`),
    newVeth(`${b}${a}`, `${a}${b}`, `n${b}`, `eth${a}`),
  ];
  records.push(...pair(0, 1), ...pair(1, 2), ...pair(0, 2));
  const topology = Object.fromEntries(records.map((record) => [record.id, record]));
  const places = Object.fromEntries([0, 1, 2].map((index) => [`n${index}`, { x: index * 400, y: 0 }]));
  const { anchors } = toFlow(emptyDrawing, topology, places, new Set());
  expect(Object.entries(anchors).map(([id, { side }]) => [id, side])).toEqual(
    expect.arrayContaining([
      ["01", "right"],
      ["10", "left"],
      ["02", "top"],
      ["20", "top"],
    ]),
  );
});
