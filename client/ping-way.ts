import type { ObservedRoute } from "../shared/observed.ts";
import { containsAddress, parsePrefix } from "../shared/prefix.ts";
import { mainTable } from "../shared/routing-table.ts";
import {
  isInterface,
  interfacesOf,
  recordsOfKind,
  type InterfaceRecord,
  type RecordId,
  type SingleRecord,
  type Topology,
  type VethRecord,
} from "../shared/topology.ts";
import type { OpenLab } from "./state.ts";
import { observedNamespace } from "./store.ts";
import { isOwnAddress, switchTo } from "./switching.ts";
import type { Crossing } from "./ways-out.ts";

type Lab = Pick<OpenLab, "document" | "observed">;

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
  /** Frames get no further than to here: see `Switched`. */
  | { readonly type: "detached"; readonly port: VethRecord | SingleRecord }
  | { readonly type: "no-address"; readonly interface: InterfaceRecord; readonly address: string }
  /** No drawn link leads from the interface to who has the address. */
  | { readonly type: "no-link"; readonly out: InterfaceRecord; readonly address: string }
  /** By an interface made by hand, or in circles. */
  | { readonly type: "unknown" };

/** Loops in the routing end here; no lab has so many routers in a row. */
const maxHops = 32;

/**
 * The way of a packet to this address: at each namespace the kernel's own routing table says where it leaves and to whom,
 * and between two of them frames are switched. Where it does not lead there, the hops go as far as it gets.
 */
export function wayTo(lab: Lab, from: RecordId, address: string): Way {
  const { topology } = lab.document;
  const hops: Hop[] = [];
  const ending = (end: WayEnd): Way => ({ hops, end });
  let here = from;
  while (hops.length < maxHops) {
    if (isOwnAddress(lab, here, address)) return ending({ type: "there", namespace: here });
    const route = routeTo(routesOf(lab, here), address);
    if (route === null) return ending({ type: "no-route", namespace: here });
    const out = interfaceNamed(topology, here, route.interface);
    if (out === null) return ending({ type: "unknown" });
    const next = route.gateway ?? address;
    const { crossings, end } = switchTo(lab, out.id, next);
    hops.push({ out, crossings });
    if (end.type === "no-link") return ending({ ...end, out, address: next });
    if (end.type === "no-address") return ending({ ...end, address: next });
    if (end.type === "detached") return ending(end);
    here = end.interface.namespace;
  }
  return ending({ type: "unknown" });
}

/** The links a packet to this address crosses: all of them, or as many as it gets over. */
export function pathTo(lab: Lab, from: RecordId, address: string) {
  const { hops, end } = wayTo(lab, from, address);
  return { crossings: hops.flatMap(({ crossings }) => crossings), isWhole: end.type === "there" };
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

/** Of the table main. */
type Route = Pick<ObservedRoute, "destination" | "gateway" | "interface" | "metric">;

/** The kernel's table; until it has been read, what the drawing's addresses and routes make of it. */
function routesOf(lab: Lab, namespace: RecordId): readonly Route[] {
  const seen = observedNamespace(lab, namespace)?.routes.filter(({ table }) => table === mainTable);
  return seen ?? drawnRoutes(lab.document.topology, namespace);
}

function drawnRoutes(topology: Topology, namespace: RecordId): readonly Route[] {
  const connected = [...interfacesOf(topology, namespace)].flatMap(({ name, addresses }) =>
    addresses.map((destination): Route => ({ destination, gateway: null, interface: name, metric: null })),
  );
  const chosen = [...recordsOfKind(topology, "route")].flatMap((route): Route[] => {
    if (route.namespace !== namespace || route.table !== mainTable) return [];
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
