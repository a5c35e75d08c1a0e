import { expect, test } from "vitest";
import { overlapOf } from "../gestures/rectangle.ts";
import { hostId } from "../../shared/names.ts";
import {
  emptyDocument,
  newBridge,
  newNamespace,
  newVeth,
  type Position,
  type RecordId,
  type Topology,
  type TopologyRecord,
} from "../../shared/topology.ts";
import { defaultPlaces } from "./default-places.ts";
import { emptyDrawing } from "./drawing.ts";
import { toFlow } from "./to-flow.ts";

type Places = Readonly<Record<RecordId, Position>>;

/** Places as they come when each batch of records appears by itself, as typed commands make them. */
function typed(...batches: readonly (readonly TopologyRecord[])[]): { topology: Topology; places: Places } {
  let topology: Topology = emptyDocument.topology;
  let places = defaultPlaces(topology, {}, {});
  for (const records of batches) {
    topology = { ...topology, ...Object.fromEntries(records.map((record) => [record.id, record])) };
    places = defaultPlaces(topology, {}, places);
  }
  return { topology, places };
}

function expectNoOverlap({ topology, places }: ReturnType<typeof typed>): void {
  const cards = Object.values(toFlow(emptyDrawing, topology, places, new Set()).rectangles);
  for (const [index, one] of cards.entries()) {
    for (const other of cards.slice(index + 1)) expect(overlapOf(one, other)).toBe(0);
  }
}

const at = ({ places }: ReturnType<typeof typed>, id: RecordId) => places[id] ?? { x: NaN, y: NaN };

test("what is made by hand one after the other stands in rows, and nothing jumps", () => {
  const names = Array.from({ length: 12 }, (_none, index) => `ns${index}`);
  const made = typed(...names.map((name) => [newNamespace(name, name)]));
  expectNoOverlap(made);
  const rows = new Set(names.map((name) => at(made, name).y));
  expect(rows.size).toBeLessThanOrEqual(3);
  const before = typed(...names.slice(0, 5).map((name) => [newNamespace(name, name)]));
  for (const name of names.slice(0, 5)) expect(at(made, name)).toEqual(at(before, name));
});

test("what is linked when it appears stands near what it is linked to", () => {
  const bridge = newBridge("br", hostId, "br0");
  const member = [
    newNamespace("m", "m"),
    newVeth("in", "out", "m", "eth0"),
    newVeth("out", "in", hostId, "veth0", { master: "br" }),
  ];
  const neighbour = [
    newNamespace("n", "n"),
    newVeth("left", "right", "m", "eth1"),
    newVeth("right", "left", "n", "eth0"),
  ];
  const made = typed([bridge], [newNamespace("far", "far")], member, neighbour);
  expectNoOverlap(made);
  expect(at(made, "m").y).toBeGreaterThan(at(made, "br").y);
  expect(Math.abs(at(made, "m").x - at(made, "br").x)).toBeLessThan(400);
  expect(at(made, "n").x).toBeGreaterThan(at(made, "m").x);
  expect(Math.abs(at(made, "n").y - at(made, "m").y)).toBeLessThan(200);
});
