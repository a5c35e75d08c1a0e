import type { ObservedInterface } from "../../../shared/observed.ts";

/**
 * What the kernel itself puts into every namespace as soon as a kind of tunnel was used anywhere, and lets nobody delete:
 * its name, and its kind (net.core.fb_tunnels_only_for_init_net in Documentation/admin-guide/sysctl/net.rst).
 */
const fallbackTunnels: ReadonlyMap<string, string> = new Map([
  ["tunl0", "ipip"],
  ["gre0", "gre"],
  ["gretap0", "gretap"],
  ["erspan0", "erspan"],
  ["sit0", "sit"],
  ["ip6tnl0", "ip6tnl"],
  ["ip6gre0", "ip6gre"],
  ["ip_vti0", "vti"],
  ["ip6_vti0", "vti6"],
]);

/** One that nobody uses: it is no more to be seen than the module that made it. */
export function isIdleFallbackTunnel({ name, kind, adminState, addresses }: ObservedInterface): boolean {
  return fallbackTunnels.get(name) === kind && adminState === "down" && addresses.length === 0;
}
