import { expect, test } from "vitest";
import { applyEdit } from "../../shared/apply-edit.ts";
import { batch } from "../../shared/edit.ts";
import { emptyDocument, parseSingle } from "../../shared/topology.ts";
import { startingPoint } from "../gestures/starting-points.ts";
import { emptyDrawing } from "./drawing.ts";
import { indexOf } from "./topology-index.ts";
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

test("a bond's members stay on their card, with their links", () => {
  const namespace = Object.values(document.topology).find(
    (record) => "name" in record && record.name === "ns1",
  );
  const bond = parseSingle("bond", { id: "bond", namespace: namespace?.id, name: "bond0" });
  const [member] = indexOf(document.topology).chips.get(namespace?.id ?? "") ?? [];
  const changes = { op: "update", id: member ?? "", changes: { master: "bond" } } as const;
  if (bond === null) throw new Error("no bond");
  const bonded = applyEdit(document, batch({ op: "add", record: bond }, changes)).topology;
  expect(indexOf(bonded).chips.get(namespace?.id ?? "")).toEqual([member, "bond"]);
  const ends = ({ edges }: ReturnType<typeof toFlow>) => edges.map(({ source, target }) => [source, target]);
  const [before, after] = [document.topology, bonded].map((each) => toFlow(emptyDrawing, each, places, none));
  expect(after && ends(after)).toEqual(before && ends(before));
});

test("every link has both ends", () => {
  const { edges, anchors } = toFlow(emptyDrawing, document.topology, places, none);
  expect(edges).toHaveLength(3);
  expect(Object.keys(anchors)).toHaveLength(6);
});
