import { expect, test } from "vitest";
import { newNamespace, type Topology } from "../../shared/topology.ts";
import { whereOf } from "./where.ts";

const topology: Topology = { x1: newNamespace("x1", "web") };
const problem = (path: string) => ({ kind: "invalid-edit", detail: "", path }) as const;

test("a record is named as it is called, a file's place as it is written", () => {
  expect(whereOf(problem("x1.sysctls"), topology)).toBe("web.sysctls");
  expect(whereOf(problem("x1"), topology)).toBe("web");
  expect(whereOf(problem("topology.v1.mtu"), topology)).toBe("topology.v1.mtu");
});

test("an id that is not there, or no path, says nothing", () => {
  expect(whereOf(problem("gone.name"), topology)).toBeNull();
  expect(whereOf({ kind: "internal", detail: "" }, topology)).toBeNull();
});
