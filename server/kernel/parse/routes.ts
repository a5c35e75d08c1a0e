import * as z from "zod";
import type { ObservedRoute } from "../../../shared/observed.ts";
import { canonicalAddress, canonicalPrefix } from "./canonical.ts";
import { parseJsonList } from "./json.ts";

/** `ip -j route show table all`: both families; without -d a route of the main table has no `table`. */
const routeSchema = z.object({
  type: z.string().optional(),
  dst: z.string(),
  gateway: z.string().optional(),
  dev: z.string().optional(),
  table: z.string().optional(),
  protocol: z.string().optional(),
  metric: z.number().optional(),
  flags: z.array(z.string()).default([]),
  /** Router preference (RFC 4191): printed for IPv6 routes, and only for them. */
  pref: z.string().optional(),
});

/**
 * The main table's unicast routes; the rest (local, broadcast, multicast) the kernel keeps for itself, and so it does the
 * link-local network that every IPv6 interface has.
 */
export function parseRoutes(text: string): ObservedRoute[] {
  return parseJsonList(routeSchema, text)
    .filter((route) => (route.table ?? "main") === "main" && (route.type ?? "unicast") === "unicast")
    .filter((route) => route.dst !== "fe80::/64" || route.protocol !== "kernel")
    .map((route) => ({
      destination: toDestination(route.dst, route.pref !== undefined),
      gateway: route.gateway === undefined ? null : canonicalAddress(route.gateway),
      interface: route.dev ?? null,
      metric: route.metric ?? null,
      protocol: route.protocol ?? "boot",
      flags: route.flags,
    }));
}

/** ip shortens: `default` for everything, a bare address for a single host. */
function toDestination(dst: string, isIpv6: boolean): string {
  if (dst === "default") return isIpv6 ? "::/0" : "0.0.0.0/0";
  return canonicalPrefix(dst.includes("/") ? dst : `${dst}/${isIpv6 ? 128 : 32}`);
}
