import { isEqual } from "../../shared/equal.ts";
import { iptablesWords } from "../../shared/iptables-words.ts";
import type { OtherTable } from "../../shared/other-table.ts";
import type { Step } from "../../shared/step.ts";

export interface TableCommand {
  readonly tool: Extract<Step["tool"], "nft" | "iptables" | "ip6tables">;
  readonly argv: readonly string[];
  readonly isDeletion: boolean;
}

/** Tables that iptables made are made by it again, so that it goes on to know them; others by nft, as it lists them. */
export function planOtherTables(before: readonly OtherTable[], after: readonly OtherTable[]): TableCommand[] {
  const gone = before.filter((table) => !after.some((other) => isSame(table, other)));
  return [
    ...gone.map(({ family, name }) => nft(`delete table ${family} ${name}`, true)),
    ...after.flatMap((table) => {
      const known = before.find((other) => isSame(table, other));
      if (known !== undefined && isEqual(known, table)) return [];
      if (table.tool === "nft") return [setNftTable(table, known !== undefined)];
      return setIptablesTable(known?.lines ?? [], table);
    }),
  ];
}

function isSame(a: OtherTable, b: OtherTable): boolean {
  return a.tool === b.tool && a.family === b.family && a.name === b.name;
}

function nft(statement: string, isDeletion: boolean): TableCommand {
  return { tool: "nft", argv: [statement], isDeletion };
}

function setNftTable({ family, name, lines }: OtherTable, isThere: boolean): TableCommand {
  const table = `${family} ${name}`;
  const body = lines.map((line) => (/[{,;]$/.test(line) ? `${line} ` : `${line}; `)).join("");
  return nft(`${isThere ? `delete table ${table}; ` : ""}table ${table} { ${body}}`, false);
}

/** A table of iptables, as words: chains by name, and the rules of each. */
interface Rules {
  readonly own: ReadonlySet<string>;
  readonly policies: ReadonlyMap<string, string>;
  readonly byChain: ReadonlyMap<string, readonly string[]>;
}

function setIptablesTable(before: readonly string[], { tool, name, lines }: OtherTable): TableCommand[] {
  const [was, will] = [rulesOf(before), rulesOf(lines)];
  const chains = [...new Set([...was.byChain.keys(), ...will.byChain.keys()])];
  const stays = chains.filter((chain) => !was.own.has(chain) || will.own.has(chain));
  const goes = [...was.own].filter((chain) => !will.own.has(chain));
  const commands = [
    ...[...will.own].filter((chain) => !was.own.has(chain)).map((chain) => ["-N", chain]),
    ...stays.flatMap((chain) =>
      changeRules(chain, was.byChain.get(chain) ?? [], will.byChain.get(chain) ?? []),
    ),
    ...goes.flatMap((chain) => [
      ["-F", chain],
      ["-X", chain],
    ]),
    ...[...new Set([...was.policies.keys(), ...will.policies.keys()])].flatMap((chain) => {
      const policy = will.policies.get(chain) ?? "ACCEPT";
      return policy === (was.policies.get(chain) ?? "ACCEPT") ? [] : [["-P", chain, policy]];
    }),
  ];
  const table = name === "filter" ? [] : ["-t", name];
  return commands.map((words) => ({
    tool: tool === "ip6tables" ? tool : "iptables",
    argv: [...table, ...words],
    isDeletion: words[0] === "-D" || words[0] === "-X",
  }));
}

function rulesOf(lines: readonly string[]): Rules {
  const own = new Set<string>();
  const policies = new Map<string, string>();
  const byChain = new Map<string, string[]>();
  for (const [command, chain = "", ...spec] of lines.map((line) => iptablesWords(line) ?? [])) {
    if (command === "-N") own.add(chain);
    if (command === "-P") policies.set(chain, spec[0] ?? "");
    if (command === "-A") byChain.set(chain, [...(byChain.get(chain) ?? []), JSON.stringify(spec)]);
  }
  return { own, policies, byChain };
}

/** As few commands as a person would type; where their order is beyond that, all of the chain anew. */
function changeRules(chain: string, before: readonly string[], after: readonly string[]): string[][] {
  const words = (rule: string) => JSON.parse(rule) as string[];
  const commands: string[][] = [];
  const now = [...before];
  for (const rule of before) {
    const isTooMany =
      now.filter((other) => other === rule).length > after.filter((other) => other === rule).length;
    if (!isTooMany) continue;
    now.splice(now.indexOf(rule), 1);
    commands.push(["-D", chain, ...words(rule)]);
  }
  for (const [index, rule] of after.entries()) {
    if (now[index] === rule) continue;
    commands.push(
      index === now.length ? ["-A", chain, ...words(rule)] : ["-I", chain, String(index + 1), ...words(rule)],
    );
    now.splice(index, 0, rule);
  }
  if (now.length === after.length) return commands;
  return [["-F", chain], ...after.map((rule) => ["-A", chain, ...words(rule)])];
}
