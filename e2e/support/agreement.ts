import type { Observed, ObservedInterface } from "../../shared/observed.ts";
import {
  canBePort,
  hasMacAddress,
  isInterface,
  namespaceOf,
  type InterfaceRecord,
  type NamespaceRecord,
  type RouteRecord,
  type Topology,
} from "../../shared/topology.ts";

/** What the drawing and the kernel both know, written the same way, so that a test's failure shows what differs. */
type Facts = Record<string, string>;

/** `namespace/interface` → its facts, from the document. */
export function asDrawn(topology: Topology): Facts {
  const facts: Facts = {};
  for (const record of Object.values(topology)) {
    if (record.kind === "namespace") {
      facts[record.name] = forwards(record.forwarding);
      facts[`${record.name}/lo`] = record.loopback.adminState;
    } else if (isInterface(record)) {
      facts[`${namespaceOf(topology, record.namespace).name}/${record.name}`] = drawn(topology, record);
    } else if (record.kind === "route") Object.assign(facts, routeFacts(topology, record));
  }
  return facts;
}

/** The same from the kernel. Routes that the kernel makes by itself are left out, as drawings leave them out. */
export function asFound(observed: Observed, topology: Topology): Facts {
  const facts: Facts = {};
  for (const [name, { forwarding, interfaces, routes }] of Object.entries(observed.namespaces)) {
    facts[name] = forwards(forwarding);
    for (const one of Object.values(interfaces)) {
      const record = interfaceNamed(topology, name, one.name);
      facts[`${name}/${one.name}`] =
        one.name === "lo" ? one.adminState : found(one, record, topology, observed);
    }
    for (const route of routes) {
      if (route.protocol !== "kernel" && route.protocol !== "ra")
        facts[`${name} to ${route.destination} in ${route.table}`] = route.gateway ?? "direct";
    }
  }
  return facts;
}

function forwards({ ipv4, ipv6 }: NamespaceRecord["forwarding"]): string {
  return `forwards: ${[ipv4 && "ipv4", ipv6 && "ipv6"].filter(Boolean).join(" ") || "nothing"}`;
}

function drawn(topology: Topology, record: InterfaceRecord): string {
  const master = canBePort(record) && record.master !== null ? topology[record.master] : undefined;
  const peer = record.kind === "veth" ? topology[record.peer] : undefined;
  return [
    record.kind,
    record.adminState,
    hasMacAddress(record) ? record.macAddress : "",
    `mtu ${record.mtu}`,
    master?.kind === "bridge" ? `port of ${master.name}` : "no port",
    isInterface(peer) ? `to ${nameOf(topology, peer)}` : "no peer",
    ...record.addresses.toSorted(),
  ].join(" ");
}

function found(
  one: ObservedInterface,
  record: InterfaceRecord | undefined,
  topology: Topology,
  observed: Observed,
): string {
  const addresses = one.addresses.filter(({ scope }) => scope !== "link").map(({ address }) => address);
  // Setting an interface down takes its IPv6 addresses along (net/ipv6/addrconf.c): no disagreement.
  const taken = one.adminState === "up" ? [] : (record?.addresses.filter((text) => text.includes(":")) ?? []);
  return [
    one.kind,
    one.adminState,
    record === undefined || hasMacAddress(record) ? (one.macAddress ?? "") : "",
    `mtu ${one.mtu}`,
    one.master === null ? "no port" : `port of ${one.master}`,
    one.peer === null ? "no peer" : `to ${foundPeer(one.peer, record, topology, observed)}`,
    ...[...addresses, ...taken].toSorted(),
  ].join(" ");
}

/** Only the host knows namespaces by name (link_netnsid); the others know their peer by its index. */
function foundPeer(
  { namespace, ifindex }: NonNullable<ObservedInterface["peer"]>,
  record: InterfaceRecord | undefined,
  topology: Topology,
  observed: Observed,
): string {
  const peer = record?.kind === "veth" ? topology[record.peer] : undefined;
  if (!isInterface(peer)) return "something not drawn";
  const owner = namespaceOf(topology, peer.namespace).name;
  const isIt = observed.namespaces[owner]?.interfaces[peer.name]?.ifindex === ifindex;
  return isIt && (namespace ?? owner) === owner ? nameOf(topology, peer) : `${namespace} ${ifindex}`;
}

function nameOf(topology: Topology, { namespace, name }: InterfaceRecord): string {
  return `${namespaceOf(topology, namespace).name}/${name}`;
}

function interfaceNamed(topology: Topology, namespace: string, name: string): InterfaceRecord | undefined {
  return Object.values(topology)
    .filter(isInterface)
    .find((record) => record.name === name && namespaceOf(topology, record.namespace).name === namespace);
}

function routeFacts(topology: Topology, route: RouteRecord): Facts {
  const { name } = namespaceOf(topology, route.namespace);
  return { [`${name} to ${route.destination} in ${route.table}`]: route.gateway ?? "direct" };
}
