import { expect, test } from "vitest";
import { applyEdit } from "../../shared/apply-edit.ts";
import { emptyDocument } from "../../shared/topology.ts";
import { startingPoint } from "../gestures/starting-points.ts";
import { emptyDrawing } from "./drawing.ts";
import { toFlow } from "./to-flow.ts";

const document = applyEdit(emptyDocument, startingPoint(emptyDocument, "bridge", { x: 0, y: 0 }));
const places = { host: { x: 0, y: -300 }, ...document.layout };
const none: ReadonlySet<string> = new Set();

test("what did not change keeps its identity", () => {
  const before = toFlow(emptyDrawing, document.topology, places, none);
  const after = toFlow(before, { ...document.topology }, { ...places }, none);
  expect(after.nodes.every((node, index) => node === before.nodes[index])).toBe(true);
  expect(after.edges.every((edge, index) => edge === before.edges[index])).toBe(true);
});

test("a moved card takes only its own links with it", () => {
  const before = toFlow(emptyDrawing, document.topology, places, none);
  const [id = ""] = Object.values(document.topology).flatMap((record) =>
    "name" in record && record.name === "ns1" ? [record.id] : [],
  );
  const { x, y } = places[id as keyof typeof places];
  const after = toFlow(before, document.topology, { ...places, [id]: { x: x - 10, y } }, none);
  expect(after.nodes.filter((node, index) => node !== before.nodes[index]).map((node) => node.id)).toEqual([
    id,
  ]);
  expect(after.edges.filter((edge, index) => edge !== before.edges[index])).toHaveLength(1);
});

test("every link has both ends", () => {
  const { edges, anchors } = toFlow(emptyDrawing, document.topology, places, none);
  expect(edges).toHaveLength(3);
  expect(Object.keys(anchors)).toHaveLength(6);
});
