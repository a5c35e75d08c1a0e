import * as z from "zod";
import { isPlainWord } from "./batch.ts";
import type { Machine } from "./machine.ts";
import { parseJsonList } from "./parse/json.ts";

const nameSchema = z.object({ name: z.string(), id: z.number().optional() });
export interface NamespaceName {
  readonly name: string;
  /** The number by which the lab's host knows it; the monitor hears only those that have one. */
  readonly nsid: number | null;
}

/** The lab's named namespaces (`ip netns list`). One whose name is no plain word cannot be asked about, and is left out. */
export async function readNames(machine: Machine): Promise<NamespaceName[]> {
  const [outcome] = await machine.hostBatch.run([["netns", "list"]], [true]);
  if (outcome?.ok !== true) return [];
  return parseJsonList(nameSchema, outcome.output)
    .filter(({ name }) => isPlainWord(name))
    .map(({ name, id }) => ({ name, nsid: id ?? null }));
}

/** Gives a number to those that have none, so that the monitor hears them. Returns all numbers. */
export async function numberNamespaces(
  machine: Machine,
  names: readonly NamespaceName[],
): Promise<ReadonlyMap<number, string>> {
  const known = toMap(names);
  const without = names.filter(({ nsid }) => nsid === null);
  if (without.length === 0) return known;
  const commands = without.map(({ name }) => ["netns", "set", name, "auto"]);
  await machine.hostBatch.run(
    commands,
    commands.map(() => false),
  );
  return toMap(await readNames(machine));
}

function toMap(names: readonly NamespaceName[]): Map<number, string> {
  return new Map(names.flatMap(({ name, nsid }) => (nsid === null ? [] : [[nsid, name] as const])));
}
