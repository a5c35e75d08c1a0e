import { containsAddress, parsePrefix } from "../shared/prefix.ts";
import { mainTable } from "../shared/routing-table.ts";
import {
  addressFamily,
  isInterface,
  interfacesOf,
  recordsOfKind,
  type InterfaceRecord,
  type RecordId,
  type SingleRecord,
  type Topology,
  type VethRecord,
} from "../shared/topology.ts";
import { decide, routeTo, rulesAsDrawn, type Packet, type Route } from "./policy-routing.ts";
import type { OpenLab } from "./state.ts";
import { observedInterface, observedNamespace } from "./store.ts";
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
  /** Whom the packet comes from; null where it has not got so far. */
  readonly source: string | null;
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
 * The way of a packet to this address: at each namespace the kernel's own rules and routing tables say where it leaves and
 * to whom, and between two of them frames are switched. Where it does not lead there, the hops go as far as it gets.
 *
 * @param source  of an answer, which has the address that was asked; left out, the kernel chooses
 */
export function wayTo(lab: Lab, from: RecordId, address: string, source: string | null = null): Way {
  const { topology } = lab.document;
  const hops: Hop[] = [];
  let packet: Packet = { source, destination: address, iif: "lo" };
  const ending = (end: WayEnd): Way => ({ hops, source: packet.source, end });
  let here = from;
  while (hops.length < maxHops) {
    if (isOwnAddress(lab, here, address)) return ending({ type: "there", namespace: here });
    const route = routeOf(lab, here, packet);
    if (route === null) return ending({ type: "no-route", namespace: here });
    const out = interfaceNamed(topology, here, route.interface);
    if (out === null) return ending({ type: "unknown" });
    const next = route.gateway ?? address;
    const { crossings, end } = switchTo(lab, out.id, next);
    hops.push({ out, crossings });
    packet = { ...packet, source: packet.source ?? sourceOf(lab, out, next) };
    if (end.type === "no-link") return ending({ ...end, out, address: next });
    if (end.type === "no-address") return ending({ ...end, address: next });
    if (end.type === "detached") return ending(end);
    here = end.interface.namespace;
    packet = { ...packet, iif: end.interface.name };
  }
  return ending({ type: "unknown" });
}

/** What the kernel puts into a packet that has no source: of the interface, the first address near the next hop, else the first. */
function sourceOf(lab: Lab, out: InterfaceRecord, next: string): string | null {
  const own = (observedInterface(lab, out)?.addresses ?? [])
    .filter(({ scope }) => scope === "global")
    .map(({ address }) => parsePrefix(address))
    .filter((prefix) => prefix?.family === addressFamily(next));
  const near = own.find((prefix) => prefix !== null && containsAddress(prefix, next));
  return (near ?? own[0])?.address ?? null;
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
  const packet = { source: null, destination: address, iif: "lo" };
  const route = decide(rulesAsDrawn(topology, namespace), drawnRoutes(topology, namespace), packet);
  return interfaceNamed(topology, namespace, route?.interface ?? null);
}

/** The kernel's tables; until they have been read, what the drawing's addresses and routes make of them. */
function routeOf(lab: Lab, namespace: RecordId, packet: Packet): Route | null {
  const { topology } = lab.document;
  const seen = observedNamespace(lab, namespace);
  return decide(
    seen?.rules ?? rulesAsDrawn(topology, namespace),
    seen?.routes ?? drawnRoutes(topology, namespace),
    packet,
  );
}

function drawnRoutes(topology: Topology, namespace: RecordId): readonly Route[] {
  const connected = [...interfacesOf(topology, namespace)].flatMap(({ name, addresses }) =>
    addresses.map(
      (destination): Route => ({
        destination,
        gateway: null,
        interface: name,
        metric: null,
        table: mainTable,
      }),
    ),
  );
  const chosen = [...recordsOfKind(topology, "route")].flatMap((route): Route[] => {
    if (route.namespace !== namespace) return [];
    const { destination, gateway, metric, table } = route;
    const named = route.interface === null ? undefined : topology[route.interface];
    const through = gateway === null ? null : routeTo(connected, gateway);
    return [
      {
        destination,
        gateway,
        metric,
        table,
        interface: isInterface(named) ? named.name : (through?.interface ?? null),
      },
    ];
  });
  return [...connected, ...chosen];
}

function interfaceNamed(
  topology: Topology,
  namespace: RecordId,
  name: string | null,
): InterfaceRecord | null {
  return [...interfacesOf(topology, namespace)].find((record) => record.name === name) ?? null;
}
