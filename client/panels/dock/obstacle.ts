import { containsAddress, parseAddress, parsePrefix } from "../../../shared/prefix.ts";
import {
  addressFamily,
  canBePort,
  isInterface,
  namespaceOf,
  type InterfaceRecord,
  type RecordId,
  type SingleRecord,
  type VethRecord,
} from "../../../shared/topology.ts";
import { masterOf } from "../../attachment.ts";
import { drawnWayOut, wayTo, type Way } from "../../ping-way.ts";
import type { ClientPing, OpenLab } from "../../state.ts";
import { observedInterface, observedNamespace } from "../../store.ts";
import { interfaceState } from "../interface-state.ts";

type Lab = Pick<OpenLab, "document" | "observed">;

/** Something seen now that keeps a ping's packets, or the answers, from passing. Names are the kernel's. */
export type Obstacle = Place &
  (
    | { readonly type: "missing" | "down" | "no-carrier" | "listening" | "learning" }
    | { readonly type: "not-port" | "port-by-hand"; readonly bridge: string }
    | { readonly type: "not-forwarding"; readonly family: "IPv4" | "IPv6" }
    | { readonly type: "no-route" | "no-address" | "no-link" | "nobody"; readonly address: string }
  );

interface Place {
  /** An interface, or the namespace itself. */
  readonly at: RecordId;
  readonly namespace: string;
  readonly interface: string;
}

/** What stands in the way there, else in the way back; null when nothing is seen, which proves nothing. */
export function obstacleOf(lab: Lab, { ping, events }: ClientPing): Obstacle | null {
  const target = events.findLast((event) => event.type === "target")?.address;
  const address = parseAddress(target ?? ("host" in ping.to ? ping.to.host : ""))?.address;
  if (address === undefined || lab.document.topology[ping.from]?.kind !== "namespace") return null;
  if (isOwn(lab, ping.from, address)) return loopbackObstacle(lab, ping.from);
  const there = wayTo(lab, ping.from, address);
  const { source } = there;
  return (
    onWay(lab, there, address) ??
    (there.end.type === "there" && source !== null
      ? onWay(lab, wayTo(lab, there.end.namespace, source, address), source)
      : null)
  );
}

function onWay(lab: Lab, way: Way, address: string): Obstacle | null {
  const passed = way.hops.flatMap(({ out, crossings }) => [
    out.id,
    ...crossings.flatMap(({ from, to }) => [from, ...bridgeAt(lab, from), to, ...bridgeAt(lab, to)]),
  ]);
  return worst(lab, passed) ?? notForwarding(lab, way, addressFamily(address)) ?? atTheEnd(lab, way, address);
}

function bridgeAt(lab: Lab, id: RecordId): readonly RecordId[] {
  const record = lab.document.topology[id];
  const bridge = canBePort(record) ? masterOf(lab, record) : null;
  return typeof bridge === "string" ? [bridge] : [];
}

/** The causes before what follows from them: an interface set down takes its peer's carrier away. */
const severity = ["missing", "down", "no-carrier", "listening", "learning"] as const;

function worst(lab: Lab, ids: readonly RecordId[]): Obstacle | null {
  const { topology } = lab.document;
  const seen = ids
    .map((id) => topology[id])
    .filter(isInterface)
    .map((record) => ({ record, state: stateOf(lab, record) }));
  for (const type of severity) {
    const found = seen.find(({ state }) => state === type);
    if (found !== undefined) return { type, ...placeOf(lab, found.record) };
  }
  return null;
}

/** A bridge's port passes nothing until STP lets it forward. */
function stateOf(lab: Lab, record: InterfaceRecord): string {
  const observed = observedInterface(lab, record);
  const state = interfaceState(observed);
  return state === "up" ? (observed?.bridgePort?.state ?? state) : state;
}

/** What is not for them, the namespaces in between pass on. */
function notForwarding(lab: Lab, way: Way, family: "ipv4" | "ipv6"): Obstacle | null {
  const between = way.hops.slice(1).map(({ out }) => out.namespace);
  const closed = between.find((id) => observedNamespace(lab, id)?.forwarding[family] === false);
  if (closed === undefined) return null;
  return {
    type: "not-forwarding",
    ...namespacePlace(lab, closed),
    family: family === "ipv4" ? "IPv4" : "IPv6",
  };
}

function atTheEnd(lab: Lab, { end }: Way, address: string): Obstacle | null {
  if (end.type === "no-route") {
    const out = drawnWayOut(lab.document.topology, end.namespace, address);
    const cause = out === null ? null : worst(lab, [out.id]);
    return cause ?? { type: "no-route", ...namespacePlace(lab, end.namespace), address };
  }
  if (end.type === "detached") return detached(lab, end.port);
  if (end.type === "no-address")
    return { type: "no-address", ...placeOf(lab, end.interface), address: end.address };
  if (end.type !== "no-link") return null;
  const type = isAnybodys(lab, end.address) ? "no-link" : "nobody";
  return { type, ...placeOf(lab, end.out), address: end.address };
}

/** A port of no bridge or of another one; or of one where none is drawn. */
function detached(lab: Lab, port: VethRecord | SingleRecord): Obstacle {
  const bridge = port.master === null ? undefined : lab.document.topology[port.master];
  if (!isInterface(bridge)) {
    const { master } = observedInterface(lab, port) ?? {};
    return { type: "port-by-hand", ...placeOf(lab, port), bridge: master ?? "" };
  }
  // It went with its bridge.
  if (stateOf(lab, bridge) === "missing") return { type: "missing", ...placeOf(lab, bridge) };
  return { type: "not-port", ...placeOf(lab, port), bridge: bridge.name };
}

function isAnybodys(lab: Lab, address: string): boolean {
  return Object.keys(lab.observed.namespaces).some((name) => addressesIn(lab, name).includes(address));
}

/** The namespace's own addresses, and all of 127.0.0.0/8, are reached by lo. */
function isOwn(lab: Lab, namespace: RecordId, address: string): boolean {
  const loopback = parsePrefix("127.0.0.0/8");
  const isLoopback = loopback !== null && containsAddress(loopback, address);
  return isLoopback || address === "::1" || addressesIn(lab, nameOf(lab, namespace)).includes(address);
}

function addressesIn(lab: Lab, namespace: string): readonly string[] {
  return Object.values(lab.observed.namespaces[namespace]?.interfaces ?? {}).flatMap(({ addresses }) =>
    addresses.map((known) => known.address.split("/")[0] ?? ""),
  );
}

function loopbackObstacle(lab: Lab, namespace: RecordId): Obstacle | null {
  if (!isDeafToErrors(lab, namespace)) return null;
  return { type: "down", ...namespacePlace(lab, namespace), interface: "lo" };
}

/** What the kernel has to say to a program of its own ("Destination Host Unreachable") goes by lo. */
export function isDeafToErrors(lab: Lab, namespace: RecordId): boolean {
  return observedNamespace(lab, namespace)?.interfaces["lo"]?.adminState === "down";
}

function placeOf(lab: Lab, { id, namespace, name }: InterfaceRecord): Place {
  return { at: id, namespace: nameOf(lab, namespace), interface: name };
}

function namespacePlace(lab: Lab, namespace: RecordId): Place {
  return { at: namespace, namespace: nameOf(lab, namespace), interface: "" };
}

function nameOf(lab: Lab, namespace: RecordId): string {
  return namespaceOf(lab.document.topology, namespace).name;
}
