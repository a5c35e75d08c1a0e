import { hostName } from "../../shared/names.ts";
import type { ObservedTable, RuleCounters } from "../../shared/observed.ts";
import { iptablesTables, sortTables } from "../../shared/other-table.ts";
import type { Machine } from "./machine.ts";
import { parseRuleCounters, parseRuleset, parseSaved } from "./parse/tables.ts";

/** A namespace's tables in the words of nft, and of iptables where it knows the table. @throws when the machine is gone */
export async function readTables(machine: Machine, namespace: string): Promise<ObservedTable[]> {
  const listed = parseRuleset(await list(machine, namespace, ["nft", "-s", "list", "ruleset"]));
  const saved = await Promise.all(
    (["iptables", "ip6tables"] as const).map(async (tool) => {
      const family = tool === "iptables" ? "ip" : "ip6";
      if (!listed.some((table) => table.family === family && isOfIptables(table.name))) return [];
      return parseSaved(tool, await list(machine, namespace, [`${tool}-save`]));
    }),
  );
  return sortTables(
    listed.map(
      (table) =>
        saved.flat().find(({ family, name }) => family === table.family && name === table.name) ?? table,
    ),
  );
}

/** What the rules of a namespace have counted so far. @throws when the machine is gone */
export async function readRuleCounters(machine: Machine, namespace: string): Promise<RuleCounters> {
  return parseRuleCounters(await list(machine, namespace, ["nft", "list", "ruleset"]));
}

function isOfIptables(name: string): boolean {
  return (iptablesTables as readonly string[]).includes(name);
}

/** What a program prints there; nothing where it is not installed, or where the name is one that no command can hold. */
async function list(machine: Machine, namespace: string, argv: readonly string[]): Promise<string[]> {
  if (/\p{Cc}/u.test(namespace)) return [];
  const enter = namespace === hostName ? [] : ["nsenter", `--net=/run/netns/${namespace}`];
  const { ok, output } = await machine.workers.use((worker) => worker.run([...enter, ...argv]));
  return ok ? output.split("\n") : [];
}
