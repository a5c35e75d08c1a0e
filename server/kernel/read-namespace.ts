import type { Counters, ObservedInterface, ObservedNamespace } from "../../shared/observed.ts";
import type { CommandOutcome } from "./batch.ts";
import type { Dirt } from "./dirt.ts";
import type { Machine } from "./machine.ts";
import { parseLinks, parseCounters } from "./parse/links.ts";
import { parseForwarding } from "./parse/netconf.ts";
import { parseNeighbors } from "./parse/neighbors.ts";
import { parseRoutes } from "./parse/routes.ts";

/** One query and what its answer does to what is known. */
interface Query {
  readonly words: readonly string[];
  readonly apply: (known: ObservedNamespace, outcome: CommandOutcome) => ObservedNamespace;
}

/**
 * Reads again what is dirty of one namespace. Null when there is no such namespace (any more).
 *
 * @param nameOfNsid  what the lab's host calls the namespace with this id
 */
export async function readNamespace(
  machine: Machine,
  namespace: string,
  known: ObservedNamespace,
  dirt: Dirt,
  nameOfNsid: (nsid: number) => string | null,
): Promise<ObservedNamespace | null> {
  const queries = queriesFor(dirt, (text) => parseLinks(text, namespace, nameOfNsid));
  const [outcomes, inode] = await Promise.all([
    ask(
      machine,
      namespace,
      queries.map(({ words }) => words),
    ),
    namespace === "host" ? null : machine.inodeOf(namespace),
  ]);
  if (namespace !== "host" && inode === null) return null;
  return queries.reduce(
    (seen, query, index) => query.apply(seen, outcomes[index] ?? { ok: false, output: "" }),
    known.inode === inode ? known : { ...known, inode },
  );
}

function queriesFor(dirt: Dirt, parse: (text: string) => Record<string, ObservedInterface>): Query[] {
  return [
    ...(dirt.devices === "all"
      ? [allDevices(parse)]
      : [...dirt.devices].map((name) => oneDevice(name, parse))),
    ...(dirt.routes ? [routes] : []),
    ...(dirt.neighbors ? [neighbors] : []),
    ...(dirt.forwarding ? [forwarding] : []),
  ];
}

function allDevices(parse: (text: string) => Record<string, ObservedInterface>): Query {
  return {
    words: ["address", "show"],
    apply: (known, { ok, output }) => (ok ? { ...known, interfaces: parse(output) } : known),
  };
}

function oneDevice(name: string, parse: (text: string) => Record<string, ObservedInterface>): Query {
  return {
    words: ["address", "show", "dev", name],
    apply: (known, { ok, output }) => {
      const { [name]: _before, ...others } = known.interfaces;
      // "Device does not exist": it has gone, or has another name now, which rang too.
      return { ...known, interfaces: ok ? { ...others, ...parse(output) } : others };
    },
  };
}

const routes: Query = {
  // `table all` is what makes ip ask for both families; the rest of what is in there is the kernel's own.
  words: ["route", "show", "table", "all", "type", "unicast"],
  apply: (known, { ok, output }) => (ok ? { ...known, routes: parseRoutes(output) } : known),
};

const neighbors: Query = {
  words: ["neighbor", "show"],
  apply: (known, { ok, output }) => (ok ? { ...known, neighbors: parseNeighbors(output) } : known),
};

const forwarding: Query = {
  words: ["netconf", "show"],
  apply: (known, { ok, output }) => (ok ? { ...known, forwarding: parseForwarding(output) } : known),
};

/** Interface name → totals, or null when there is no such namespace. */
export async function readCounters(
  machine: Machine,
  namespace: string,
): Promise<Record<string, Counters> | null> {
  const [links] = await ask(machine, namespace, [["link", "show"]]);
  return links?.ok === true ? parseCounters(links.output) : null;
}

function ask(
  machine: Machine,
  namespace: string,
  commands: readonly (readonly string[])[],
): Promise<CommandOutcome[]> {
  const isQuery = commands.map(() => true);
  if (namespace === "host") return machine.hostBatch.run(commands, isQuery);
  return machine.workers.use((worker) => worker.batch(namespace, commands, isQuery));
}
