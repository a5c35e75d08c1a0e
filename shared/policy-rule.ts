import * as z from "zod";
import {
  canonicalText,
  matchedInterfaceSchema,
  matchedNetworkSchema,
  recordIdSchema,
  type RecordId,
} from "./fields.ts";
import { canonicalPorts, ruleProtocols } from "./firewall.ts";
import { isEqual } from "./equal.ts";
import { inNamespaceSchema } from "./interface-shape.ts";
import type { ObservedPolicyRule } from "./observed.ts";
import { localTable, mainTable, tableSchema, tableText } from "./routing-table.ts";

/**
 * A rule of policy routing: which routing table is looked up for which packets. Words are ip-rule(8)'s. Of each family and
 * priority a document has one.
 */

/** Those that each namespace is born with (fib_default_rules_init, net/ipv4/fib_rules.c; fib6_rules_net_init). No record stands for them. */
export const bornRules = [
  { family: "ipv4", priority: 0, table: localTable },
  { family: "ipv4", priority: 32_766, table: mainTable },
  { family: "ipv4", priority: 32_767, table: 253 },
  { family: "ipv6", priority: 0, table: localTable },
  { family: "ipv6", priority: 32_766, table: mainTable },
] as const;

export const policyActions = ["lookup", "blackhole", "unreachable", "prohibit"] as const;

const prioritySchema = z
  .int()
  .min(0)
  .max(0xffff_ffff)
  .refine((priority) => bornRules.every((born) => born.priority !== priority), {
    message: "must be another number: the kernel has a rule of its own there",
    params: { problem: "priority-is-the-kernels" },
  })
  .describe("Lower is looked at first. The kernel's own are at 0, 32766 (main) and 32767.");

const markSchema = canonicalText(
  "not-a-mark",
  "must be a mark, with or without a mask, such as 0x1 or 0x1/0xff",
  canonicalMark,
);

function canonicalMark(text: string): string | null {
  const [mark, mask, ...more] = text
    .split("/")
    .map((part) => (/^(0x[\da-f]+|\d+)$/i.test(part) ? Number(part) : -1));
  const isMark = (number: number) => number >= 0 && number <= 0xffff_ffff;
  if (mark === undefined || more.length > 0 || !isMark(mark) || !isMark(mask ?? 0)) return null;
  // The kernel takes the mark 0 without a mask, and a mask of nothing, for no mark at all.
  if (mask === 0 || (mask === undefined && mark === 0)) return null;
  return formatMark(mark, mask ?? 0xffff_ffff);
}

/** As `ip rule` prints it. */
export function formatMark(mark: number, mask: number): string {
  const isWhole = mask === 0xffff_ffff && mark !== 0;
  return `0x${mark.toString(16)}${isWhole ? "" : `/0x${mask.toString(16)}`}`;
}

const portsSchema = canonicalText(
  "not-a-port-range",
  "must be a port or a range of ports, such as 80 or 8000-8010",
  (text) => {
    const ports = canonicalPorts(text);
    return ports?.includes(",") === true ? null : ports;
  },
);

const policyRuleShape = {
  id: recordIdSchema,
  kind: z.literal("rule"),
  namespace: inNamespaceSchema,
  family: z.enum(["ipv4", "ipv6"]).default("ipv4"),
  priority: prioritySchema,
  not: z.boolean().default(false).describe("Is it for all packets but these?"),
  from: matchedNetworkSchema.describe("Where they come from; null is anywhere."),
  to: matchedNetworkSchema.describe("Where they go; null is anywhere."),
  iif: matchedInterfaceSchema.describe(
    "The interface by which they came, by name; lo is what the namespace sends itself.",
  ),
  oif: matchedInterfaceSchema.describe("The interface that a socket is bound to, by name."),
  fwmark: markSchema.nullable().default(null).describe("What a firewall marked them with: 0x1, 0x1/0xff."),
  ipproto: z.enum(ruleProtocols).nullable().default(null),
  sport: portsSchema.nullable().default(null),
  dport: portsSchema.nullable().default(null),
  action: z
    .enum(policyActions)
    .default("lookup")
    .describe("The others end here: silently, or with an answer."),
  table: tableSchema
    .nullable()
    .default(null)
    .describe("The routing table that lookup looks into; 254 is main."),
  suppressPrefixLength: z
    .int()
    .min(0)
    .max(128)
    .nullable()
    .default(null)
    .describe("Routes found of this length or less do not count: with 0, default routes do not."),
};

export const policyRuleSchema = z.strictObject(policyRuleShape).superRefine((rule, context) => {
  const fault = faultOf(rule);
  if (fault === null) return;
  const { field, problem, message } = fault;
  context.addIssue({ code: "custom", path: [field], message, params: { problem } });
});
export type PolicyRuleRecord = z.infer<typeof policyRuleSchema>;

interface Fault {
  readonly field: keyof PolicyRuleRecord;
  readonly problem: string;
  readonly message: string;
}

function faultOf(rule: PolicyRuleRecord): Fault | null {
  for (const field of ["from", "to"] as const) {
    const network = rule[field];
    if (network === null) continue;
    if (network.includes(":") !== (rule.family === "ipv6"))
      return {
        field,
        problem: "rule-of-another-family",
        message: `must be of the rule's family, ${rule.family}`,
      };
    if (network.endsWith("/0"))
      return { field, problem: "network-is-everything", message: "must be left out: everything is in it" };
  }
  if (rule.action === "lookup")
    return rule.table === null
      ? { field: "table", problem: "lookup-needs-table", message: "must be a table: lookup needs one" }
      : null;
  const field = (["table", "suppressPrefixLength"] as const).find((name) => rule[name] !== null);
  return field === undefined
    ? null
    : { field, problem: "only-with-lookup", message: "must be left out: only lookup looks into a table" };
}

export function newPolicyRule(
  id: RecordId,
  namespace: RecordId,
  priority: number,
  fields: Partial<PolicyRuleRecord> = {},
): PolicyRuleRecord {
  return {
    id,
    kind: "rule",
    namespace,
    family: "ipv4",
    priority,
    ...matchesAllPackets,
    action: "lookup",
    table: mainTable,
    suppressPrefixLength: null,
    ...fields,
  };
}

const matchesAllPackets = {
  not: false,
  from: null,
  to: null,
  iif: null,
  oif: null,
  fwmark: null,
  ipproto: null,
  sport: null,
  dport: null,
} as const;

/** What `ip rule` prints after the priority, and takes. */
export function policyRuleWords(
  rule: Omit<PolicyRuleRecord, "id" | "kind" | "namespace" | "action"> & { readonly action: string },
): string[] {
  const option = (name: string, value: string | number | null) =>
    value === null ? [] : [name, String(value)];
  return [
    ...(rule.not ? ["not"] : []),
    "from",
    rule.from ?? "all",
    ...(["to", "fwmark", "iif", "oif", "ipproto", "sport", "dport"] as const).flatMap((name) =>
      option(name, rule[name]),
    ),
    rule.action,
    ...(rule.table === null ? [] : [tableText(rule.table)]),
    ...option("suppress_prefixlength", rule.suppressPrefixLength),
  ];
}

/**
 * When a route comes, the kernel looks up its gateway as it would for a packet of its own that has no source yet
 * (fib_check_nh_v4_gw): may this rule decide what it finds?
 */
export function mayDecideForGateways({
  not,
  from,
  iif,
  fwmark,
  ipproto,
  sport,
  dport,
}: PolicyRuleRecord): boolean {
  const isOfAny = [from, fwmark, ipproto, sport, dport].every((match) => match === null);
  return not || (isOfAny && (iif === null || iif === "lo"));
}

/** Has the kernel this rule? */
export function isThisRule(record: PolicyRuleRecord, seen: ObservedPolicyRule): boolean {
  return seen.others.length === 0 && isEqual(record, asPolicyRule(seen, record.id, record.namespace));
}

/** What was seen, in the fields of a record. */
export function asPolicyRule(seen: ObservedPolicyRule, id: RecordId, namespace: RecordId) {
  const { others: _others, protocol: _protocol, ...fields } = seen;
  return { ...fields, id, namespace, kind: "rule" };
}
