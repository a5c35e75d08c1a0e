import * as z from "zod";
import { iptablesWords } from "./iptables-words.ts";
import { lossIn } from "./loss.ts";
import { isNftBlock } from "./nft-text.ts";

/** A table that is not of ours: made by iptables, or by nft with what no rule of ours can say. */

export const tableTools = ["iptables", "ip6tables", "nft"] as const;
export const tableFamilies = ["ip", "ip6", "inet", "arp", "bridge", "netdev"] as const;
/** Those of iptables. */
export const iptablesTables = ["filter", "nat", "mangle", "raw", "security"] as const;

const maxLines = 500;
const maxLineLength = 500;

const tableSchema = z.strictObject({
  tool: z.enum(tableTools).describe("Who lists it, and makes it again."),
  family: z.enum(tableFamilies),
  name: z.string().regex(/^[A-Za-z_][A-Za-z0-9_.-]{0,62}$/, "must be a name of letters, digits, _, . and -"),
  lines: z
    .array(z.string().min(1).max(maxLineLength))
    .max(maxLines)
    .describe("As iptables-save(8) prints it, without counters; or what nft -s list table prints inside it."),
});
export type OtherTable = z.infer<typeof tableSchema>;

export const otherTableSchema = tableSchema.refine(isSayable, {
  path: ["lines"],
  message: "must be what iptables-save or nft prints, with nothing that does more than this table",
  params: { problem: "not-a-table" },
});

/** In the one order in which they are kept: it means nothing. */
export function sortTables(tables: readonly OtherTable[]): OtherTable[] {
  const label = ({ family, name }: OtherTable) => `${family} ${name}`;
  return tables.toSorted((a, b) => (label(a) < label(b) ? -1 : 1));
}

function isSayable({ tool, family, name, lines }: OtherTable): boolean {
  // Those of links are drawn at their ends.
  if (tool === "nft") return isNftBlock(lines) && lossIn({ tool, family, name, lines }) === null;
  const isIptables = (iptablesTables as readonly string[]).includes(name);
  if (!isIptables || family !== (tool === "iptables" ? "ip" : "ip6")) return false;
  return lines.every((line) => iptablesWords(line) !== null);
}
