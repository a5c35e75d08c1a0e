import { describe, expect, test } from "vitest";
import type { CommandLogEntry } from "../../../shared/protocol.ts";
import { newNamespace, newRoute, newVeth, type Topology } from "../../../shared/topology.ts";
import { commandsOf, logItems, stillShown, touchedIn, undoneRevisions } from "./log.ts";

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
      argv: ["link", "set"],
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

test("what was touched leads to the records that are still there, a route to its namespace", () => {
  expect(stillShown(touchedIn(entry(1, "edit", { records: ["v", "r", "gone", "v"] })), topology)).toEqual([
    "v",
    "a",
  ]);
});

describe("the list of commands", () => {
  const log = [
    entry(1, "edit", { records: ["v"] }),
    entry(2, "edit"),
    entry(3, "edit", { records: ["gone"] }),
  ];
  const refusal = { id: "x", revision: 1, at: 0, command: "ip -n a link set dev eth0 mtu 9", output: "no" };
  const refusals = [{ ...refusal, records: ["v"] }];
  const revisions = (text: string, records: ReadonlySet<string> | null) =>
    logItems(log, refusals, { text, records }, topology).map((item) =>
      item.type === "entry" ? item.entry.revision : "refused",
    );

  test("has a refused command where it was tried, and no gesture without commands", () => {
    expect(revisions("", null)).toEqual([1, "refused", 3]);
  });

  test("can be of a namespace: of all that is in it", () => {
    expect(revisions("", new Set(["a"]))).toEqual([1, "refused"]);
    expect(revisions("", new Set())).toEqual([]);
  });

  test("can be of a word: only the commands that have it", () => {
    expect(revisions("mtu", null)).toEqual(["refused"]);
    expect(revisions("ip", null)).toEqual([1, "refused", 3]);
  });

  test("is copied without what was refused", () => {
    expect(commandsOf(logItems(log, refusals, { text: "", records: null }, topology))).toBe(
      "ip link set\nip link set",
    );
  });
});
