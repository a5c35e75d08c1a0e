import type { ObservedRoute } from "../shared/observed.ts";
import { containsAddress, parsePrefix } from "../shared/prefix.ts";
import {
  isInterface,
  interfacesOf,
  recordsOfKind,
  type InterfaceRecord,
  type RecordId,
  type Topology,
  type VethRecord,
} from "../shared/topology.ts";
import { indexOf } from "./canvas/topology-index.ts";
import type { OpenLab } from "./state.ts";
import { observedInterface, observedNamespace } from "./store.ts";

type Lab = Pick<OpenLab, "document" | "observed">;

/** One veth pair crossed, from the first end to the second. */
export interface Crossing {
  readonly from: RecordId;
  readonly to: RecordId;
}

/** From one namespace to the next: where it leaves, and the links up to there. */
export interface Hop {
  readonly out: InterfaceRecord;
  readonly crossings: readonly Crossing[];
}

export interface Way {
  readonly hops: readonly Hop[];
  readonly end: WayEnd;
}

type WayEnd =
  /** In this namespace somebody has the address. */
  | { readonly type: "there"; readonly namespace: RecordId }
  | { readonly type: "no-route"; readonly namespace: RecordId }
  /** No drawn link leads from the interface to who has the address. */
  | { readonly type: "no-link"; readonly out: InterfaceRecord; readonly address: string }
  /** By an interface made by hand, or in circles. */
  | { readonly type: "unknown" };

/** Loops in the routing end here; no lab has so many routers in a row. */
const maxHops = 32;

/**
 * The way of a packet to this address: at each namespace the kernel's own routing table says where it leaves and to whom,
 * and between two of them frames are switched.
 */
export function wayTo(lab: Lab, from: RecordId, address: string): Way {
  const { topology } = lab.document;
  const hops: Hop[] = [];
  const ending = (end: WayEnd): Way => ({ hops, end });
  let here = from;
  while (hops.length < maxHops) {
    if ([...interfacesOf(topology, here)].some((record) => holds(lab, record, address)))
      return ending({ type: "there", namespace: here });
    const route = routeTo(routesOf(lab, here), address);
    if (route === null) return ending({ type: "no-route", namespace: here });
    const out = interfaceNamed(topology, here, route.interface);
    if (out === null) return ending({ type: "unknown" });
    const next = route.gateway ?? address;
    const switched = switchTo(lab, out.id, next);
    if (switched === null) return ending({ type: "no-link", out, address: next });
    hops.push({ out, crossings: switched.crossings });
    here = switched.namespace;
  }
  return ending({ type: "unknown" });
}

/** The links a packet to this address crosses; null when the tables or the wires do not lead there. */
export function pathTo(lab: Lab, from: RecordId, address: string): Crossing[] | null {
  const { hops, end } = wayTo(lab, from, address);
  return end.type === "there" ? hops.flatMap(({ crossings }) => crossings) : null;
}

/** The interface by which packets would leave if the kernel were as drawn. */
export function drawnWayOut(
  topology: Topology,
  namespace: RecordId,
  address: string,
): InterfaceRecord | null {
  const route = routeTo(drawnRoutes(topology, namespace), address);
  return interfaceNamed(topology, namespace, route?.interface ?? null);
}

type Route = Pick<ObservedRoute, "destination" | "gateway" | "interface" | "metric">;

/** The kernel's table; until it has been read, what the drawing's addresses and routes make of it. */
function routesOf(lab: Lab, namespace: RecordId): readonly Route[] {
  return observedNamespace(lab, namespace)?.routes ?? drawnRoutes(lab.document.topology, namespace);
}

function drawnRoutes(topology: Topology, namespace: RecordId): readonly Route[] {
  const connected = [...interfacesOf(topology, namespace)].flatMap(({ name, addresses }) =>
    addresses.map((destination): Route => ({ destination, gateway: null, interface: name, metric: null })),
  );
  const chosen = [...recordsOfKind(topology, "route")].flatMap((route): Route[] => {
    if (route.namespace !== namespace) return [];
    const { destination, gateway, metric } = route;
    const named = route.interface === null ? undefined : topology[route.interface];
    const through = gateway === null ? null : routeTo(connected, gateway);
    return [
      {
        destination,
        gateway,
        metric,
        interface: isInterface(named) ? named.name : (through?.interface ?? null),
      },
    ];
  });
  return [...connected, ...chosen];
}

/** The longest prefix that holds the address; among equals, the lowest metric. */
function routeTo(routes: readonly Route[], address: string): Route | null {
  const matching = routes.flatMap((route) => {
    const prefix = parsePrefix(route.destination);
    return prefix !== null && containsAddress(prefix, address) ? [{ route, length: prefix.length }] : [];
  });
  const [best] = matching.toSorted(
    (a, b) => b.length - a.length || (a.route.metric ?? 0) - (b.route.metric ?? 0),
  );
  return best?.route ?? null;
}

function interfaceNamed(
  topology: Topology,
  namespace: RecordId,
  name: string | null,
): InterfaceRecord | null {
  return [...interfacesOf(topology, namespace)].find((record) => record.name === name) ?? null;
}

/** Drawn, or given by hand. An IPv6 address that is away while its interface is down still belongs there. */
function holds(lab: Lab, record: InterfaceRecord, address: string): boolean {
  const given = observedInterface(lab, record)?.addresses.map((known) => known.address) ?? [];
  return [...record.addresses, ...given].some((own) => own.split("/")[0] === address);
}

/** Breadth first through bridges, from an interface to the one that has the address. */
function switchTo(lab: Lab, start: RecordId, address: string) {
  const { topology } = lab.document;
  const index = indexOf(topology);
  const reached = new Map<RecordId, Crossing | null>([[start, null]]);
  for (const id of reached.keys()) {
    const record = topology[id];
    if (!isInterface(record)) continue;
    if (id !== start && holds(lab, record, address))
      return { namespace: record.namespace, crossings: backFrom(reached, topology, id) };
    // Packets leave a namespace's own interface by its pair; frames leave a bridge by every port.
    const leaving = record.kind === "bridge" ? (index.ports.get(id) ?? []) : id === start ? [id] : [];
    for (const end of leaving) {
      const crossed = crossing(topology, end);
      if (crossed !== null && !reached.has(crossed.at))
        reached.set(crossed.at, { from: end, to: crossed.peer.id });
    }
  }
  return null;
}

function crossing(topology: Topology, end: RecordId): { peer: VethRecord; at: RecordId } | null {
  const record = topology[end];
  const peer = record?.kind === "veth" ? topology[record.peer] : undefined;
  return peer?.kind === "veth" ? { peer, at: peer.master ?? peer.id } : null;
}

function backFrom(
  reached: ReadonlyMap<RecordId, Crossing | null>,
  topology: Topology,
  end: RecordId,
): Crossing[] {
  const crossings: Crossing[] = [];
  for (let step = reached.get(end); step !== null && step !== undefined; ) {
    crossings.unshift(step);
    const left = topology[step.from];
    step = reached.get(left?.kind === "veth" && left.master !== null ? left.master : step.from);
  }
  return crossings;
}
