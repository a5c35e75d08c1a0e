import type { ObservedTable, RuleCounter, RuleCounters } from "../../../shared/observed.ts";
import { tableFamilies } from "../../../shared/other-table.ts";

/** What `nft list ruleset` prints. Comments are warnings: that a table is iptables'. */
export function parseRuleset(lines: readonly string[]): ObservedTable[] {
  const tables: { -readonly [K in keyof ObservedTable]: ObservedTable[K] }[] = [];
  let inside = false;
  for (const line of lines) {
    const [, familyName, name = ""] = /^table (\S+) (\S+) \{$/.exec(line) ?? [];
    const family = tableFamilies.find((known) => known === familyName);
    if (family !== undefined) {
      tables.push({ tool: "nft", family, name, lines: [] });
      inside = true;
    } else if (line === "}") inside = false;
    else if (inside && line.trim() !== "" && !line.startsWith("#")) tables.at(-1)?.lines.push(line.trim());
  }
  return tables;
}

/** What `nft list ruleset` prints of each chain's rules, in their order. */
export function parseRuleCounters(lines: readonly string[]): RuleCounters {
  const counters: Record<string, (RuleCounter | null)[]> = {};
  for (const { family, name, lines: inside } of parseRuleset(lines)) {
    let chain: (RuleCounter | null)[] | null = null;
    for (const line of inside) {
      const [, opened] = /^chain (\S+) \{$/.exec(line) ?? [];
      if (opened !== undefined) counters[`${family} ${name} ${opened}`] = chain = [];
      else if (line === "}") chain = null;
      else if (!line.startsWith("type ")) chain?.push(counterIn(line));
    }
  }
  return counters;
}

function counterIn(rule: string): RuleCounter | null {
  const [, packets, bytes] = /counter packets (\d+) bytes (\d+)/.exec(rule) ?? [];
  return packets === undefined ? null : { packets: Number(packets), bytes: Number(bytes) };
}

/** What `iptables-save` prints: tables that iptables can read. Chains of its own that accept and hold nothing are no lines. */
export function parseSaved(tool: "iptables" | "ip6tables", lines: readonly string[]): ObservedTable[] {
  const tables: ObservedTable[] = [];
  for (const line of lines) {
    if (line.startsWith("*")) {
      tables.push({ tool, family: tool === "iptables" ? "ip" : "ip6", name: line.slice(1), lines: [] });
      continue;
    }
    const text = line.replace(/^(:\S+ \S+) \[\d+:\d+\]$/, "$1");
    const isRule = text.startsWith("-A ") || (text.startsWith(":") && !/^:[A-Z]+ ACCEPT$/.test(text));
    if (isRule) tables.at(-1)?.lines.push(text);
  }
  return tables;
}
