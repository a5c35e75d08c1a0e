import { isChangedBridgeNetfilter } from "../../shared/bridge-netfilter.ts";
import { isEqual } from "../../shared/equal.ts";
import type { Observed, ObservedNamespace } from "../../shared/observed.ts";
import { isThisRule } from "../../shared/policy-rule.ts";
import { isThisRoute, Routing } from "../../shared/routing.ts";
import {
  isInterface,
  type FirewallRecord,
  type NamespaceRecord,
  type PolicyRuleRecord,
  type RecordId,
  type RouteRecord,
  type Topology,
  type TopologyRecord,
} from "../../shared/topology.ts";
import { addressesAsBuilt } from "./addresses-as-built.ts";
import { containerAsBuilt } from "./container-as-built.ts";
import { firewallAsBuilt } from "./firewall.ts";
import { findHome, indexMasters, interfaceAsBuilt } from "./interface-as-built.ts";
import { Lowers } from "./lowers.ts";

/**
 * The records the kernel has, with the kernel's values: what a plan starts from when the kernel may not be what the
 * document says (after a failed edit, or a change by hand).
 *
 * Records are recognised by their names, interfaces by their MAC addresses too. During a rename either name may be the
 * one; pass the topologies in the order to try. What waits for its interface to come up (routes, IPv6 addresses) counts as
 * there. Records that are just as the first topology has them keep its identity.
 *
 * @param ids  only these, with what they need to be found; all when left out
 */
export function asBuilt(
  candidates: readonly Topology[],
  observed: Observed,
  ids?: ReadonlySet<RecordId>,
): Topology {
  const built: Record<RecordId, TopologyRecord> = {};
  const masters = indexMasters(candidates);
  const add = (record: TopologyRecord | null) => {
    if (record === null || built[record.id] !== undefined) return;
    const same = candidates.map((topology) => topology[record.id]).find((known) => isEqual(known, record));
    built[record.id] = same ?? record;
  };
  const withRouting = candidates.map((topology) => ({ topology, routing: new Routing(topology) }));
  const needed = ids === undefined ? null : withWhatTheyNeed(ids, withRouting);
  const versions = withRouting.flatMap(({ topology, routing }) => {
    const records =
      needed === null ? Object.values(topology) : [...needed].flatMap((id) => topology[id] ?? []);
    return records.map((record) => ({ record, routing }));
  });
  for (const { record } of versions) {
    if (record.kind === "namespace")
      add(namespaceAsBuilt(record, observed.namespaces[record.name], sysctlKeys(record.id, candidates)));
  }
  const lowers = new Lowers(candidates, observed);
  for (const { record } of versions) {
    if (!isInterface(record)) continue;
    const home = findHome(record, candidates, observed, built, masters);
    if (home !== null) add(interfaceAsBuilt(record, home, () => lowers.idOf(home.seen)));
  }
  for (const { record, routing } of versions) {
    if (record.kind === "container") add(containerAsBuilt(record, observed, built));
    if (record.kind === "route" && hasRoute(record, routing, observed, built)) add(record);
    if (record.kind === "rule" && hasRule(record, observed, built)) add(record);
    if (record.kind === "firewall") add(builtFirewall(record, observed, built));
  }
  return built;
}

/** The namespaces records are in, and the interfaces routes leave by: without them they cannot be found. */
function withWhatTheyNeed(
  ids: ReadonlySet<RecordId>,
  candidates: readonly { topology: Topology; routing: Routing }[],
): Set<RecordId> {
  const needed = new Set(ids);
  for (const { topology, routing } of candidates) {
    for (const id of ids) {
      const record = topology[id];
      if (record === undefined || record.kind === "namespace") continue;
      needed.add(record.namespace);
      const out = record.kind === "route" ? routing.interfaceOf(record) : null;
      if (out !== null) needed.add(out.id);
    }
  }
  return needed;
}

/** Whichever any of the candidates names: the others are as they are. */
function sysctlKeys(id: RecordId, candidates: readonly Topology[]): Set<string> {
  return new Set(
    candidates.flatMap((topology) => {
      const record = topology[id];
      return record?.kind === "namespace" ? Object.keys(record.sysctls) : [];
    }),
  );
}

function namespaceAsBuilt(
  record: NamespaceRecord,
  seen: ObservedNamespace | undefined,
  keys: ReadonlySet<string>,
): NamespaceRecord | null {
  if (seen === undefined) return null;
  const lo = seen.interfaces["lo"];
  return {
    ...record,
    loopback: {
      adminState: lo?.adminState ?? "down",
      addresses: lo === undefined ? [] : addressesAsBuilt(record.loopback.addresses, lo),
    },
    forwarding: seen.forwarding,
    sysctls: Object.fromEntries(
      Object.entries(seen.sysctls).filter(
        ([key, value]) => keys.has(key) || isChangedBridgeNetfilter(key, value),
      ),
    ),
  };
}

/** One that filters nothing is there as well as not: wherever its namespace is. */
function builtFirewall(record: FirewallRecord, observed: Observed, built: Topology): FirewallRecord | null {
  const namespace = built[record.namespace];
  const seen = namespace?.kind === "namespace" ? observed.namespaces[namespace.name] : undefined;
  return seen === undefined ? null : firewallAsBuilt(record, seen.tables);
}

function hasRule(record: PolicyRuleRecord, observed: Observed, built: Topology): boolean {
  const namespace = built[record.namespace];
  const seen = namespace?.kind === "namespace" ? observed.namespaces[namespace.name] : undefined;
  return seen?.rules.some((rule) => isThisRule(record, rule)) ?? false;
}

function hasRoute(record: RouteRecord, routing: Routing, observed: Observed, built: Topology): boolean {
  const namespace = built[record.namespace];
  const out = built[routing.interfaceOf(record)?.id ?? ""];
  if (namespace?.kind !== "namespace" || !isInterface(out)) return false;
  if (out.adminState === "down") return true;
  const seen = observed.namespaces[namespace.name]?.routes ?? [];
  return seen.some((route) => isThisRoute(record, route) && route.interface === out.name);
}
