import * as fc from "fast-check";
import { expect, test } from "vitest";
import {
  newBridge,
  newNamespace,
  newVeth,
  type Topology,
  type TopologyRecord,
} from "../../shared/topology.ts";
import type { Rectangle } from "../gestures/rectangle.ts";
import { randomDocument } from "../testing/random-lab.ts";
import { autoLayout } from "./auto-layout.ts";
import { placesOf } from "./geometry.ts";
import { toFlow } from "./to-flow.ts";
import { emptyDrawing } from "./drawing.ts";

function rectanglesAt(topology: Topology, places: Readonly<Record<string, { x: number; y: number }>> = {}) {
  return toFlow(emptyDrawing, topology, places, new Set()).rectangles;
}

function overlap(a: Rectangle, b: Rectangle): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

test("no two cards cover each other", () => {
  fc.assert(
    fc.property(randomDocument, ({ topology }) => {
      const corners = autoLayout(topology, rectanglesAt(topology));
      const cards = Object.values(rectanglesAt(topology, placesOf(topology, corners)));
      for (const [index, card] of cards.entries()) {
        for (const other of cards.slice(index + 1)) expect(overlap(card, other)).toBe(false);
      }
    }),
    { numRuns: 50 },
  );
});

test("500 members of one bridge are arranged in the time of a blink", () => {
  const records: TopologyRecord[] = [newNamespace("host", "host"), newBridge("b", "host", "br0")];
  for (let number = 0; number < 500; number += 1) {
    records.push(
      newNamespace(`n${number}`, `ns${number}`),
      newVeth(`e${number}`, `p${number}`, `n${number}`, "eth0"),
      newVeth(`p${number}`, `e${number}`, "host", `veth${number}`, { master: "b" }),
    );
  }
  const topology = Object.fromEntries(records.map((record) => [record.id, record]));
  const start = performance.now();
  const places = autoLayout(topology, rectanglesAt(topology));
  expect(performance.now() - start).toBeLessThan(1500);
  expect(Object.keys(places)).toHaveLength(502);
});
