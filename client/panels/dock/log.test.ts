import { expect, test } from "vitest";
import type { CommandLogEntry } from "../../../shared/protocol.ts";
import { newNamespace, newRoute, newVeth, type Topology } from "../../../shared/topology.ts";
import { isAbout, touchedBy, undoneRevisions } from "./log.ts";

function entry(
  revision: number,
  action: CommandLogEntry["action"],
  { original = null, records = [] }: { original?: number | null; records?: string[] } = {},
): CommandLogEntry {
  return {
    revision,
    action,
    original,
    at: revision,
    author: { id: "me", name: "me" },
    steps: records.map((record) => ({
      namespace: "host",
      tool: "ip",
      argv: [],
      reason: "route-add",
      record,
    })),
  };
}

test("an edit counts as taken back until it is made again", () => {
  const log = [
    entry(1, "edit"),
    entry(2, "edit"),
    entry(3, "undo", { original: 2 }),
    entry(4, "undo", { original: 1 }),
    entry(5, "redo", { original: 1 }),
    entry(5, "restore"),
    entry(6, "undo"),
  ];
  expect([...undoneRevisions(log)]).toEqual([2]);
});

const topology: Topology = {
  a: newNamespace("a", "a"),
  v: newVeth("v", "w", "a", "eth0"),
  r: newRoute("r", "a", "0.0.0.0/0"),
};

test("an entry leads to the records that are still there, a route to its namespace", () => {
  expect(touchedBy(entry(1, "edit", { records: ["v", "r", "gone", "v"] }), topology)).toEqual(["v", "a"]);
});

test("an entry is about a namespace when it touched one of its interfaces or routes", () => {
  expect(isAbout(entry(1, "edit", { records: ["v"] }), new Set(["a"]), topology)).toBe(true);
  expect(isAbout(entry(1, "edit", { records: ["gone"] }), new Set(["a"]), topology)).toBe(false);
});
