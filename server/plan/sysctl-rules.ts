import {
  formatInterfaceSysctl,
  forwardingSysctl,
  isOfDrawnInterface,
  parseInterfaceSysctl,
  type InterfaceSysctl,
} from "../../shared/sysctl.ts";
import type { NamespaceRecord } from "../../shared/topology.ts";
import type { PlanOptions } from "./difference.ts";

/**
 * Written for `all`, these are written into every interface and into `default`, too (net/ipv6/addrconf.c; the others
 * are only looked at beside the interface's own).
 */
const sweepingLeaves: ReadonlySet<string> = new Set([
  "addr_gen_mode",
  "disable_ipv6",
  "force_forwarding",
  "forwarding",
  "ignore_routes_with_linkdown",
]);
/** Forwarding on sets it to 0, off to 1 (inet_forward_change, net/ipv4/devinet.c). */
const acceptRedirects = "net.ipv4.conf.all.accept_redirects";

/** May it sweep others? */
export function isWide(key: string): boolean {
  return key === forwardingSysctl.ipv4 || parseInterfaceSysctl(key)?.of === "all";
}

/** Is it what interfaces are born with? */
export function isDefault(key: string): boolean {
  return parseInterfaceSysctl(key)?.of === "default";
}

/** Does writing the first change the second? */
export function sweeps(wide: string, narrow: string): boolean {
  if (wide === forwardingSysctl.ipv4)
    return narrow === acceptRedirects || sweeps("net.ipv4.conf.all.forwarding", narrow);
  const parsed = parseInterfaceSysctl(narrow);
  return parsed !== null && wide !== narrow && isSweeping(parsed) && wide === forAll(parsed);
}

function isSweeping({ family, table, leaf }: InterfaceSysctl): boolean {
  return table === "conf" && (leaf === "forwarding" || (family === "ipv6" && sweepingLeaves.has(leaf)));
}

/**
 * The one to look at in a new namespace for what this one is born with. It has no interface but lo; others are born with
 * the defaults, as lo is with the neighbour tables'.
 */
export function bornKeyOf(key: string): string {
  const parsed = parseInterfaceSysctl(key);
  if (parsed === null || !isOfDrawnInterface(parsed)) return key;
  return formatInterfaceSysctl({ ...parsed, of: parsed.table === "conf" ? "default" : "lo" });
}

/** What this one is where nobody set it, in a namespace with these settings; undefined when nobody knows. */
export function birthValue(
  key: string,
  { sysctls, forwarding }: NamespaceRecord,
  { bornForwarding, bornSysctls }: PlanOptions,
): string | undefined {
  const parsed = parseInterfaceSysctl(key);
  const ofAll: Readonly<Record<string, string>> = {
    ...sysctls,
    "net.ipv4.conf.all.forwarding": forwarding.ipv4 ? "1" : "0",
    "net.ipv6.conf.all.forwarding": forwarding.ipv6 ? "1" : "0",
  };
  const swept =
    parsed !== null && parsed.of !== "all" && isSweeping(parsed) ? ofAll[forAll(parsed)] : undefined;
  if (swept !== undefined) return swept;
  if (key === acceptRedirects && forwarding.ipv4 !== bornForwarding.ipv4) return forwarding.ipv4 ? "0" : "1";
  const isDefaulted = parsed !== null && isOfDrawnInterface(parsed) && parsed.table === "conf";
  return (isDefaulted ? sysctls[bornKeyOf(key)] : undefined) ?? bornSysctls[bornKeyOf(key)];
}

function forAll(parsed: InterfaceSysctl): string {
  return formatInterfaceSysctl({ ...parsed, of: "all" });
}
