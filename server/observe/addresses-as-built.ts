import { isEqual } from "../../shared/equal.ts";
import type { ObservedInterface } from "../../shared/observed.ts";
import { isLinkLocal, parsePrefix } from "../../shared/prefix.ts";
import { addressFamily } from "../../shared/topology.ts";
import { byNetwork } from "../plan/address-order.ts";

/**
 * What is there, and what waits for the interface to come up: in the order drawn where the kernel's means the same, else
 * in the kernel's. The kernel's own (link-local, 127.0.0.1, ::1) are nobody's wish.
 */
export function addressesAsBuilt(wanted: readonly string[], seen: ObservedInterface): string[] {
  const there = seen.addresses
    .filter(({ address, scope }) => wanted.includes(address) || (scope !== "host" && !isKernelMade(address)))
    .map(({ address }) => address);
  const waiting = wanted.filter(
    (address) => !there.includes(address) && seen.adminState === "down" && addressFamily(address) === "ipv6",
  );
  const all = [...there, ...waiting];
  // Nearly always; sorting thousands of them by network is what costs.
  if (isEqual(all, wanted)) return all;
  const drawn = wanted.filter((address) => all.includes(address));
  if (!isEqual(byNetwork(drawn), byNetwork(all))) return all;
  return [...drawn, ...all.filter((address) => !drawn.includes(address))];
}

function isKernelMade(address: string): boolean {
  const prefix = parsePrefix(address);
  return prefix !== null && isLinkLocal(prefix);
}
