import { describe, expect, test } from "vitest";
import type { CommandLogEntry } from "../../../shared/protocol.ts";
import { newNamespace, newRoute, newVeth, type Topology } from "../../../shared/topology.ts";
import { isAbout, touchedBy, undoneRevisions } from "./log.ts";

function entry(
  revision: number,
  action: CommandLogEntry["action"],
  author = "me",
  records: string[] = [],
): CommandLogEntry {
  return {
    revision,
    action,
    at: revision,
    author: { id: author, name: author },
    steps: records.map((record) => ({
      namespace: "host",
      tool: "ip",
      argv: [],
      reason: "route-add",
      record,
    })),
  };
}

describe("which gestures were taken back", () => {
  test("undo takes the last of the same person's, whoever else was editing", () => {
    const log = [entry(1, "edit"), entry(2, "edit", "other"), entry(3, "undo")];
    expect([...undoneRevisions(log)]).toEqual([1]);
  });

  test("undo twice, redo once leaves the older one undone", () => {
    const log = [entry(1, "edit"), entry(2, "edit"), entry(3, "undo"), entry(4, "undo"), entry(5, "redo")];
    expect([...undoneRevisions(log)]).toEqual([2]);
  });

  test("a new gesture ends redo; what was undone stays so", () => {
    const log = [entry(1, "edit"), entry(2, "undo"), entry(3, "edit"), entry(4, "redo"), entry(5, "undo")];
    expect([...undoneRevisions(log)]).toEqual([1, 3]);
  });

  test("an undo of something older than the log changes nothing", () => {
    expect(undoneRevisions([entry(9, "undo"), entry(10, "restore")]).size).toBe(0);
  });
});

const topology: Topology = {
  a: newNamespace("a", "a"),
  v: newVeth("v", "w", "a", "eth0"),
  r: newRoute("r", "a", "0.0.0.0/0"),
};

test("an entry leads to the records that are still there, a route to its namespace", () => {
  expect(touchedBy(entry(1, "edit", "me", ["v", "r", "gone", "v"]), topology)).toEqual(["v", "a"]);
});

test("an entry is about a namespace when it touched one of its interfaces or routes", () => {
  expect(isAbout(entry(1, "edit", "me", ["v"]), new Set(["a"]), topology)).toBe(true);
  expect(isAbout(entry(1, "edit", "me", ["gone"]), new Set(["a"]), topology)).toBe(false);
});
