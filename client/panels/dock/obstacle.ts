import { containsAddress, parseAddress, parsePrefix } from "../../../shared/prefix.ts";
import {
  addressFamily,
  isInterface,
  namespaceOf,
  type InterfaceRecord,
  type RecordId,
} from "../../../shared/topology.ts";
import { drawnWayOut, wayTo, type Way } from "../../ping-way.ts";
import type { ClientPing, OpenLab } from "../../state.ts";
import { observedInterface, observedNamespace } from "../../store.ts";
import { interfaceState } from "../interface-state.ts";

type Lab = Pick<OpenLab, "document" | "observed">;

/** Something seen now that keeps a ping's packets, or the answers, from passing. Names are the kernel's. */
export type Obstacle =
  | {
      readonly type: "missing" | "down" | "no-carrier" | "listening" | "learning";
      readonly namespace: string;
      readonly interface: string;
    }
  | { readonly type: "not-forwarding"; readonly namespace: string; readonly family: "IPv4" | "IPv6" }
  | { readonly type: "no-route"; readonly namespace: string; readonly address: string }
  | {
      readonly type: "no-link";
      readonly namespace: string;
      readonly interface: string;
      readonly address: string;
    }
  | { readonly type: "nobody"; readonly address: string };

/** What stands in the way there, else in the way back; null when nothing is seen, which proves nothing. */
export function obstacleOf(lab: Lab, { ping, events }: ClientPing): Obstacle | null {
  const target = events.findLast((event) => event.type === "target")?.address;
  const address = parseAddress(target ?? ("host" in ping.to ? ping.to.host : ""))?.address;
  if (address === undefined || lab.document.topology[ping.from]?.kind !== "namespace") return null;
  if (isOwn(lab, ping.from, address)) return loopbackObstacle(lab, ping.from);
  const there = wayTo(lab, ping.from, address);
  const source = sourceOf(lab, there, addressFamily(address));
  return (
    onWay(lab, there, address) ??
    (there.end.type === "there" && source !== null
      ? onWay(lab, wayTo(lab, there.end.namespace, source), source)
      : null)
  );
}

function onWay(lab: Lab, way: Way, address: string): Obstacle | null {
  const passed = way.hops.flatMap(({ out, crossings }) => [
    out.id,
    ...crossings.flatMap(({ from, to }) => [from, ...bridgeOf(lab, from), to, ...bridgeOf(lab, to)]),
  ]);
  return worst(lab, passed) ?? notForwarding(lab, way, addressFamily(address)) ?? atTheEnd(lab, way, address);
}

function bridgeOf(lab: Lab, id: RecordId): readonly RecordId[] {
  const record = lab.document.topology[id];
  return record?.kind === "veth" && record.master !== null ? [record.master] : [];
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
    if (found !== undefined) return { type, ...namesOf(lab, found.record) };
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
    namespace: nameOf(lab, closed),
    family: family === "ipv4" ? "IPv4" : "IPv6",
  };
}

function atTheEnd(lab: Lab, { end }: Way, address: string): Obstacle | null {
  if (end.type === "no-route") {
    const out = drawnWayOut(lab.document.topology, end.namespace, address);
    const cause = out === null ? null : worst(lab, [out.id]);
    return cause ?? { type: "no-route", namespace: nameOf(lab, end.namespace), address };
  }
  if (end.type !== "no-link") return null;
  const cause = worst(lab, [end.out.id]);
  if (cause !== null) return cause;
  return isAnybodys(lab, end.address)
    ? { type: "no-link", ...namesOf(lab, end.out), address: end.address }
    : { type: "nobody", address: end.address };
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
  return { type: "down", namespace: nameOf(lab, namespace), interface: "lo" };
}

/** What the kernel has to say to a program of its own ("Destination Host Unreachable") goes by lo. */
export function isDeafToErrors(lab: Lab, namespace: RecordId): boolean {
  return observedNamespace(lab, namespace)?.interfaces["lo"]?.adminState === "down";
}

/** The address that answers go to: of the interface packets leave by, the first that the kernel has. */
function sourceOf(lab: Lab, way: Way, family: "ipv4" | "ipv6"): string | null {
  const out = way.hops[0]?.out;
  const known = out === undefined ? [] : (observedInterface(lab, out)?.addresses ?? []);
  const source = known.find((own) => own.scope === "global" && addressFamily(own.address) === family);
  return source?.address.split("/")[0] ?? null;
}

function namesOf(lab: Lab, record: InterfaceRecord) {
  return { namespace: nameOf(lab, record.namespace), interface: record.name };
}

function nameOf(lab: Lab, namespace: RecordId): string {
  return namespaceOf(lab.document.topology, namespace).name;
}
