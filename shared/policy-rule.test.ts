import { describe, expect, test } from "vitest";
import { checkTopology } from "./check-topology.ts";
import { parseInput } from "./parse.ts";
import { newPolicyRule, policyRuleSchema, policyRuleWords } from "./policy-rule.ts";
import { parseTable, tableText } from "./routing-table.ts";
import { problemOf } from "./testing/problems.ts";
import { topologyOf } from "./testing/small-lab.ts";
import { newNamespace } from "./topology.ts";

const rule = { id: "p", kind: "rule", namespace: "n", priority: 100, table: 100 };
const parsed = (fields: object) => parseInput(policyRuleSchema, { ...rule, ...fields });

describe("a rule of policy routing", () => {
  test("DOC-1: what is left out matches everything", () => {
    expect(parsed({})).toEqual(newPolicyRule("p", "n", 100, { table: 100 }));
  });

  test.each([
    ["a host", { from: "10.0.0.1/32" }, { from: "10.0.0.1" }],
    ["host bits", { to: "10.0.0.7/24" }, { to: "10.0.0.0/24" }],
    ["a decimal mark", { fwmark: "16" }, { fwmark: "0x10" }],
    ["a mask of everything", { fwmark: "0x1/0xffffffff" }, { fwmark: "0x1" }],
    ["the mark 0", { fwmark: "0/255" }, { fwmark: "0x0/0xff" }],
    ["a port with a blank", { dport: " 80" }, { dport: "80" }],
  ])("DOC-2: %s is kept in one spelling", (_what, given, kept) => {
    expect(parsed(given)).toMatchObject(kept);
  });

  test.each([
    ["a priority of the kernel's own", { priority: 32_766 }, "priority", "priority-is-the-kernels"],
    ["a network of the other family", { from: "fd00::/64" }, "from", "rule-of-another-family"],
    ["everything as a network", { to: "0.0.0.0/0" }, "to", "network-is-everything"],
    ["a lookup in no table", { table: null }, "table", "lookup-needs-table"],
    ["a table where packets end", { action: "blackhole" }, "table", "only-with-lookup"],
    ["no mark", { fwmark: "0x1/0" }, "fwmark", "not-a-mark"],
    ["a list of ports", { sport: "1,2" }, "sport", "not-a-port-range"],
    ["an interface that is an option", { iif: "-x" }, "iif", undefined],
  ])("DOC-3: %s is refused, and where", (_what, given, path, code) => {
    expect(problemOf(() => parsed(given))).toMatchObject({ kind: "malformed", path, ...(code && { code }) });
  });

  test("DOC-4: of each family and priority there is one", () => {
    const namespace = newNamespace("n", "ns1");
    const six = newPolicyRule("six", "n", 100, { family: "ipv6" });
    expect(() => checkTopology(topologyOf(namespace, newPolicyRule("p", "n", 100), six))).not.toThrow();
    const twice = topologyOf(
      namespace,
      newPolicyRule("p", "n", 100),
      newPolicyRule("q", "n", 100, { not: true }),
    );
    expect(problemOf(() => checkTopology(twice))).toMatchObject({
      code: "priority-taken",
      path: "q.priority",
    });
  });

  test("says itself as ip does, tables by name where they have one", () => {
    const fields = { not: true, from: "10.0.0.0/24", iif: "lo", table: 254, suppressPrefixLength: 0 };
    expect(policyRuleWords(newPolicyRule("p", "n", 1, fields)).join(" ")).toBe(
      "not from 10.0.0.0/24 iif lo lookup main suppress_prefixlength 0",
    );
    expect(["main", "local", "default", "7", "x", "-1"].map(parseTable)).toEqual([
      254,
      255,
      253,
      7,
      null,
      null,
    ]);
    expect([254, 7].map(tableText)).toEqual(["main", "7"]);
  });
});
