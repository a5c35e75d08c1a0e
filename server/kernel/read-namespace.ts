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

/** What to ask of one namespace. The questions may be put to any `ip` in it, also at the end of a job of its own. */
export interface Reading {
  readonly namespace: string;
  readonly questions: readonly (readonly string[])[];
  /** What is known after the answers. */
  readonly apply: (known: ObservedNamespace, answers: readonly CommandOutcome[]) => ObservedNamespace;
}

/** @param nameOfNsid  what the lab's host calls the namespace with this id */
export function planReading(
  namespace: string,
  dirt: Dirt,
  nameOfNsid: (nsid: number) => string | null,
): Reading {
  const queries = queriesFor(dirt, (text) => parseLinks(text, namespace, nameOfNsid));
  return {
    namespace,
    questions: queries.map(({ words }) => words),
    apply: (known, answers) =>
      queries.reduce((seen, query, index) => query.apply(seen, answers[index] ?? unanswered), known),
  };
}

const unanswered: CommandOutcome = { ok: false, output: "" };

/** Puts the questions, in the lab's host or in the namespace. */
export function askNamespace(machine: Machine, { namespace, questions }: Reading): Promise<CommandOutcome[]> {
  return ask(machine, namespace, questions);
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
      if (ok) return { ...known, interfaces: { ...known.interfaces, ...parse(output) } };
      // Any other failure says nothing about the interface.
      if (!output.includes("does not exist")) return known;
      // It has gone, or has another name now, which rang too.
      const { [name]: _gone, ...others } = known.interfaces;
      return { ...known, interfaces: others };
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
