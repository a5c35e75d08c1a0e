import type { Edit } from "../edit.ts";
import { newPolicyRule, type PolicyRuleRecord } from "../policy-rule.ts";
import { recordsOfKind, type Topology } from "../topology.ts";
import { interfaceNames, namespacesOf, pick, pickOf, type Choices } from "./random-choices.ts";

type Fields = Partial<PolicyRuleRecord>;

const selectors: readonly [Fields, ...Fields[]] = [
  { from: "10.0.0.0/24" },
  { from: "10.0.0.2", to: "192.0.2.0/24", dport: "80" },
  { fwmark: "0x1", not: true },
  { fwmark: "0x10/0xf0", ipproto: "tcp", sport: "8000-8010" },
  {},
  { family: "ipv6", from: "2001:db8::/64" },
  { family: "ipv6", to: "2001:db8:9::9", ipproto: "udp" },
];
const actions: readonly [Fields, ...Fields[]] = [
  { table: 100 },
  { table: 4_294_967_295 },
  { table: 254, suppressPrefixLength: 0 },
];
/** Of what has a source, as what the kernel looks up for gateways has not. */
const endings: readonly [Fields, ...Fields[]] = [
  { action: "blackhole", table: null },
  { action: "unreachable", table: null },
  { action: "prohibit", table: null },
];

export function addPolicyRule(topology: Topology, choices: Choices): Edit | null {
  const namespace = pick(namespacesOf(topology), choices.a);
  if (namespace === undefined) return null;
  const { b } = choices;
  return {
    op: "add",
    record: newPolicyRule(`pr${b % 8}`, namespace.id, priorityOf(choices), fieldsOf(choices)),
  };
}

export function updatePolicyRule(topology: Topology, choices: Choices): Edit | null {
  const rule = pick([...recordsOfKind(topology, "rule")], choices.a);
  if (rule === undefined) return null;
  const { from, to } = newPolicyRule("", "", 1);
  const changes =
    choices.b % 3 === 0 ? { priority: priorityOf(choices) } : { from, to, ...fieldsOf(choices) };
  return { op: "update", id: rule.id, changes };
}

function priorityOf({ d }: Choices): number {
  return pickOf([100, 200, 32_765, 40_000, 4_294_967_295], d);
}

function fieldsOf({ b, c, d }: Choices): Fields {
  const selector = pickOf(selectors, c);
  const named = b % 4 === 0 ? { iif: pickOf(["lo", "eth0", ...interfaceNames], d) } : {};
  const isOfSource = selector.from !== undefined && b % 3 === 0;
  return {
    family: "ipv4",
    ...selector,
    ...named,
    suppressPrefixLength: null,
    action: "lookup",
    ...pickOf(isOfSource ? endings : actions, d),
  };
}
