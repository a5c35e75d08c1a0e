import { isEqual } from "../../shared/equal.ts";
import { policyRuleWords } from "../../shared/policy-rule.ts";
import type { PolicyRuleRecord, Topology } from "../../shared/topology.ts";
import { nameIn, type Difference } from "./difference.ts";
import type { PlannedStep } from "./phase.ts";

/** Rules of policy routing. One that changes is another one for the kernel. */
export function planPolicyRules({ before, after, policyRules }: Difference): PlannedStep[] {
  const { added, removed } = policyRules;
  const kept = policyRules.kept.filter((pair) => !isEqual(pair.before, pair.after));
  const old = [...removed, ...kept.map((pair) => pair.before)];
  return [
    // A namespace that goes takes its rules along.
    ...old
      .filter(({ namespace }) => after[namespace] !== undefined)
      .map((rule) => step("delete", rule, before)),
    ...[...added, ...kept.map((pair) => pair.after)].map((rule) => step("add", rule, after)),
  ];
}

function step(action: "add" | "delete", rule: PolicyRuleRecord, topology: Topology): PlannedStep {
  const family = rule.family === "ipv6" ? ["-6"] : [];
  return {
    namespace: nameIn(topology, rule.namespace),
    tool: "ip",
    argv: [...family, "rule", action, "priority", String(rule.priority), ...policyRuleWords(rule)],
    reason: `rule-${action}`,
    record: rule.id,
    phase: `${action}-rules`,
  };
}
