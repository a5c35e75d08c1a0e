import { batch, type Edit } from "../../shared/edit.ts";
import type { PolicyRuleRecord } from "../../shared/policy-rule.ts";
import { recordsOfKind, type InterfaceRecord, type RecordId, type Topology } from "../../shared/topology.ts";

/** Those of a namespace, in the order in which the kernel looks at them. */
export function policyRulesOf(topology: Topology, namespace: RecordId): PolicyRuleRecord[] {
  return [...recordsOfKind(topology, "rule")]
    .filter((rule) => rule.namespace === namespace)
    .toSorted((a, b) => a.family.localeCompare(b.family) || a.priority - b.priority);
}

/** A round number that is free for both families. */
export function freePriority(rules: readonly Pick<PolicyRuleRecord, "priority">[]): number {
  const taken = new Set(rules.map(({ priority }) => priority));
  let priority = 100;
  while (taken.has(priority)) priority += 100;
  return priority;
}

/** Two rules change places. */
export function swapPriorities(topology: Topology, id: RecordId, other: RecordId): Edit | null {
  const [a, b] = [topology[id], topology[other]];
  if (a?.kind !== "rule" || b?.kind !== "rule") return null;
  return batch(
    { op: "update", id, changes: { priority: b.priority } },
    { op: "update", id: other, changes: { priority: a.priority } },
  );
}

/** The kernel's rules go on with the old name of an interface; who renames it on the canvas means them, too. */
export function renamedInPolicyRules(topology: Topology, renamed: InterfaceRecord, name: string): Edit[] {
  return policyRulesOf(topology, renamed.namespace).flatMap(({ id, iif, oif }) => {
    const changes = {
      ...(iif === renamed.name && { iif: name }),
      ...(oif === renamed.name && { oif: name }),
    };
    return Object.keys(changes).length === 0 ? [] : [{ op: "update", id, changes } as const];
  });
}
