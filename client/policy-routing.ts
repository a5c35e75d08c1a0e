import type { ObservedPolicyRule, ObservedRoute } from "../shared/observed.ts";
import { bornRules, newPolicyRule } from "../shared/policy-rule.ts";
import { containsAddress, parsePrefix } from "../shared/prefix.ts";
import { localTable } from "../shared/routing-table.ts";
import { addressFamily, recordsOfKind, type RecordId, type Topology } from "../shared/topology.ts";

export type Route = Pick<ObservedRoute, "destination" | "gateway" | "interface" | "metric" | "table">;

/** A ping's packet, as a namespace looks at it. */
export interface Packet {
  /** null where the kernel has still to choose: then no rule for a source fits. */
  readonly source: string | null;
  readonly destination: string;
  /** The interface by which it came in; lo where the namespace sends it itself. */
  readonly iif: string;
}

/**
 * The route that a packet takes: rule by rule, a table is looked up until one has a route (fib_rules_lookup,
 * net/core/fib_rules.c). The namespace's own addresses, the table local, are nobody's question here.
 */
export function decide(
  rules: readonly ObservedPolicyRule[],
  routes: readonly Route[],
  packet: Packet,
): Route | null {
  const family = addressFamily(packet.destination);
  for (const rule of rules) {
    if (rule.family !== family || rule.table === localTable || !fits(rule, packet)) continue;
    if (rule.action !== "lookup") return null;
    const route = routeTo(
      routes.filter(({ table }) => table === rule.table),
      packet.destination,
    );
    if (route !== null && lengthOf(route) > (rule.suppressPrefixLength ?? -1)) return route;
  }
  return null;
}

/** Nobody has marked or bound it, and ICMP has no ports. What only the kernel can say fits nothing. */
function fits(rule: ObservedPolicyRule, { source, destination, iif }: Packet): boolean {
  if (rule.others.length > 0) return false;
  const isIn = (network: string, address: string) => {
    const prefix = parsePrefix(
      network.includes("/") ? network : `${network}/${network.includes(":") ? 128 : 32}`,
    );
    return prefix !== null && containsAddress(prefix, address);
  };
  const isIt =
    (rule.from === null || (source !== null && isIn(rule.from, source))) &&
    (rule.to === null || isIn(rule.to, destination)) &&
    (rule.iif === null || rule.iif === iif) &&
    (rule.ipproto === null || rule.ipproto === (rule.family === "ipv6" ? "ipv6-icmp" : "icmp")) &&
    [rule.oif, rule.fwmark, rule.sport, rule.dport].every((match) => match === null);
  return isIt !== rule.not;
}

/** The longest prefix that holds the address; among equals, the lowest metric. */
export function routeTo(routes: readonly Route[], address: string): Route | null {
  const matching = routes.filter(({ destination }) => {
    const prefix = parsePrefix(destination);
    return prefix !== null && containsAddress(prefix, address);
  });
  const [best] = matching.toSorted((a, b) => lengthOf(b) - lengthOf(a) || (a.metric ?? 0) - (b.metric ?? 0));
  return best ?? null;
}

function lengthOf({ destination }: Route): number {
  return parsePrefix(destination)?.length ?? 0;
}

/** The rules of a namespace that is as drawn, in the kernel's order. */
export function rulesAsDrawn(topology: Topology, namespace: RecordId): ObservedPolicyRule[] {
  const born = bornRules.map((rule) => ({ ...newPolicyRule("", namespace, 0, rule), protocol: "kernel" }));
  const drawn = [...recordsOfKind(topology, "rule")]
    .filter((rule) => rule.namespace === namespace)
    .map((rule) => ({ ...rule, protocol: "boot" }));
  return [...born, ...drawn]
    .toSorted((a, b) => a.family.localeCompare(b.family) || a.priority - b.priority)
    .map(({ id: _id, kind: _kind, namespace: _namespace, ...rule }) => ({ ...rule, others: [] }));
}
