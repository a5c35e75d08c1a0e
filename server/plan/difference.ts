import type { ContainerRecord } from "../../shared/container.ts";
import type { RuleCounters } from "../../shared/observed.ts";
import {
  canBePort,
  isInterface,
  isSingle,
  nameOf,
  type FirewallRecord,
  type InterfaceRecord,
  type NamespaceRecord,
  type PolicyRuleRecord,
  type RecordId,
  type RouteRecord,
  type SingleRecord,
  type Topology,
  type TopologyRecord,
} from "../../shared/topology.ts";
import { depthOf } from "./depth.ts";
import { isMadeAnew } from "./made-anew.ts";

export interface PlanOptions {
  /** Kernels before 6.2 rename an interface only while it is down. */
  readonly renamesWhileUp: boolean;
  /** Kernels before 6.15 look for the name of an interface that is made in another namespace in that of the command, too. */
  readonly looksInTarget: boolean;
  /** Without it, packets are lost otherwise. */
  readonly hasNetem: boolean;
  /** Of whose packets the far end loses some although there is netem, by a table that somebody made: records. */
  readonly lostFar: ReadonlySet<RecordId>;
  /** What a new namespace has before anybody sets it; it may copy the machine's own settings (Documentation/admin-guide/sysctl/net.rst, devconf_inherit_init_net). */
  readonly bornForwarding: NamespaceRecord["forwarding"];
  /** As far as anybody asked: key (`bornKeyOf`) → value. */
  readonly bornSysctls: Readonly<Record<string, string>>;
  /** What the rules of firewalls have counted, as far as anybody asked: by record. */
  readonly ruleCounters: Readonly<Record<RecordId, RuleCounters>>;
}

export const defaultPlanOptions: PlanOptions = {
  renamesWhileUp: true,
  looksInTarget: true,
  hasNetem: true,
  lostFar: new Set(),
  bornForwarding: { ipv4: false, ipv6: false },
  bornSysctls: {},
  ruleCounters: {},
};

/** A record in both topologies, changed. */
export interface Pair<R> {
  readonly before: R;
  readonly after: R;
}

/** What changes, sorted by kind and by the order people expect in the command log. */
export interface Difference {
  readonly before: Topology;
  readonly after: Topology;
  readonly namespaces: Changed<NamespaceRecord>;
  readonly interfaces: Changed<InterfaceRecord>;
  readonly routes: Changed<RouteRecord>;
  readonly policyRules: Changed<PolicyRuleRecord>;
  readonly firewalls: Changed<FirewallRecord>;
  readonly containers: Changed<ContainerRecord>;
  /** Records that are made, or made anew. */
  readonly made: ReadonlySet<RecordId>;
  readonly options: PlanOptions;
}

export interface Changed<R> {
  readonly added: readonly R[];
  readonly removed: readonly R[];
  readonly kept: readonly Pair<R>[];
}

/** Cost follows what changed: untouched records are told by identity and never looked into. */
export function compare(before: Topology, after: Topology, options: PlanOptions): Difference {
  const comesAgain = comingAgain(before, after);
  const added: TopologyRecord[] = [];
  const removed: TopologyRecord[] = [];
  const kept: Pair<TopologyRecord>[] = [];
  for (const record of Object.values(after)) {
    const previous = before[record.id];
    if (previous === undefined) added.push(record);
    else if (comesAgain.has(record.id)) {
      removed.push(previous);
      added.push(record);
    } else if (previous !== record || comesAgain.has(masterOf(previous) ?? ""))
      kept.push({ before: previous, after: record });
  }
  for (const record of Object.values(before)) if (after[record.id] === undefined) removed.push(record);
  const all = {
    added: added.toSorted(byName),
    removed: removed.toSorted(byName),
    kept: kept.toSorted((a, b) => byName(a.after, b.after)),
  };
  return {
    before,
    after,
    namespaces: only(all, (record) => record.kind === "namespace"),
    interfaces: only(all, isInterface),
    routes: only(all, (record) => record.kind === "route"),
    policyRules: only(all, (record) => record.kind === "rule"),
    firewalls: only(all, (record) => record.kind === "firewall"),
    containers: only(all, (record) => record.kind === "container"),
    made: new Set(added.map(({ id }) => id)),
    options,
  };
}

function masterOf(record: TopologyRecord): RecordId | null {
  return canBePort(record) ? record.master : null;
}

/**
 * What the kernel cannot bring from the one to the other goes, and comes again: a veth end whose peer is gone from the
 * kernel under its name, and what is made anew; with all that is on these.
 */
function comingAgain(before: Topology, after: Topology): ReadonlySet<RecordId> {
  const again = new Set<RecordId>();
  const onOthers: SingleRecord[] = [];
  for (const record of Object.values(after)) {
    const previous = before[record.id];
    if (previous === undefined) continue;
    if (isHalfPair(previous, before) || (previous !== record && isMadeAnew(previous, record)))
      again.add(record.id);
    if (isSingle(previous) && previous.lower !== null) onOthers.push(previous);
  }
  const goes = (id: RecordId) => again.has(id) || (before[id] !== undefined && after[id] === undefined);
  for (const { id, lower } of onOthers.toSorted((a, b) => depthOf(a, before) - depthOf(b, before)))
    if (lower !== null && goes(lower)) again.add(id);
  return again;
}

function isHalfPair(record: TopologyRecord, topology: Topology): boolean {
  return record.kind === "veth" && topology[record.peer] === undefined;
}

function only<R extends TopologyRecord>(
  { added, removed, kept }: Changed<TopologyRecord>,
  is: (record: TopologyRecord) => record is R,
): Changed<R> {
  return {
    added: added.filter(is),
    removed: removed.filter(is),
    kept: kept.flatMap(({ before, after }) => (is(before) && is(after) ? [{ before, after }] : [])),
  };
}

/** ns2 before ns10; the id settles the rest, so that the order of records never shows. */
export function byName(a: TopologyRecord, b: TopologyRecord): number {
  return collator.compare(nameOf(a), nameOf(b)) || (a.id < b.id ? -1 : 1);
}

const collator = new Intl.Collator("en", { numeric: true });

/** What a namespace is called in this topology. */
export function nameIn(topology: Topology, id: RecordId): string {
  const record = topology[id];
  if (record?.kind !== "namespace") throw new TypeError(`no namespace ${id}`);
  return record.name;
}
