import { isEqual } from "../../shared/equal.ts";
import { newId } from "../../shared/ids.ts";
import type { Observed, ObservedPolicyRule } from "../../shared/observed.ts";
import { asPolicyRule, policyRuleSchema, type PolicyRuleRecord } from "../../shared/policy-rule.ts";
import { recordsOfKind, type RecordId, type Topology } from "../../shared/topology.ts";

/** The rules that no record stands for and one could: not the kernel's own, and the first of each priority. */
export function newRulesAsBuilt(
  namespace: RecordId,
  seen: readonly ObservedPolicyRule[],
  drawn: readonly PolicyRuleRecord[],
): PolicyRuleRecord[] {
  const taken = new Set(drawn.map(placeOf));
  return seen.flatMap((rule) => {
    if (rule.protocol === "kernel" || rule.others.length > 0 || taken.has(placeOf(rule))) return [];
    const fields = asPolicyRule(rule, newId(), namespace);
    const parsed = policyRuleSchema.safeParse(fields);
    // In another spelling than the kernel's it could not be taken away again.
    if (!parsed.success || !isEqual(parsed.data, fields)) return [];
    taken.add(placeOf(rule));
    return [parsed.data];
  });
}

/** With a record for each rule that nobody drew and anybody could. */
export function withNewRules(topology: Topology, observed: Observed, among: ReadonlySet<string>): Topology {
  const drawn = [...recordsOfKind(topology, "rule")];
  const made = [...recordsOfKind(topology, "namespace")].flatMap(({ id, name }) => {
    const seen = among.has(name) ? observed.namespaces[name]?.rules : undefined;
    return seen === undefined
      ? []
      : newRulesAsBuilt(
          id,
          seen,
          drawn.filter(({ namespace }) => namespace === id),
        );
  });
  return made.length === 0
    ? topology
    : { ...topology, ...Object.fromEntries(made.map((record) => [record.id, record])) };
}

function placeOf({ family, priority }: Pick<PolicyRuleRecord, "family" | "priority">): string {
  return `${family} ${priority}`;
}
