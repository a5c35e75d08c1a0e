import {
  chainNames,
  chainSchema,
  firewallChains,
  firewallTables,
  isFirewallThere,
  newFirewall,
  noChains,
  type ChainName,
  type FirewallChain,
  type FirewallRecord,
} from "../../shared/firewall.ts";
import { lossIn } from "../../shared/loss.ts";
import type { ObservedTable } from "../../shared/observed.ts";
import { otherTableSchema, type OtherTable } from "../../shared/other-table.ts";
import { parseRule } from "../../shared/rule-text.ts";
import type { RecordId } from "../../shared/topology.ts";

type Chains = Pick<FirewallRecord, ChainName>;

/** The firewall that the kernel has, in this record's words. What no record can say is left out. */
export function firewallAsBuilt(record: FirewallRecord, tables: readonly ObservedTable[]): FirewallRecord {
  const others: OtherTable[] = [];
  let chains: Chains = noChains;
  for (const table of tables) {
    if (lossIn(table) !== null) continue;
    const own = ownChains(table);
    if (own !== null) chains = { ...chains, ...own };
    else if (table.tool === "nft" || table.lines.length > 0) others.push(table);
  }
  return {
    ...record,
    ...chains,
    tables: others.filter((table) => otherTableSchema.safeParse(table).success),
  };
}

/** A record for a firewall that nobody drew; null where there is none. */
export function newFirewallAsBuilt(
  id: RecordId,
  namespace: RecordId,
  tables: readonly ObservedTable[],
): FirewallRecord | null {
  const record = firewallAsBuilt(newFirewall(id, namespace), tables);
  return isFirewallThere(record) ? record : null;
}

/** The chains of one of our tables; null for one of somebody else's, or with more in it than chains that hang where ours do. */
function ownChains({ tool, family, name, lines }: ObservedTable): Partial<Chains> | null {
  const own = firewallTables.find((known) => known === name);
  if (tool !== "nft" || family !== "inet" || own === undefined) return null;
  const chains: Partial<Chains> = {};
  for (const [first = "", hook = "", ...rules] of blocksOf(lines)) {
    const chain = chainNames.find(
      (known) => first === `chain ${known} {` && firewallChains[known].table === own,
    );
    const policy = chain === undefined ? null : policyOf(chain, hook);
    if (chain === undefined || policy === null) return null;
    chains[chain] = { policy, rules: rules.map(parseRule) };
    if (!chainSchema.safeParse(chains[chain]).success) return null;
  }
  return chains;
}

/** A chain, a set, a map, each without the brace that closes it. */
function blocksOf(lines: readonly string[]): string[][] {
  const blocks: string[][] = [[]];
  for (const line of lines) {
    if (line === "}") blocks.push([]);
    else blocks.at(-1)?.push(line);
  }
  return blocks.filter((block) => block.length > 0);
}

function policyOf(chain: ChainName, line: string): FirewallChain["policy"] | null {
  const { type, priority } = firewallChains[chain];
  const hook = `type ${type} hook ${chain} priority ${priority}; policy `;
  return (["accept", "drop"] as const).find((policy) => line === `${hook}${policy};`) ?? null;
}
