import { checkTopology } from "../../shared/check-topology.ts";
import { isEqual } from "../../shared/equal.ts";
import { ProblemError } from "../../shared/errors.ts";
import { isFirewallThere } from "../../shared/firewall.ts";
import { followInterfaces } from "../../shared/follow-interfaces.ts";
import { newId } from "../../shared/ids.ts";
import { lossIn } from "../../shared/loss.ts";
import { InterfacesByName } from "../../shared/interfaces-by-name.ts";
import type { Observed, ObservedInterface, ObservedRoute } from "../../shared/observed.ts";
import { own } from "../../shared/own.ts";
import { isThisRoute, Routing } from "../../shared/routing.ts";
import {
  addressFamily,
  canBePort,
  hasMacAddress,
  isInterface,
  isOnNoCard,
  isSingle,
  keptRecordSchema,
  namespaceOf,
  newRoute,
  recordsOfKind,
  type InterfaceRecord,
  type RecordId,
  type RouteRecord,
  type Topology,
  type TopologyRecord,
} from "../../shared/topology.ts";
import { asBuilt } from "./as-built.ts";
import { newFirewallAsBuilt } from "./firewall.ts";
import { locate, type Inodes } from "./locate.ts";
import { withNewRules } from "./policy-rule.ts";
import { canBeDrawn } from "./places.ts";

export interface Adoption {
  /** The document's topology as the kernel has it. */
  readonly topology: Topology;
  /** Pairs of which only one end is to be seen: the other may be on its way. They are as they were. */
  readonly halves: ReadonlySet<RecordId>;
}

/** What was seen to change: of namespaces, by name, the names of interfaces. Of each the namespace itself and its routes, too. */
export type Seen = ReadonlyMap<string, ReadonlySet<string>>;

export interface AdoptOptions {
  /** Nothing else can be other than before. */
  readonly seen: Seen;
  readonly inodes: Inodes;
  /** These stay as they are drawn: the kernel refused them. */
  readonly spared: ReadonlySet<RecordId>;
  /** Are pairs of which one end stays out of sight to go? */
  readonly isHalfGone: boolean;
}

/**
 * What somebody did by hand, as part of the document. Law: the kernel is what the result says, and what it does not say
 * (a kind of interface nobody can draw, a route that leads nowhere) is left alone. Records that are as they were keep
 * their identity.
 */
export function adopt(before: Topology, observed: Observed, options: AdoptOptions): Adoption {
  const ids = new Set<RecordId>();
  const isEachInPlace = isAllInPlace(before, observed, options.seen, ids);
  const { topology: located, halves } = isEachInPlace
    ? { topology: before, halves: new Set<RecordId>() }
    : locate(before, observed, options.inodes);
  const looked = isEachInPlace ? ids : new Set(Object.keys(located));
  const names = new Set(isEachInPlace ? options.seen.keys() : Object.keys(observed.namespaces));
  const kernel = withValues(before, located, observed, looked);
  const routed = withNewRules(withNewRoutes(kernel, observed, names), observed, names);
  const found = withFirewalls(before, routed, observed, names);
  const kept = options.isHalfGone ? options.spared : new Set([...options.spared, ...halves]);
  const topology = valid(before, withSpared(found, before, kept));
  return { topology, halves: options.isHalfGone ? new Set() : halves };
}

/**
 * Is every interface that was seen to change where it is drawn, and no other there? Then nothing was made, moved or taken
 * away, and `ids` are the records that may have other values.
 */
function isAllInPlace(topology: Topology, { namespaces }: Observed, seen: Seen, ids: Set<RecordId>): boolean {
  const drawn = new Map([...recordsOfKind(topology, "namespace")].map((record) => [record.name, record]));
  const interfaces = new InterfacesByName(topology);
  for (const [name, changed] of seen) {
    const namespace = drawn.get(name);
    const there = own(namespaces, name);
    if (namespace === undefined && there === undefined) continue;
    if (namespace === undefined || there === undefined) return false;
    ids.add(namespace.id);
    for (const device of changed) {
      const record = interfaces.find(namespace.id, device);
      if (!isInPlace(record, own(there.interfaces, device))) return false;
      if (record !== undefined) ids.add(record.id);
    }
  }
  for (const record of Object.values(topology)) {
    if (isLostElsewhere(record, topology, namespaces, ids)) ids.add(record.id);
    const goesWithIt = isOnNoCard(record) || record.kind === "container";
    if (goesWithIt && ids.has(record.namespace)) ids.add(record.id);
  }
  return true;
}

/** Is what it sends lost, as drawn or in the kernel, where something was seen to change? */
function isLostElsewhere(
  record: TopologyRecord,
  topology: Topology,
  namespaces: Observed["namespaces"],
  ids: ReadonlySet<RecordId>,
): boolean {
  const far = record.kind === "veth" ? topology[record.peer] : undefined;
  if (record.kind !== "veth" || !isInterface(far) || !ids.has(far.namespace)) return false;
  const tables = own(namespaces, namespaceOf(topology, far.namespace).name)?.tables ?? [];
  return (record.quality?.lossPercent ?? null) !== null || tables.some((table) => lossIn(table) !== null);
}

function isInPlace(record: InterfaceRecord | undefined, there: ObservedInterface | undefined): boolean {
  if (record === undefined) return there === undefined || !canBeDrawn(there);
  if (there === undefined || there.kind !== record.kind || !canBeDrawn(there)) return false;
  return !hasMacAddress(record) || record.macAddress === there.macAddress;
}

function withValues(
  before: Topology,
  located: Topology,
  observed: Observed,
  ids: ReadonlySet<RecordId>,
): Topology {
  const built = asBuilt([located], observed, ids);
  const others = [...ids].filter((id) => built[id] !== located[id]);
  if (located === before && others.length === 0) return before;
  const result = { ...located };
  for (const id of others) {
    const record = built[id];
    if (record === undefined) delete result[id];
    else result[id] = record;
  }
  // What was set for an interface is still so under its new name, which nobody has read yet. A move forgets it.
  for (const [id, sysctls] of followInterfaces(before, result, () => false)) {
    const record = result[id];
    if (record?.kind === "namespace") result[id] = { ...record, sysctls };
  }
  return result;
}

/** With a record for each route that nobody drew and anybody could. */
function withNewRoutes(topology: Topology, observed: Observed, among: ReadonlySet<string>): Topology {
  const made: Record<RecordId, RouteRecord> = {};
  let routing: Routing | null = null;
  for (const { id, name } of recordsOfKind(topology, "namespace")) {
    const seen = among.has(name) ? observed.namespaces[name] : undefined;
    const candidates = seen?.routes.filter(isDrawable) ?? [];
    if (candidates.length === 0) continue;
    const here = Object.values(topology).filter(
      (record) => record.kind !== "namespace" && record.namespace === id,
    );
    const drawn = here.filter((record) => record.kind === "route");
    const interfaces = new Map(here.filter(isInterface).map((record) => [record.name, record]));
    for (const route of candidates) {
      const out = interfaces.get(route.interface ?? "");
      if (out === undefined || drawn.some((record) => isThisRoute(record, route))) continue;
      routing ??= new Routing({ ...topology, ...placeholderRoute(id) });
      const record = toRecord(id, route, out, routing);
      made[record.id] = record;
    }
  }
  return Object.keys(made).length === 0 ? topology : { ...topology, ...made };
}

/** With a record for each firewall that nobody drew, and without those that somebody took away. */
function withFirewalls(
  before: Topology,
  topology: Topology,
  observed: Observed,
  among: ReadonlySet<string>,
): Topology {
  const known = new Map([...recordsOfKind(topology, "firewall")].map((record) => [record.namespace, record]));
  let result = topology;
  for (const { id, name } of recordsOfKind(topology, "namespace")) {
    const tables = among.has(name) ? observed.namespaces[name]?.tables : undefined;
    if (tables === undefined) continue;
    const record = known.get(id);
    if (record === undefined) {
      const made = newFirewallAsBuilt(newId(), id, tables);
      if (made !== null) result = { ...result, [made.id]: made };
    } else if (record !== before[record.id] && !isFirewallThere(record)) {
      const { [record.id]: _, ...others } = result;
      result = others;
    }
  }
  return result;
}

/** Without any route a Routing has nothing to go by. */
function placeholderRoute(namespace: RecordId): Topology {
  const route = newRoute("placeholder", namespace, "0.0.0.0/0", { gateway: "0.0.0.0" });
  return { [route.id]: route };
}

/** Not the kernel's own, learnt from a router or told to be elsewhere than it seems. */
function isDrawable({ protocol, flags, destination, gateway }: ObservedRoute): boolean {
  const isSomebodys = !["kernel", "ra", "redirect"].includes(protocol);
  const isOneFamily = gateway === null || addressFamily(gateway) === addressFamily(destination);
  return isSomebodys && isOneFamily && !flags.includes("onlink");
}

/** As people write it: the interface is named where the gateway alone does not say it. */
function toRecord(
  namespace: RecordId,
  { destination, gateway, metric, table }: ObservedRoute,
  out: InterfaceRecord,
  routing: Routing,
): RouteRecord {
  const usual = addressFamily(destination) === "ipv6" ? 1024 : 0;
  const record = newRoute(newId(), namespace, destination, {
    gateway,
    metric: metric === null || metric === usual ? null : metric,
    table,
  });
  const isSaid =
    gateway !== null && !routing.isAmbiguous(record) && routing.interfaceOf(record)?.id === out.id;
  return isSaid ? record : { ...record, interface: out.id };
}

function withSpared(topology: Topology, before: Topology, spared: ReadonlySet<RecordId>): Topology {
  const others = [...spared].flatMap((id) => {
    const record = before[id];
    return record === undefined || topology[id] === record ? [] : [[id, record] as const];
  });
  return others.length === 0 ? topology : { ...topology, ...Object.fromEntries(others) };
}

/**
 * The kernel takes more than a document may say. What cannot be said stays as it was, or, where that contradicts the rest,
 * out of the document: it is in the kernel all the same, and shown.
 */
function valid(before: Topology, wanted: Topology): Topology {
  if (wanted === before) return before;
  const result = { ...wanted };
  for (const record of Object.values(wanted)) {
    if (before[record.id] !== record && !keptRecordSchema.safeParse(record).success)
      leaveOut(result, before, record.id);
  }
  // Each time one thing less is said that was not before.
  for (let attempts = Object.keys(wanted).length; attempts >= 0; attempts -= 1) {
    const at = contradiction(result);
    // A document from before a rule came: what contradicts itself in it is for people to mend.
    if (at === null || contradiction(before) !== null) return isEqual(result, before) ? before : result;
    leaveOut(result, before, at);
  }
  return before;
}

/** The record at fault; null when all is well. */
function contradiction(topology: Topology): RecordId | null {
  try {
    checkTopology(topology);
    return null;
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    return error.problem.path?.split(".")[0] ?? "";
  }
}

function leaveOut(topology: Record<RecordId, TopologyRecord>, before: Topology, id: RecordId): void {
  const [record, was] = [topology[id], before[id]];
  if (record === undefined) return;
  if (was !== undefined && was !== record && record.kind !== "route" && record.kind !== "rule") {
    topology[id] = was;
    return;
  }
  if (record.kind === "namespace") return;
  delete topology[id];
  if (record.kind === "veth") delete topology[record.peer];
  for (const other of Object.values(topology)) {
    if (other.kind === "route" && other.interface === id) delete topology[other.id];
    else if (isSingle(other) && other.lower === id) leaveOut(topology, before, other.id);
    else if (canBePort(other) && other.master === id) topology[other.id] = { ...other, master: null };
  }
}
