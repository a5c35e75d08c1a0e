import { networkOf, parsePrefix } from "../../shared/prefix.ts";
import { addressFamily } from "../../shared/topology.ts";

/**
 * The order of IPv4 addresses as far as it means something to the kernel: which network's come first, and which address
 * is the first of its network. Only that one is a source address by itself; the kernel lists the others, the secondary
 * ones, at the end, and those of lo's network at the beginning (__inet_insert_ifa, net/ipv4/devinet.c). IPv6 has nothing
 * of the kind: a source is chosen by rule (RFC 6724).
 *
 * @param addresses  in the order in which they were added, or in which the kernel lists them: it comes to the same
 */
export function byNetwork(addresses: readonly string[]): string[] {
  const networks = new Map<string, string[]>();
  for (const address of addresses) {
    const network = ipv4Network(address);
    if (network !== null) networks.set(network, [...(networks.get(network) ?? []), address]);
  }
  const isLoopback = ([first = ""]: readonly string[]) => first.startsWith("127.");
  return [...networks.values()].toSorted((a, b) => Number(isLoopback(b)) - Number(isLoopback(a))).flat();
}

/** The one that comes first of those in this address's network; an IPv6 address itself. */
export function firstOfNetwork(address: string, all: readonly string[]): string {
  const network = ipv4Network(address);
  return all.find((other) => network !== null && ipv4Network(other) === network) ?? address;
}

function ipv4Network(address: string): string | null {
  const prefix = addressFamily(address) === "ipv4" ? parsePrefix(address) : null;
  return prefix === null ? null : `${networkOf(prefix).address}/${prefix.length}`;
}
