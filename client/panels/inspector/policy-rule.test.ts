import { describe, expect, test } from "vitest";
import { newPolicyRule } from "../../../shared/policy-rule.ts";
import { smallLab } from "../../../shared/testing/small-lab.ts";
import { applyEdit } from "../../../shared/apply-edit.ts";
import { batch } from "../../../shared/edit.ts";
import { isInterface } from "../../../shared/topology.ts";
import { renameInterface } from "../../gestures/firewall.ts";
import { freePriority, policyRulesOf, swapPriorities } from "../../gestures/policy-rules.ts";
import { rulesAsDrawn } from "../../policy-routing.ts";
import { goneRules, rowsOf } from "./policy-rule-rows.ts";
import { policyRuleOf, textsOfPolicyRule } from "./policy-rule-texts.ts";

const first = newPolicyRule("p", "red", 100, { from: "10.0.0.0/24", iif: "eth0", table: 100 });
const second = newPolicyRule("q", "red", 200, { fwmark: "0x1", action: "prohibit", table: null });
const lab = applyEdit(smallLab, batch({ op: "add", record: first }, { op: "add", record: second }));

describe("the table of routing rules", () => {
  test("has the drawn ones among the kernel's, in the kernel's order", () => {
    const seen = rulesAsDrawn(lab.topology, "red").filter(({ priority }) => priority !== 200);
    const rows = rowsOf(
      [first, second],
      [
        ...seen,
        ...seen
          .slice(0, 1)
          .map((rule) => ({ ...rule, priority: 150, protocol: "boot", others: ["tos 0x10"] })),
      ],
    );
    expect(rows.filter(({ family }) => family === "ipv4")).toMatchObject([
      { priority: 0, isBorn: true },
      { priority: 100, record: first, isInKernel: true },
      { priority: 150, record: null, isBorn: false, words: "from all lookup local tos 0x10" },
      { priority: 200, record: second, isInKernel: false },
      { priority: 32_766, isBorn: true },
      { priority: 32_767, isBorn: true },
    ]);
  });

  test("tells which of the kernel's own are gone, and nothing of a family that is not there", () => {
    const seen = rulesAsDrawn(lab.topology, "red");
    expect(goneRules(seen)).toEqual([]);
    expect(goneRules(undefined)).toEqual([]);
    const ipv4 = seen.filter(({ family, priority }) => family === "ipv4" && priority !== 32_766);
    expect(goneRules(ipv4)).toMatchObject([{ family: "ipv4", priority: 32_766, table: 254 }]);
  });

  test("lets two change places, and names a free one", () => {
    const edit = swapPriorities(lab.topology, "p", "q");
    const swapped = edit === null ? lab : applyEdit(lab, edit);
    expect(policyRulesOf(swapped.topology, "red").map(({ id }) => id)).toEqual(["q", "p"]);
    expect(freePriority([first, second])).toBe(300);
  });

  test("follows an interface that is renamed on the canvas", () => {
    const { r0 } = lab.topology;
    if (!isInterface(r0)) throw new TypeError("no interface r0");
    const { topology } = applyEdit(lab, renameInterface(lab.topology, r0, "lan0"));
    expect(topology["p"]).toMatchObject({ iif: "lan0" });
  });
});

describe("the form of a routing rule", () => {
  test("gives back what it was given", () => {
    for (const rule of [first, second]) expect(policyRuleOf(rule, textsOfPolicyRule(rule))).toEqual(rule);
  });

  test("says which number is none", () => {
    const texts = textsOfPolicyRule(first);
    expect(policyRuleOf(first, { ...texts, priority: "x" })).toMatchObject({ path: "priority" });
    expect(policyRuleOf(first, { ...texts, table: "x" })).toMatchObject({ path: "table" });
    expect(policyRuleOf(first, { ...texts, from: "all", table: "" })).toMatchObject({
      from: null,
      table: 254,
    });
  });
});
