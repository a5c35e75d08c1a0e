import { formatPrefix, lastAddressOf, networkOf, parsePrefix } from "./prefix.ts";
import { mainTable } from "./routing-table.ts";
import {
  addressFamily,
  effectiveMetric,
  isInterface,
  type RecordId,
  type RouteRecord,
  type Topology,
} from "./topology.ts";

/** The metric of the routes the kernel makes for addresses: 0 for IPv4, IP6_RT_PRIO_ADDRCONF for IPv6. */
const connectedMetric = { ipv4: 0, ipv6: 256 } as const;

interface Addresses {
  readonly onInterfaces: Set<string>;
  readonly onLoopback: Set<string>;
}

/** The routes that the kernel makes by itself for the addresses of a topology. */
export class KernelRoutes {
  readonly #topology: Topology;
  readonly #byNamespace = new Map<RecordId, Addresses>();

  constructor(topology: Topology) {
    this.#topology = topology;
    for (const record of Object.values(topology)) {
      if (record.kind === "namespace") this.#add(record.id, "onLoopback", record.loopback.addresses);
      else if (isInterface(record)) this.#add(record.namespace, "onInterfaces", record.addresses);
    }
  }

  #add(namespace: RecordId, where: keyof Addresses, addresses: readonly string[]): void {
    const here = this.#byNamespace.get(namespace) ?? { onInterfaces: new Set(), onLoopback: new Set() };
    this.#byNamespace.set(namespace, here);
    for (const address of addresses) here[where].add(address);
  }

  /** Is there one with the same destination and metric as this one? They are in the table main. */
  hasConnected(route: RouteRecord): boolean {
    if (route.table !== mainTable) return false;
    const family = addressFamily(route.destination);
    const here = this.#byNamespace.get(route.namespace);
    if (this.#isBesideConnected(route)) return true;
    if (effectiveMetric(route) !== connectedMetric[family] || here === undefined) return false;
    // Every interface that is up has this one, whatever its addresses.
    if (route.destination === "fe80::/64") return true;
    // lo's IPv4 networks are in the table `local`.
    const addresses = [...here.onInterfaces, ...(family === "ipv6" ? here.onLoopback : [])];
    return addresses.some((address) => connectedTo(address) === route.destination);
  }

  /**
   * With an IPv6 address goes the first route to its network on its interface, whatever that one's metric
   * (addrconf_get_prefix_route, net/ipv6/addrconf.c): it may be this one.
   */
  #isBesideConnected({ destination, gateway, interface: id }: RouteRecord): boolean {
    const out = id === null ? undefined : this.#topology[id];
    return (
      addressFamily(destination) === "ipv6" &&
      gateway === null &&
      isInterface(out) &&
      out.addresses.some((address) => connectedTo(address) === destination)
    );
  }

  isBroadcast(namespace: RecordId, address: string): boolean {
    return this.#all(namespace).some((own) => {
      const prefix = parsePrefix(own);
      return prefix?.family === "ipv4" && prefix.length < 31 && lastAddressOf(prefix) === address;
    });
  }

  /** Is this address one of the namespace's own? */
  isOwn(namespace: RecordId, address: string): boolean {
    return this.#all(namespace).some((own) => own.split("/")[0] === address);
  }

  #all(namespace: RecordId): string[] {
    const here = this.#byNamespace.get(namespace);
    return here === undefined ? [] : [...here.onInterfaces, ...here.onLoopback];
  }
}

/** The destination of the route that comes with an address; null when none does (fib_add_ifaddr, net/ipv4/fib_frontend.c). */
function connectedTo(address: string): string | null {
  const prefix = parsePrefix(address);
  if (prefix === null) return null;
  const network = networkOf(prefix);
  const hasNone = prefix.family === "ipv4" && (prefix.length === 32 || network.address.startsWith("0."));
  return hasNone ? null : formatPrefix(network);
}
