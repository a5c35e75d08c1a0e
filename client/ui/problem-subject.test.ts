import { expect, test } from "vitest";
import { newNamespace, newVeth, type Topology } from "../../shared/topology.ts";
import { placeInFile, subjectOf } from "./problem-subject.ts";

const topology: Topology = {
  n1: newNamespace("n1", "web"),
  n2: newNamespace("n2", "db"),
  v1: newVeth("v1", "v2", "n1", "eth0"),
  v2: newVeth("v2", "v1", "n2", "eth0"),
};
const shown = (path: string, ...records: string[]) => ({
  id: "",
  problem: { kind: "invalid-edit", detail: "", path } as const,
  records,
});

test("a problem is about the record it names, called by its name", () => {
  expect(subjectOf(shown("v1.mtu", "n2"), topology)).toEqual({ record: "v1", node: "n1", name: "web eth0" });
  expect(subjectOf(shown("n2"), topology)).toEqual({ record: "n2", node: "n2", name: "db" });
});

test("or else about the first of the gesture's that is still there; or about nothing", () => {
  expect(subjectOf(shown("edit.record.name", "gone", "n2"), topology)?.record).toBe("n2");
  expect(subjectOf(shown("gone.name", "gone"), topology)).toBeNull();
});

test("a place in a file is told as it is written, a place in an edit is not told", () => {
  expect(placeInFile(shown("topology.v1.mtu").problem)).toBe("topology.v1.mtu");
  expect(placeInFile(shown("v1.mtu").problem)).toBeNull();
  expect(placeInFile({ kind: "internal", detail: "" })).toBeNull();
});
