import { isChangedBridgeNetfilter } from "../../shared/bridge-netfilter.ts";
import { isEqual } from "../../shared/equal.ts";
import { InterfacesByName } from "../../shared/interfaces-by-name.ts";
import type { Observed, ObservedInterface, ObservedNamespace } from "../../shared/observed.ts";
import { own } from "../../shared/own.ts";
import { isLinkLocal, parsePrefix } from "../../shared/prefix.ts";
import { isThisRoute, Routing } from "../../shared/routing.ts";
import {
  addressFamily,
  hasMacAddress,
  isInterface,
  isSingle,
  recordsOfKind,
  type FirewallRecord,
  type InterfaceRecord,
  type NamespaceRecord,
  type RecordId,
  type RouteRecord,
  type SingleRecord,
  type Topology,
  type TopologyRecord,
} from "../../shared/topology.ts";
import { byNetwork } from "../plan/address-order.ts";
import { depthOf } from "../plan/depth.ts";
import { isAsideName } from "../plan/interface-name.ts";
import { firewallAsBuilt } from "./firewall.ts";
import { canBeDrawn } from "./places.ts";
import { containerAsBuilt } from "./container-as-built.ts";

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
  const bridges = indexBridges(candidates);
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
    const home = findHome(record, candidates, observed, built, bridges);
    if (home !== null) add(interfaceAsBuilt(record, home, () => lowers.idOf(home.seen)));
  }
  for (const { record, routing } of versions) {
    if (record.kind === "container") add(containerAsBuilt(record, observed, built));
    if (record.kind === "route" && hasRoute(record, routing, observed, built)) add(record);
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

interface Home {
  readonly namespace: RecordId;
  readonly seen: ObservedInterface;
  readonly masterId: RecordId | null;
}

/**
 * Where the interface really is: under any of the names and namespaces it has had in the candidates, or on its way from
 * one to the other. Its MAC address tells it from one that somebody else made there; only an interface that the last
 * candidate has may be found without.
 */
function findHome(
  record: InterfaceRecord,
  candidates: readonly Topology[],
  observed: Observed,
  built: Topology,
  bridges: ReadonlyMap<string, RecordId>,
): Home | null {
  const versions = candidates.map((topology) => topology[record.id]).filter(isInterface);
  const placesNamed = (
    find: (seen: ObservedNamespace, name: string) => readonly (ObservedInterface | undefined)[],
  ) =>
    versions.flatMap(({ namespace: id, name }) => {
      const namespace = built[id];
      const here = namespace?.kind === "namespace" ? observed.namespaces[namespace.name] : undefined;
      const found = here === undefined ? [] : find(here, name);
      return found.flatMap((seen) =>
        seen?.kind === record.kind && canBeDrawn(seen) ? [{ namespace: id, seen }] : [],
      );
    });
  const places = placesNamed(({ interfaces }, name) => [interfaces[name]]);
  const macAddresses = new Set<string | null>(versions.map(({ macAddress }) => macAddress));
  const isOurs = ({ seen }: { seen: ObservedInterface }) => macAddresses.has(seen.macAddress);
  const onTheWay = () =>
    candidates.length === 1
      ? []
      : placesNamed(({ interfaces }) => Object.values(interfaces).filter(({ name }) => isAsideName(name)));
  const last = candidates.at(-1)?.[record.id];
  const home =
    places.find(isOurs) ??
    onTheWay().find(isOurs) ??
    places.find(
      ({ namespace, seen }) => isInterface(last) && namespace === last.namespace && seen.name === last.name,
    );
  if (home === undefined) return null;
  const { namespace, seen } = home;
  return {
    namespace,
    seen,
    masterId: seen.master === null ? null : (bridges.get(slot(namespace, seen.master)) ?? null),
  };
}

/** Every name a bridge has had in the candidates, by namespace. */
function indexBridges(candidates: readonly Topology[]): Map<string, RecordId> {
  const bridges = new Map<string, RecordId>();
  for (const topology of candidates) {
    for (const { id, namespace, name } of recordsOfKind(topology, "bridge")) {
      if (!bridges.has(slot(namespace, name))) bridges.set(slot(namespace, name), id);
    }
  }
  return bridges;
}

function slot(namespace: RecordId, name: string): string {
  return JSON.stringify([namespace, name]);
}

/** What a bridge has that took its address from a port and has none left: the next port gives it another. */
const noAddress = "00:00:00:00:00:00";

function interfaceAsBuilt(
  record: InterfaceRecord,
  { namespace, seen, masterId }: Home,
  lowerId: () => RecordId | null,
): InterfaceRecord {
  const common = {
    namespace,
    name: seen.name,
    adminState: seen.adminState,
    mtu: seen.mtu,
    addresses: addressesAsBuilt(record.addresses, seen),
  };
  const macAddress = (own: string) =>
    seen.macAddress === null || seen.macAddress === noAddress ? own : seen.macAddress;
  if (isSingle(record)) {
    const fields = {
      macAddress: hasMacAddress(record) ? macAddress(record.macAddress) : record.macAddress,
      master: masterId,
      lower: lowerId() ?? (seen.lower === null ? null : record.lower),
    };
    // Its kind's own, as netlink/interface-kinds/ reads them.
    return { ...record, ...common, ...fields, ...seen.settings } as SingleRecord;
  }
  const ethernet = { ...common, macAddress: macAddress(record.macAddress) };
  if (record.kind === "veth") return { ...record, ...ethernet, master: masterId };
  const { stp, ageingTimeSeconds } = seen.bridge ?? record;
  return { ...record, ...ethernet, stp, ageingTimeSeconds };
}

/** Which record an interface is on. */
class Lowers {
  readonly #observed: Observed;
  readonly #ids: Map<string, RecordId>;
  readonly #interfaces: readonly InterfacesByName[];

  constructor(candidates: readonly Topology[], observed: Observed) {
    this.#observed = observed;
    this.#ids = new Map(
      candidates.flatMap((topology) =>
        [...recordsOfKind(topology, "namespace")].map(({ name, id }) => [name, id]),
      ),
    );
    this.#interfaces = candidates.map((topology) => new InterfacesByName(topology));
  }

  idOf({ lower }: ObservedInterface): RecordId | null {
    const name = lower?.namespace ?? null;
    const id = name === null ? undefined : this.#ids.get(name);
    if (lower === null || name === null || id === undefined) return null;
    const there = Object.values(own(this.#observed.namespaces, name)?.interfaces ?? {});
    const seen = there.find(({ ifindex }) => ifindex === lower.ifindex);
    if (seen === undefined) return null;
    return (
      this.#interfaces
        .map((interfaces) => interfaces.find(id, seen.name)?.id)
        .find((found) => found !== undefined) ?? null
    );
  }
}

/**
 * What is there, and what waits for the interface to come up: in the order drawn where the kernel's means the same, else
 * in the kernel's. The kernel's own (link-local, 127.0.0.1, ::1) are nobody's wish.
 */
function addressesAsBuilt(wanted: readonly string[], seen: ObservedInterface): string[] {
  const there = seen.addresses
    .filter(({ address, scope }) => wanted.includes(address) || (scope !== "host" && !isKernelMade(address)))
    .map(({ address }) => address);
  const waiting = wanted.filter(
    (address) => !there.includes(address) && seen.adminState === "down" && addressFamily(address) === "ipv6",
  );
  const all = [...there, ...waiting];
  const drawn = wanted.filter((address) => all.includes(address));
  if (!isEqual(byNetwork(drawn), byNetwork(all))) return all;
  return [...drawn, ...all.filter((address) => !drawn.includes(address))];
}

function isKernelMade(address: string): boolean {
  const prefix = parsePrefix(address);
  return prefix !== null && isLinkLocal(prefix);
}

/** One that filters nothing is there as well as not: wherever its namespace is. */
function builtFirewall(record: FirewallRecord, observed: Observed, built: Topology): FirewallRecord | null {
  const namespace = built[record.namespace];
  const seen = namespace?.kind === "namespace" ? observed.namespaces[namespace.name] : undefined;
  return seen === undefined ? null : firewallAsBuilt(record, seen.tables);
}

function hasRoute(record: RouteRecord, routing: Routing, observed: Observed, built: Topology): boolean {
  const namespace = built[record.namespace];
  const out = built[routing.interfaceOf(record)?.id ?? ""];
  if (namespace?.kind !== "namespace" || !isInterface(out)) return false;
  if (out.adminState === "down") return true;
  const seen = observed.namespaces[namespace.name]?.routes ?? [];
  return seen.some((route) => isThisRoute(record, route) && route.interface === out.name);
}

/**
 * The records whose kernel state a change of these can touch: the other ends of veth pairs, what is in the namespaces,
 * the routes beside the interfaces and other routes, and what is on the interfaces.
 */
export function closureOf(ids: Iterable<RecordId>, topology: Topology): Set<RecordId> {
  const closure = new Set<RecordId>();
  const namespaces = new Set<RecordId>();
  const routed = new Set<RecordId>();
  const onOthers: SingleRecord[] = [];
  for (const id of ids) {
    closure.add(id);
    const record = topology[id];
    if (record?.kind === "namespace") namespaces.add(id);
    if (record?.kind === "veth") closure.add(record.peer);
    if (isInterface(record) || record?.kind === "route") routed.add(record.namespace);
  }
  for (const record of Object.values(topology)) {
    if (record.kind === "namespace") continue;
    if (isSingle(record) && record.lower !== null) onOthers.push(record);
    if (namespaces.has(record.namespace) || (record.kind === "route" && routed.has(record.namespace))) {
      closure.add(record.id);
      if (record.kind === "veth") closure.add(record.peer);
    }
  }
  for (const { id, lower } of onOthers.toSorted((a, b) => depthOf(a, topology) - depthOf(b, topology)))
    if (lower !== null && closure.has(lower)) closure.add(id);
  return closure;
}
