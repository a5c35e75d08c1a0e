import { chainNames, firewallChains, isChainThere, type FirewallRecord } from "../../shared/firewall.ts";
import { hostId } from "../../shared/names.ts";
import { formatPrefix, isLinkLocal, networkOf, parsePrefix } from "../../shared/prefix.ts";
import { mainTable } from "../../shared/routing-table.ts";
import type { Step } from "../../shared/step.ts";
import { isOfDrawnInterface, parseInterfaceSysctl } from "../../shared/sysctl.ts";
import {
  interfacesOf,
  namespaceOf,
  recordsOfKind,
  type PolicyRuleRecord,
  type Topology,
} from "../../shared/topology.ts";

/** What a script makes of namespaces, and of the machine's own one: what must be free before, and go afterwards. */
export interface Inventory {
  readonly namespaces: readonly string[];
  readonly interfaces: readonly string[];
  /** What routes to them would come into the machine's main table. */
  readonly networks: readonly string[];
  /** Those of lo. */
  readonly addresses: readonly string[];
  /** Of nftables, as `inet:filter`. */
  readonly tables: readonly string[];
  /** Places of policy routing rules, by family and priority, as `-4:100`. */
  readonly rules: readonly string[];
  /** Programs that the commands need. */
  readonly tools: readonly string[];
  /** Sysctls that stay when the interfaces have gone. */
  readonly settings: readonly string[];
}

export function inventoryOf(topology: Topology, steps: readonly Step[]): Inventory {
  const interfaces = [...interfacesOf(topology, hostId)];
  const addresses = interfaces.flatMap((record) => record.addresses);
  const routes = [...recordsOfKind(topology, "route")].filter(
    ({ namespace, table }) => namespace === hostId && table === mainTable,
  );
  return {
    namespaces: steps.flatMap(({ reason, argv }) => (reason === "namespace-add" ? (argv.at(-1) ?? []) : [])),
    interfaces: interfaces.map(({ name }) => name).toSorted(),
    networks: unique([...addresses.flatMap(networkBehind), ...routes.map(({ destination }) => destination)]),
    addresses: namespaceOf(topology, hostId).loopback.addresses,
    tables: unique([...[...recordsOfKind(topology, "firewall")].flatMap(tablesOf), ...steps.flatMap(lossOf)]),
    rules: unique([...recordsOfKind(topology, "rule")].flatMap(ruleOf)),
    tools: unique(["ip", "sysctl", ...steps.map(({ tool }) => tool)]),
    settings: unique(steps.filter(({ namespace }) => namespace === "host").flatMap(settingOf)),
  };
}

/** Every machine has fe80::/64 on each link. */
function networkBehind(address: string): string[] {
  const prefix = parsePrefix(address);
  return prefix === null || isLinkLocal(prefix) ? [] : [formatPrefix(networkOf(prefix))];
}

/** Those in the machine's own namespace. */
function tablesOf(record: FirewallRecord): string[] {
  if (record.namespace !== hostId) return [];
  const chains = chainNames.filter((name) => isChainThere(record[name]));
  return [
    ...chains.map((name) => `inet:${firewallChains[name].table}`),
    ...record.tables.map(({ family, name }) => `${family}:${name}`),
  ];
}

/** Those in the machine's own namespace. */
function ruleOf({ namespace, family, priority }: PolicyRuleRecord): string[] {
  return namespace === hostId ? [`${family === "ipv6" ? "-6" : "-4"}:${priority}`] : [];
}

/** Of a link that ends in the machine itself. */
function lossOf({ namespace, reason, argv: [statements = ""] }: Step): string[] {
  const [, name] = /^add table netdev ([^;]+);/.exec(statements) ?? [];
  return namespace !== "host" || reason !== "quality-set" || name === undefined ? [] : [`netdev:${name}`];
}

function settingOf({ tool, argv }: Step): string[] {
  const [, assignment = ""] = argv;
  const key = assignment.slice(0, assignment.indexOf("="));
  const parsed = parseInterfaceSysctl(key);
  return tool !== "sysctl" || (parsed !== null && isOfDrawnInterface(parsed)) ? [] : [key];
}

function unique(texts: readonly string[]): string[] {
  return [...new Set(texts)].toSorted();
}
