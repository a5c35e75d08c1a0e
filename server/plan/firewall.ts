import { isEqual } from "../../shared/equal.ts";
import {
  chainNames,
  firewallChains,
  firewallTables,
  isChainThere,
  noChains,
  type ChainName,
  type FirewallChain,
  type FirewallRecord,
  type FirewallRule,
} from "../../shared/firewall.ts";
import type { RuleCounter, RuleCounters } from "../../shared/observed.ts";
import { ruleText } from "../../shared/rule-text.ts";
import { nameIn, type Difference } from "./difference.ts";
import { planOtherTables, type TableCommand } from "./other-table.ts";
import type { PlannedStep } from "./phase.ts";

type Contents = Pick<FirewallRecord, ChainName | "tables">;
const nothing: Contents = { ...noChains, tables: [] };

/** Firewalls and NAT. Each chain is changed in one transaction; what goes makes room for what comes under its name. */
export function planFirewalls({ after, firewalls, options }: Difference): PlannedStep[] {
  const changes = [
    ...firewalls.removed.map((record) => ({ record, from: record, to: nothing })),
    ...firewalls.kept.map(({ before, after: record }) => ({ record, from: before, to: record })),
    ...firewalls.added.map((record) => ({ record, from: nothing, to: record })),
  ];
  return changes.flatMap(({ record, from, to }) => {
    // A namespace that goes takes its firewall along.
    if (after[record.namespace] === undefined) return [];
    const others = planOtherTables(from.tables, to.tables);
    const commands = [
      ...deletions(from, to),
      ...others,
      ...chainNames.flatMap((name) => setChain(name, from, to, options.ruleCounters[record.id] ?? {})),
    ];
    return commands.map(({ tool, argv, isDeletion }) => ({
      namespace: nameIn(after, record.namespace),
      tool,
      argv,
      reason: isDeletion ? "firewall-delete" : "firewall-set",
      record: record.id,
      phase: "set-firewalls",
    }));
  });
}

function deletions(from: Contents, to: Contents): TableCommand[] {
  return firewallTables.flatMap((table) => {
    const stay = chainsOf(table, to);
    const gone = chainsOf(table, from).filter((name) => !stay.includes(name));
    if (gone.length === 0) return [];
    const statements =
      stay.length === 0
        ? [`delete table inet ${table}`]
        : gone.flatMap((name) => [`flush chain inet ${table} ${name}`, `delete chain inet ${table} ${name}`]);
    return [{ tool: "nft" as const, argv: [statements.join("; ")], isDeletion: true }];
  });
}

function chainsOf(table: (typeof firewallTables)[number], contents: Contents): ChainName[] {
  return chainNames.filter((name) => firewallChains[name].table === table && isChainThere(contents[name]));
}

function setChain(name: ChainName, from: Contents, to: Contents, counters: RuleCounters): TableCommand[] {
  const [before, after] = [from[name], to[name]];
  if (!isChainThere(after) || isEqual(before, after)) return [];
  const { table, type, priority } = firewallChains[name];
  const chain = `inet ${table} ${name}`;
  const isNew = !isChainThere(before);
  const hook = isNew ? `type ${type} hook ${name} priority ${priority}; ` : "";
  const statements = [
    ...(chainsOf(table, from).length > 0 || chainsOf(table, to)[0] !== name
      ? []
      : [`add table inet ${table}`]),
    ...(isNew || before.policy !== after.policy
      ? [`add chain ${chain} { ${hook}policy ${after.policy}; }`]
      : []),
    ...setRules(chain, before.rules, after.rules, counters[chain] ?? []),
  ];
  return [{ tool: "nft", argv: [statements.join("; ")], isDeletion: false }];
}

/**
 * Rules that stay go on counting: where only one comes the kernel is told of that one, else all are made anew with what they
 * have counted so far.
 */
function setRules(
  chain: string,
  before: FirewallChain["rules"],
  after: FirewallChain["rules"],
  counters: readonly (RuleCounter | null)[],
): string[] {
  if (isEqual(before, after)) return [];
  const at = after.findIndex((rule, index) => !isEqual(rule, before[index]));
  const [come, rest] = [after.length - before.length, after.slice(at)];
  if (at === before.length) return rest.map((rule) => `add rule ${chain} ${command(rule)}`);
  if (come === 1 && isEqual(rest.slice(1), before.slice(at))) {
    const place = at === 0 ? `insert rule ${chain}` : `add rule ${chain} index ${at - 1}`;
    return rest.slice(0, 1).map((rule) => `${place} ${command(rule)}`);
  }
  const known = before.map((rule, index) => ({ rule, counter: counters[index] ?? null }));
  const anew = after.map((rule) => {
    const place = known.findIndex((other) => isEqual(other.rule, rule));
    const [same] = place === -1 ? [] : known.splice(place, 1);
    return `add rule ${chain} ${command(rule, same?.counter)}`;
  });
  return [`flush chain ${chain}`, ...anew];
}

/** Left to itself, nft takes a rejection for one of IPv4 or IPv6 alone where the rule says which; and lists either as it is. */
function command(rule: FirewallRule, counter: RuleCounter | null = null): string {
  const text = ruleText(rule, counter);
  return rule.action === "reject" ? `${text} with icmpx port-unreachable` : text;
}
