import type { ObservedNamespace } from "../../shared/observed.ts";
import { containsAddress, parsePrefix } from "../../shared/prefix.ts";
import { addressFamily } from "../../shared/topology.ts";

/**
 * Of the addresses that others can reach a namespace by, the one nearest to the sender: one in a common network before
 * others, IPv4 before IPv6, else the interface that was there first. Null when the kernel has none, of this family.
 */
export function nearestAddress(
  from: ObservedNamespace | undefined,
  to: ObservedNamespace | undefined,
  family: "ipv4" | "ipv6" | undefined,
): string | null {
  const ours = addressesOf(from).flatMap((address) => parsePrefix(address) ?? []);
  const [nearest] = addressesOf(to)
    .map((address) => ({ family: addressFamily(address), bare: address.split("/")[0] ?? address }))
    .filter((own) => family === undefined || own.family === family)
    .map((own) => ({ ...own, isNear: ours.some((prefix) => containsAddress(prefix, own.bare)) }))
    .toSorted((a, b) => Number(b.isNear) - Number(a.isNear) || a.family.localeCompare(b.family));
  return nearest?.bare ?? null;
}

/** Those of scope `link` mean nothing without an interface, those of scope `host` nothing elsewhere. */
function addressesOf(namespace: ObservedNamespace | undefined): string[] {
  return Object.values(namespace?.interfaces ?? {})
    .toSorted((a, b) => a.ifindex - b.ifindex)
    .flatMap(({ addresses }) => addresses)
    .filter(({ scope, dadState }) => scope !== "link" && scope !== "host" && dadState !== "dadfailed")
    .map(({ address }) => address);
}
