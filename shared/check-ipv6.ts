import { interfacesWithSysctls } from "./check-sysctls.ts";
import { refuse } from "./refuse.ts";
import type { Routing } from "./routing.ts";
import { formatInterfaceSysctl } from "./sysctl.ts";
import {
  addressFamily,
  bridgeOf,
  interfacesOf,
  isInterface,
  recordsOfKind,
  type InterfaceRecord,
  type NamespaceRecord,
  type RecordId,
  type Topology,
  type TopologyRecord,
} from "./topology.ts";

/** IPv6 needs links of 1280 bytes (RFC 8200, section 5); the kernel takes it off an interface below that. */
const ipv6MinMtu = 1280;

/** Where the kernel has no IPv6 on an interface, nothing can have an IPv6 address or route. */
export function checkIpv6(topology: Topology, routing: Routing): void {
  checkIpv6Mtus(topology, routing);
  for (const namespace of recordsOfKind(topology, "namespace")) {
    if (Object.keys(namespace.sysctls).some((key) => key.endsWith(".disable_ipv6")))
      checkNoIpv6WhereOff(topology, routing, namespace);
  }
}

/** Also of a bridge's ports: while they join, the bridge takes the smallest of their MTUs. */
function checkIpv6Mtus(topology: Topology, routing: Routing): void {
  const small = Object.values(topology).filter((record) => isInterface(record) && record.mtu < ipv6MinMtu);
  if (small.length === 0) return;
  const routed = new Set<RecordId | undefined>();
  for (const route of recordsOfKind(topology, "route")) {
    if (addressFamily(route.destination) === "ipv6") routed.add(routing.interfaceOf(route)?.id);
  }
  const set = new Set(interfacesWithSysctls(topology, "ipv6"));
  const needsIpv6 = (record: TopologyRecord | undefined) =>
    isInterface(record) &&
    (routed.has(record.id) ||
      set.has(record) ||
      record.addresses.some((address) => addressFamily(address) === "ipv6"));
  for (const record of small) {
    const master = bridgeOf(topology, record) ?? undefined;
    if (!needsIpv6(record) && !needsIpv6(master)) continue;
    refuse(
      record,
      "mtu",
      "ipv6-needs-mtu",
      `IPv6 needs an MTU of at least ${ipv6MinMtu}; raise it, or take IPv6 addresses, routes and sysctls away`,
      {
        minimum: ipv6MinMtu,
      },
    );
  }
}

/** The kernel drops the addresses there, and refuses new ones and routes (addrconf_ifdown, net/ipv6/addrconf.c). */
function checkNoIpv6WhereOff(topology: Topology, routing: Routing, namespace: NamespaceRecord): void {
  const checkAddresses = (
    record: InterfaceRecord | NamespaceRecord,
    name: string,
    field: string,
    addresses: readonly string[],
  ) => {
    const index = addresses.findIndex((address) => addressFamily(address) === "ipv6");
    const address = addresses[index];
    const sysctl = address === undefined ? null : offBy(namespace, name);
    if (address !== undefined && sysctl !== null) refuseIpv6(record, `${field}.${index}`, address, sysctl);
  };
  checkAddresses(namespace, "lo", "loopback.addresses", namespace.loopback.addresses);
  for (const record of interfacesOf(topology, namespace.id))
    checkAddresses(record, record.name, "addresses", record.addresses);
  for (const route of recordsOfKind(topology, "route")) {
    if (route.namespace !== namespace.id || addressFamily(route.destination) !== "ipv6") continue;
    const out = routing.interfaceOf(route);
    const sysctl = out === null ? null : offBy(namespace, out.name);
    if (sysctl !== null) refuseIpv6(route, "destination", route.destination, sysctl);
  }
}

/** The sysctl that turns IPv6 off on this interface; null when none does. */
function offBy({ sysctls }: NamespaceRecord, name: string): string | null {
  const keyOf = (of: string) =>
    formatInterfaceSysctl({ family: "ipv6", table: "conf", of, leaf: "disable_ipv6" });
  const isOff = (key: string) => Number(sysctls[key] ?? "0") !== 0;
  // Written for all it is off for a moment, and the addresses go, also where an interface has it on for itself.
  if (isOff(keyOf("all"))) return keyOf("all");
  const own = sysctls[keyOf(name)] !== undefined || name === "lo";
  const key = keyOf(own ? name : "default");
  return isOff(key) ? key : null;
}

function refuseIpv6(record: TopologyRecord, field: string, address: string, sysctl: string): never {
  refuse(
    record,
    field,
    "ipv6-is-off",
    `${address} needs IPv6, which ${sysctl} turns off here; give up one of the two`,
    {
      address,
      sysctl,
    },
  );
}
