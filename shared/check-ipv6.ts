import { refuse } from "./refuse.ts";
import type { Routing } from "./routing.ts";
import {
  addressFamily,
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
    for (const [key, value] of Object.entries(namespace.sysctls)) {
      const device = switchedOff(key, value);
      if (device !== null) checkNoIpv6(topology, routing, namespace, device, key);
    }
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
  const needsIpv6 = (record: TopologyRecord | undefined) =>
    isInterface(record) &&
    (routed.has(record.id) || record.addresses.some((address) => addressFamily(address) === "ipv6"));
  for (const record of small) {
    const master = record.kind === "veth" && record.master !== null ? topology[record.master] : undefined;
    if (!needsIpv6(record) && !needsIpv6(master)) continue;
    refuse(
      record,
      "mtu",
      "ipv6-needs-mtu",
      `IPv6 needs an MTU of at least ${ipv6MinMtu}; raise it, or take IPv6 addresses and routes away`,
      {
        minimum: ipv6MinMtu,
      },
    );
  }
}

/**
 * The interface on which this sysctl turns IPv6 off, or `all`; null for any other. `default` is about those to come,
 * and the kernel refuses these their addresses.
 */
function switchedOff(key: string, value: string): string | null {
  const name = /^net\.ipv6\.conf\.([^.]+)\.disable_ipv6$/.exec(key)?.[1];
  // sysctl(8) reads `/` as the `.` in a name.
  return name === undefined || name === "default" || Number(value) === 0 ? null : name.replaceAll("/", ".");
}

/** The kernel drops the addresses there, and refuses new ones and routes (addrconf_ifdown, net/ipv6/addrconf.c). */
function checkNoIpv6(
  topology: Topology,
  routing: Routing,
  namespace: NamespaceRecord,
  device: string,
  sysctl: string,
): void {
  const isOff = (name: string) => device === "all" || device === name;
  const checkAddresses = (
    record: InterfaceRecord | NamespaceRecord,
    field: string,
    addresses: readonly string[],
  ) => {
    const index = addresses.findIndex((address) => addressFamily(address) === "ipv6");
    const address = addresses[index];
    if (address !== undefined) refuseIpv6(record, `${field}.${index}`, address, sysctl);
  };
  if (isOff("lo")) checkAddresses(namespace, "loopback.addresses", namespace.loopback.addresses);
  for (const record of interfacesOf(topology, namespace.id))
    if (isOff(record.name)) checkAddresses(record, "addresses", record.addresses);
  for (const route of recordsOfKind(topology, "route")) {
    if (route.namespace !== namespace.id || addressFamily(route.destination) !== "ipv6") continue;
    const out = routing.interfaceOf(route);
    if (out !== null && isOff(out.name)) refuseIpv6(route, "destination", route.destination, sysctl);
  }
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
