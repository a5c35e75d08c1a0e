import { changedFields } from "../../shared/changes.ts";
import { batch, type Edit } from "../../shared/edit.ts";
import { isEqual } from "../../shared/equal.ts";
import {
  chainNames,
  isFirewallThere,
  matchesAll,
  newFirewall,
  type ChainName,
  type FirewallChain,
  type FirewallRecord,
  type FirewallRule,
} from "../../shared/firewall.ts";
import { formatPrefix, isLinkLocal, networkOf, parsePrefix } from "../../shared/prefix.ts";
import { renamedInPolicyRules } from "./policy-rules.ts";
import {
  recordsOfKind,
  type BridgeRecord,
  type InterfaceRecord,
  type RecordId,
  type Topology,
} from "../../shared/topology.ts";

export function firewallOf(topology: Topology, namespace: RecordId): FirewallRecord | null {
  return [...recordsOfKind(topology, "firewall")].find((record) => record.namespace === namespace) ?? null;
}

/** One that comes to hold nothing goes. `id` is for a new one. Null when nothing changes. */
export function changeChain(
  topology: Topology,
  { namespace, chain, id }: { namespace: RecordId; chain: ChainName; id: RecordId },
  change: (before: FirewallChain) => FirewallChain,
): Edit | null {
  const before = firewallOf(topology, namespace);
  const from = before ?? newFirewall(id, namespace);
  const record = { ...from, [chain]: change(from[chain]) };
  if (before === null) return isFirewallThere(record) ? { op: "add", record } : null;
  if (!isFirewallThere(record)) return { op: "remove", id: before.id };
  const changes = changedFields(before, record);
  return Object.keys(changes).length === 0 ? null : { op: "update", id: before.id, changes };
}

/** A rule at another place, or with nothing at none. */
export function withRule(
  { policy, rules }: FirewallChain,
  at: number,
  rule: FirewallRule | null,
): FirewallChain {
  const kept = rules.slice(at + 1);
  return { policy, rules: [...rules.slice(0, at), ...(rule === null ? [] : [rule]), ...kept] };
}

export function movedRule({ policy, rules }: FirewallChain, from: number, to: number): FirewallChain {
  const moved = rules.filter((_rule, at) => at !== from);
  moved.splice(to, 0, ...rules.slice(from, from + 1));
  return { policy, rules: moved };
}

/** The kernel's rules go on with the old name; who renames an interface on the canvas means them, too. */
export function renameInterface(topology: Topology, record: InterfaceRecord, name: string): Edit {
  const rules = [
    ...renamedInFirewall(topology, record, name),
    ...renamedInPolicyRules(topology, record, name),
  ];
  const rename = { op: "update", id: record.id, changes: { name } } as const;
  return rules.length === 0 ? rename : batch(rename, ...rules);
}

function renamedInFirewall(
  topology: Topology,
  { namespace, name: old }: InterfaceRecord,
  name: string,
): Edit[] {
  const firewall = firewallOf(topology, namespace);
  if (firewall === null) return [];
  const renamed = (side: string | null) => (side === old ? name : side);
  const chains = chainNames.map((chain) => {
    const rules = firewall[chain].rules.map((rule) =>
      rule.action === "nft"
        ? rule
        : { ...rule, inInterface: renamed(rule.inInterface), outInterface: renamed(rule.outInterface) },
    );
    return [chain, { ...firewall[chain], rules }] as const;
  });
  const changes = changedFields(firewall, { ...firewall, ...Object.fromEntries(chains) });
  return Object.keys(changes).length === 0 ? [] : [{ op: "update", id: firewall.id, changes }];
}

/** What a network on a bridge needs to get out, as far as the bridge has addresses: null when it can already. */
export function letOut(topology: Topology, bridge: BridgeRecord, id: RecordId): Edit | null {
  const owner = topology[bridge.namespace];
  if (owner?.kind !== "namespace") return null;
  const wanted = rulesFor(bridge);
  const firewall = firewallOf(topology, owner.id);
  const missing = wanted.filter((rule) => !firewall?.postrouting.rules.some((known) => isEqual(known, rule)));
  const networks = wanted.flatMap((rule) => (rule.action === "masquerade" ? [rule.source ?? ""] : []));
  const forwarding = {
    ipv4: owner.forwarding.ipv4 || networks.some((network) => network.includes(".")),
    ipv6: owner.forwarding.ipv6 || networks.some((network) => network.includes(":")),
  };
  const masquerade = changeChain(topology, { namespace: owner.id, chain: "postrouting", id }, (chain) => ({
    ...chain,
    rules: [...chain.rules, ...missing],
  }));
  const edits: Edit[] = [
    ...(isEqual(forwarding, owner.forwarding)
      ? []
      : [{ op: "update", id: owner.id, changes: { forwarding } } as const]),
    ...(masquerade === null ? [] : [masquerade]),
  ];
  return edits.length === 0 ? null : batch(...edits);
}

/** What stays on the bridge keeps its sender: bridged frames meet these rules, too. */
function rulesFor(bridge: BridgeRecord): FirewallRule[] {
  const networks = bridge.addresses.flatMap((address) => {
    const prefix = parsePrefix(address);
    return prefix === null || isLinkLocal(prefix) ? [] : [formatPrefix(networkOf(prefix))];
  });
  return networks.flatMap((source): FirewallRule[] => {
    const match = { ...matchesAll, source };
    return [
      { ...match, outInterface: bridge.name, action: "accept" },
      { ...match, action: "masquerade" },
    ];
  });
}
