import type { Edit } from "../edit.ts";
import { matchesAll, newFirewall, type FirewallRecord, type FirewallRule } from "../firewall.ts";
import type { OtherTable } from "../other-table.ts";
import { recordsOfKind, type Topology } from "../topology.ts";
import { namespacesOf, pick, pickOf, type Choices } from "./random-choices.ts";

const filterRules: readonly FirewallRule[] = [
  { ...matchesAll, action: "accept", states: ["established", "related"] },
  { ...matchesAll, action: "drop", source: "10.0.0.0/24", protocol: "tcp", destinationPorts: "80,443" },
  { ...matchesAll, action: "reject", destination: "2001:db8::/64" },
  { ...matchesAll, action: "count", protocol: "icmp" },
  { ...matchesAll, action: "log", protocol: "udp", sourcePorts: "8000-8010", counted: false },
  { action: "nft", text: "limit rate 5/minute counter accept" },
];
const natRules: readonly FirewallRule[] = [
  { ...matchesAll, action: "masquerade", outInterface: "eth0" },
  { ...matchesAll, action: "snat", source: "10.0.0.2", to: "10.9.9.9" },
  { ...matchesAll, action: "accept" },
];
const otherTables: readonly [OtherTable, ...OtherTable[]] = [
  { tool: "iptables", family: "ip", name: "filter", lines: [":FORWARD DROP", "-A FORWARD -i br0 -j ACCEPT"] },
  {
    tool: "iptables",
    family: "ip",
    name: "filter",
    lines: ["-A FORWARD -i br1 -j DROP", "-A FORWARD -i br0 -j ACCEPT"],
  },
  { tool: "nft", family: "ip", name: "mine", lines: ["chain own {", "counter accept", "}"] },
];

export function addFirewall(topology: Topology, { a, b, c, d }: Choices): Edit | null {
  const namespace = pick(namespacesOf(topology), a);
  if (namespace === undefined) return null;
  const tables = d % 3 === 0 ? [pickOf(otherTables, b)] : [];
  return { op: "add", record: newFirewall(`f${b % 4}`, namespace.id, { tables, ...chainOf(c, d) }) };
}

export function updateFirewall(topology: Topology, { a, b, c, d }: Choices): Edit | null {
  const firewall = pick([...recordsOfKind(topology, "firewall")], a);
  if (firewall === undefined) return null;
  const tables = [pickOf(otherTables, c), pickOf(otherTables, d)];
  return { op: "update", id: firewall.id, changes: b % 4 === 0 ? { tables } : chainOf(c, d) };
}

function chainOf(which: number, contents: number): Partial<FirewallRecord> {
  const policy = contents % 3 === 0 ? "drop" : "accept";
  const isNat = which % 3 === 0;
  const pool = isNat ? natRules : filterRules;
  const rules = pool.filter((_rule, index) => ((contents >> index) & 1) === 1);
  const chain = isNat ? "postrouting" : pickOf(["input", "forward", "output"], which);
  return {
    [chain]: { policy: isNat ? "accept" : policy, rules: contents % 2 === 0 ? rules : rules.toReversed() },
  };
}
