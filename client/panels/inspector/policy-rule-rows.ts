import type { ObservedPolicyRule } from "../../../shared/observed.ts";
import { bornRules, isThisRule, newPolicyRule, policyRuleWords } from "../../../shared/policy-rule.ts";
import type { PolicyRuleRecord } from "../../../shared/topology.ts";

/** One line of the table: what is drawn, what the kernel has, or both. */
export interface PolicyRuleRow {
  readonly key: string;
  readonly family: PolicyRuleRecord["family"];
  readonly priority: number;
  /** As `ip rule` prints it. */
  readonly words: string;
  /** The drawn one; null for one of the kernel's alone. */
  readonly record: PolicyRuleRecord | null;
  /** Was the namespace born with it? */
  readonly isBorn: boolean;
  readonly isInKernel: boolean;
}

/** In the kernel's order. Until it has spoken all that is drawn counts as there. */
export function rowsOf(
  drawn: readonly PolicyRuleRecord[],
  observed: readonly ObservedPolicyRule[] | undefined,
): PolicyRuleRow[] {
  const found = new Set<PolicyRuleRecord>();
  const seen = (observed ?? []).map((rule, index): PolicyRuleRow => {
    const record = drawn.find((each) => isThisRule(each, rule)) ?? null;
    if (record !== null) found.add(record);
    const words = [...policyRuleWords(rule), ...rule.others].join(" ");
    const { family, priority, protocol } = rule;
    const isBorn = protocol === "kernel";
    return {
      key: record?.id ?? `kernel ${index}`,
      family,
      priority,
      words,
      record,
      isBorn,
      isInKernel: true,
    };
  });
  const others = drawn
    .filter((record) => !found.has(record))
    .map((record): PolicyRuleRow => {
      const { id, family, priority } = record;
      const words = policyRuleWords(record).join(" ");
      return { key: id, family, priority, words, record, isBorn: false, isInKernel: observed === undefined };
    });
  return [...seen, ...others].toSorted((a, b) => a.family.localeCompare(b.family) || a.priority - b.priority);
}

/** Those that a namespace is born with and somebody took away. A family that has no rules at all is one that this kernel has not. */
export function goneRules(observed: readonly ObservedPolicyRule[] | undefined): PolicyRuleRecord[] {
  const seen = observed ?? [];
  return bornRules
    .map((born) => newPolicyRule("", "", 0, born))
    .filter(({ family, priority, table }) => {
      const own = seen.filter((rule) => rule.family === family);
      return own.length > 0 && !own.some((rule) => rule.priority === priority && rule.table === table);
    });
}
