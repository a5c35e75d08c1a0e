import type { ObservedRoute } from "../../../shared/observed.ts";
import { parseAddress } from "../../../shared/prefix.ts";
import { mainTable, tableText } from "../../../shared/routing-table.ts";

const defaults: ReadonlySet<string> = new Set(["0.0.0.0/0", "::/0"]);

/** `default` for a person, as iproute2 prints it; everything else as it is. */
export function destinationText(destination: string): string {
  return defaults.has(destination) ? "default" : destination;
}

/** What a person types for a destination: `default` (the gateway tells which family), a network, or one address. */
export function parseDestination(text: string, gateway: string | null): string {
  if (text.toLowerCase() === "default") return gateway?.includes(":") === true ? "::/0" : "0.0.0.0/0";
  const single = parseAddress(text);
  if (single === null) return text;
  return `${single.address}/${single.family === "ipv4" ? 32 : 128}`;
}

/** A line of `ip route`. */
export function routeText(route: ObservedRoute): string {
  return [
    destinationText(route.destination),
    route.gateway === null ? "" : `via ${route.gateway}`,
    route.interface === null ? "" : `dev ${route.interface}`,
    route.table === mainTable ? "" : `table ${tableText(route.table)}`,
    route.protocol === "" ? "" : `proto ${route.protocol}`,
    route.metric === null || route.metric === 0 ? "" : `metric ${route.metric}`,
    ...route.flags,
  ]
    .filter((part) => part !== "")
    .join(" ");
}
