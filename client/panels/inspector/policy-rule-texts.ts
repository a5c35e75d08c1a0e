import type { Problem } from "../../../shared/errors.ts";
import { ruleProtocols } from "../../../shared/firewall.ts";
import { policyActions } from "../../../shared/policy-rule.ts";
import { tableText } from "../../../shared/routing-table.ts";
import type { PolicyRuleRecord } from "../../../shared/topology.ts";
import { parseWhole } from "../../ui/fields/parse-whole.ts";
import { parseTableText } from "./parse-table.ts";

type Match = "from" | "to" | "iif" | "oif" | "fwmark" | "sport" | "dport";
type Field = Match | "family" | "priority" | "ipproto" | "action" | "table" | "suppressPrefixLength";

/** A rule of policy routing as a form has it. */
export type PolicyRuleTexts = Readonly<Record<Field, string>> & { readonly not: boolean };

export function textsOfPolicyRule(rule: PolicyRuleRecord): PolicyRuleTexts {
  const text = (value: string | number | null) => (value === null ? "" : String(value));
  return {
    from: text(rule.from),
    to: text(rule.to),
    iif: text(rule.iif),
    oif: text(rule.oif),
    fwmark: text(rule.fwmark),
    sport: text(rule.sport),
    dport: text(rule.dport),
    family: rule.family,
    priority: text(rule.priority),
    ipproto: text(rule.ipproto),
    action: rule.action,
    table: rule.table === null ? "" : tableText(rule.table),
    suppressPrefixLength: text(rule.suppressPrefixLength),
    not: rule.not,
  };
}

/** What is wrong in the texts themselves is told without asking the server. */
export function policyRuleOf(rule: PolicyRuleRecord, texts: PolicyRuleTexts): PolicyRuleRecord | Problem {
  const isLookup = texts.action === "lookup";
  const priority = parseWhole(texts.priority);
  const table = isLookup ? parseTableText(texts.table) : null;
  const length =
    isLookup && texts.suppressPrefixLength !== "" ? parseWhole(texts.suppressPrefixLength) : null;
  if (typeof priority === "object") return { ...priority, path: "priority" };
  if (typeof table === "object" && table !== null) return table;
  if (typeof length === "object" && length !== null) return { ...length, path: "suppressPrefixLength" };
  const word = (name: Match) => {
    const text = texts[name].trim();
    return text === "" || text === "all" ? null : text;
  };
  return {
    ...rule,
    family: texts.family === "ipv6" ? "ipv6" : "ipv4",
    priority,
    not: texts.not,
    from: word("from"),
    to: word("to"),
    iif: word("iif"),
    oif: word("oif"),
    fwmark: word("fwmark"),
    sport: word("sport"),
    dport: word("dport"),
    ipproto: ruleProtocols.find((name) => name === texts.ipproto) ?? null,
    action: policyActions.find((name) => name === texts.action) ?? "lookup",
    table,
    suppressPrefixLength: length,
  };
}
