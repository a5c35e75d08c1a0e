import type { Observed, ObservedInterface, ObservedNamespace, ObservedRoute } from "../../shared/observed.ts";
import { formatPrefix, networkOf, parsePrefix } from "../../shared/prefix.ts";
import { qdiscOf } from "../../shared/quality.ts";
import { bornVlans } from "../../shared/vlans.ts";
import { mainTable } from "../../shared/routing-table.ts";
import { Routing } from "../../shared/routing.ts";
import {
  bondOf,
  bridgeOf,
  effectiveMetric,
  interfacesOf,
  recordsOfKind,
  type AdminState,
  type InterfaceRecord,
  type NamespaceRecord,
  type RecordId,
  type Topology,
} from "../../shared/topology.ts";
import { rulesAsDrawn } from "../policy-routing.ts";

/** What a kernel would say that is as drawn, all links having carrier. */
export function asDrawn(topology: Topology): Observed {
  const routing = new Routing(topology);
  const namespaces = [...recordsOfKind(topology, "namespace")].map((record) => [
    record.name,
    namespaceAsDrawn(topology, record, routing),
  ]);
  return { namespaces: Object.fromEntries(namespaces) as Record<string, ObservedNamespace> };
}

/** The same after `ip` changed one interface by hand. */
export function withInterface(
  observed: Observed,
  namespace: string,
  name: string,
  changes: Partial<ObservedInterface>,
): Observed {
  const before = observed.namespaces[namespace];
  const known = before?.interfaces[name];
  if (before === undefined || known === undefined) throw new Error(`no ${namespace}/${name}`);
  return withNamespace(observed, namespace, {
    interfaces: { ...before.interfaces, [name]: { ...known, ...changes } },
  });
}

export function withNamespace(
  observed: Observed,
  namespace: string,
  changes: Partial<ObservedNamespace>,
): Observed {
  const before = observed.namespaces[namespace];
  if (before === undefined) throw new Error(`no ${namespace}`);
  return { namespaces: { ...observed.namespaces, [namespace]: { ...before, ...changes } } };
}

function containersAsDrawn(topology: Topology, namespace: RecordId): ObservedNamespace["containers"] {
  const here = [...recordsOfKind(topology, "container")].filter(
    (record) => record.namespace === namespace && record.state === "running",
  );
  return Object.fromEntries(here.map(({ id }) => [id, { pid: 42 }]));
}

function namespaceAsDrawn(topology: Topology, record: NamespaceRecord, routing: Routing): ObservedNamespace {
  const { loopback, forwarding, sysctls } = record;
  const interfaces = [...interfacesOf(topology, record.id)];
  const lo = newInterface("lo", loopback.adminState, loopback.addresses);
  return {
    inode: 1,
    interfaces: Object.fromEntries(
      [lo, ...interfaces.map((own) => interfaceAsDrawn(topology, own))].map((own) => [own.name, own]),
    ),
    routes: [
      ...interfaces.flatMap(connected),
      ...[...recordsOfKind(topology, "route")]
        .filter(({ namespace }) => namespace === record.id)
        .map(
          (route): ObservedRoute => ({
            destination: route.destination,
            gateway: route.gateway,
            interface: routing.interfaceOf(route)?.name ?? null,
            metric: effectiveMetric(route),
            table: route.table,
            protocol: "boot",
            flags: [],
          }),
        ),
    ],
    rules: rulesAsDrawn(topology, record.id),
    neighbors: [],
    forwarding,
    sysctls,
    netconf: {},
    tables: [],
    containers: containersAsDrawn(topology, record.id),
  };
}

function interfaceAsDrawn(topology: Topology, record: InterfaceRecord): ObservedInterface {
  const bridge = bridgeOf(topology, record) ?? undefined;
  const bond = bondOf(topology, record);
  return {
    ...newInterface(record.name, record.adminState, record.addresses),
    kind: record.kind,
    macAddress: record.macAddress,
    mtu: record.mtu,
    qdisc: qdiscOf(record.quality, true),
    master: (bridge ?? bond)?.name ?? null,
    bridgePort: bridge === undefined ? null : { state: "forwarding" },
    bondMember: bond === null ? null : { state: "active", isUp: true },
    bridge:
      record.kind === "bridge"
        ? {
            stp: record.stp,
            ageingTimeSeconds: record.ageingTimeSeconds,
            vlanFiltering: record.vlanFiltering,
          }
        : null,
    vlans: record.kind === "bridge" || bridge !== undefined ? (record.vlans ?? bornVlans) : null,
  };
}

function newInterface(name: string, adminState: AdminState, addresses: readonly string[]): ObservedInterface {
  return {
    ifindex: 2,
    name,
    kind: "loopback",
    flags: [],
    adminState,
    operstate: adminState,
    carrier: adminState === "up",
    macAddress: null,
    mtu: 65536,
    master: null,
    peer: null,
    lower: null,
    settings: null,
    vlans: null,
    qdisc: null,
    addresses: addresses.map((address) => ({ address, scope: "global", dadState: null })),
    bridgePort: null,
    bondMember: null,
    bridge: null,
  };
}

function connected({ name, adminState, addresses }: InterfaceRecord): ObservedRoute[] {
  if (adminState === "down") return [];
  return addresses.flatMap((address) => {
    const prefix = parsePrefix(address);
    if (prefix === null) return [];
    const destination = formatPrefix(networkOf(prefix));
    const table = mainTable;
    return [
      { destination, gateway: null, interface: name, metric: null, table, protocol: "kernel", flags: [] },
    ];
  });
}
