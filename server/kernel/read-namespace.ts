import type { Counters, ObservedNamespace } from "../../shared/observed.ts";
import type { CommandOutcome } from "./batch.ts";
import type { Machine } from "./machine.ts";
import { parseLinks, parseCounters } from "./parse/links.ts";
import { parseForwarding } from "./parse/netconf.ts";
import { parseNeighbors } from "./parse/neighbors.ts";
import { parseRoutes } from "./parse/routes.ts";

const queries = [
  ["address", "show"],
  ["route", "show", "table", "all"],
  ["neighbor", "show"],
  ["netconf", "show"],
] as const;

/** Everything one namespace has, from four netlink dumps. Null when there is no such namespace (any more). */
export async function readNamespace(
  machine: Machine,
  namespace: string,
  nameOfNsid: (nsid: number) => string | null,
): Promise<ObservedNamespace | null> {
  const [outcomes, inode] = await Promise.all([
    query(machine, namespace, queries),
    machine.inodeOf(namespace),
  ]);
  const [links, routes, neighbors, netconf] = outcomes.map((outcome) => (outcome.ok ? outcome.output : null));
  if (links === null || links === undefined) return null;
  return {
    inode: namespace === "host" ? null : inode,
    interfaces: parseLinks(links, namespace, nameOfNsid),
    routes: parseRoutes(routes ?? "[]"),
    neighbors: parseNeighbors(neighbors ?? "[]"),
    forwarding: parseForwarding(netconf ?? "[]"),
  };
}

/** Interface name → totals, or null when there is no such namespace. */
export async function readCounters(
  machine: Machine,
  namespace: string,
): Promise<Record<string, Counters> | null> {
  const [links] = await query(machine, namespace, [["link", "show"]]);
  return links?.ok === true ? parseCounters(links.output) : null;
}

function query(
  machine: Machine,
  namespace: string,
  commands: readonly (readonly string[])[],
): Promise<CommandOutcome[]> {
  const isQuery = commands.map(() => true);
  if (namespace === "host") return machine.hostBatch.run(commands, isQuery);
  return machine.workers.use((worker) => worker.batch(namespace, commands, isQuery));
}
