import * as z from "zod";
import {
  canonicalText,
  matchedInterfaceSchema,
  matchedNetworkSchema,
  recordIdSchema,
  type RecordId,
} from "./fields.ts";
import { isNftText } from "./nft-text.ts";
import { otherTableSchema, sortTables } from "./other-table.ts";
import { parseAddress } from "./prefix.ts";

/**
 * A namespace's firewall and NAT: five base chains in two tables of nftables, and the tables that somebody made there by
 * other means. Words are nft(8)'s. A chain without rules that accepts is no chain in the kernel.
 */

/** Where each chain hangs in the kernel, as nft(8) writes it. */
export const firewallChains = {
  input: { table: "filter", type: "filter", priority: "filter" },
  forward: { table: "filter", type: "filter", priority: "filter" },
  output: { table: "filter", type: "filter", priority: "filter" },
  prerouting: { table: "nat", type: "nat", priority: "dstnat" },
  postrouting: { table: "nat", type: "nat", priority: "srcnat" },
} as const;
export type ChainName = keyof typeof firewallChains;
export const chainNames = Object.keys(firewallChains) as ChainName[];
/** Both are of the family `inet`: IPv4 and IPv6. */
export const firewallTables = ["filter", "nat"] as const;

export const connectionStates = ["invalid", "new", "established", "related", "untracked"] as const;
export const ruleProtocols = ["tcp", "udp", "icmp", "ipv6-icmp"] as const;
/** Rules in one chain. */
const maxRules = 64;

const portsSchema = canonicalText(
  "not-ports",
  "must be a port, a range or a list of ports, such as 80, 8000-8010 or 80,443",
  canonicalPorts,
);

const port = (text: string): number | null =>
  /^\d{1,5}$/.test(text) && Number(text) >= 1 && Number(text) <= 65_535 ? Number(text) : null;

export function canonicalPorts(text: string): string | null {
  const [first, last, ...more] = text.split("-").map((part) => port(part.trim()));
  if (last !== undefined)
    return more.length === 0 && first != null && last !== null && first < last ? `${first}-${last}` : null;
  const ports = text.split(",").map((part) => port(part.trim()));
  if (ports.some((one) => one === null)) return null;
  return [...new Set(ports.flatMap((one) => one ?? []))].toSorted((a, b) => a - b).join(",");
}

const natAddressSchema = canonicalText(
  "not-a-nat-address",
  "must be an address, such as 10.0.0.2",
  (text) => parseAddress(text)?.address ?? null,
);

const natTargetSchema = canonicalText(
  "not-a-nat-target",
  "must be an address, with or without a port, such as 10.0.0.2, 10.0.0.2:80 or [2001:db8::2]:80",
  (text) => {
    const { address, port: at } = splitTarget(text);
    const canonical = parseAddress(address)?.address;
    if (canonical === undefined) return null;
    return at === null ? canonical : port(at) === null ? null : joinTarget(canonical, String(port(at)));
  },
);

/** `10.0.0.2:80` and `[2001:db8::2]:80`, apart. */
export function splitTarget(text: string): { readonly address: string; readonly port: string | null } {
  const [, six, four, at] = /^(?:\[([^\]]*)\]|([^:[\]]*)):(\d+)$/.exec(text) ?? [];
  return at === undefined ? { address: text, port: null } : { address: six ?? four ?? "", port: at };
}

function joinTarget(address: string, at: string): string {
  return address.includes(":") ? `[${address}]:${at}` : `${address}:${at}`;
}

const statesSchema = z
  .array(z.enum(connectionStates))
  .max(connectionStates.length)
  .overwrite((states) => connectionStates.filter((state) => states.includes(state)))
  .default([])
  .describe("Of the connection that the packet belongs to; none is any.");

const matchShape = {
  inInterface: matchedInterfaceSchema,
  outInterface: matchedInterfaceSchema,
  source: matchedNetworkSchema,
  destination: matchedNetworkSchema,
  protocol: z.enum(ruleProtocols).nullable().default(null),
  sourcePorts: portsSchema.nullable().default(null),
  destinationPorts: portsSchema.nullable().default(null),
  states: statesSchema,
  counted: z.boolean().default(true).describe("Does the kernel count what it matches?"),
};

const ruleSchema = z.discriminatedUnion("action", [
  z.strictObject({
    ...matchShape,
    action: z
      .enum(["accept", "drop", "reject", "log", "count", "masquerade"])
      .describe("After log and count the next rule is looked at. masquerade is for postrouting."),
  }),
  z.strictObject({
    ...matchShape,
    action: z.literal("dnat").describe("Prerouting: send it elsewhere. With ports it publishes a port."),
    to: natTargetSchema,
  }),
  z.strictObject({
    ...matchShape,
    action: z.literal("snat").describe("Postrouting: let it come from this address."),
    to: natAddressSchema,
  }),
  z.strictObject({
    action: z.literal("nft"),
    text: z
      .string()
      .max(500)
      .refine(isNftText, {
        message: "must be a rule as nft lists it, in one line",
        params: { problem: "not-an-nft-rule" },
      })
      .describe("What the other fields cannot say, as nft list ruleset prints it."),
  }),
]);

export const chainSchema = z
  .strictObject({
    policy: z.enum(["accept", "drop"]).default("accept").describe("For what no rule decides."),
    rules: z.array(ruleSchema).max(maxRules).default([]).describe("The first that decides counts."),
  })
  .default({ policy: "accept", rules: [] });

export type FirewallRule = z.infer<typeof ruleSchema>;
export type MatchRule = Exclude<FirewallRule, { action: "nft" }>;
export type FirewallChain = z.infer<typeof chainSchema>;

const actionsIn: Readonly<Record<ChainName, readonly FirewallRule["action"][]>> = {
  input: ["accept", "drop", "reject", "log", "count"],
  forward: ["accept", "drop", "reject", "log", "count"],
  output: ["accept", "drop", "reject", "log", "count"],
  prerouting: ["dnat", "accept", "log", "count"],
  postrouting: ["masquerade", "snat", "accept", "log", "count"],
};

export function actionsOf(chain: ChainName): readonly FirewallRule["action"][] {
  return actionsIn[chain];
}

/** Which interface a packet has in this chain. */
export function sidesOf(chain: ChainName): readonly ("inInterface" | "outInterface")[] {
  if (chain === "forward") return ["inInterface", "outInterface"];
  return chain === "input" || chain === "prerouting" ? ["inInterface"] : ["outInterface"];
}

const firewallShape = {
  id: recordIdSchema,
  kind: z.literal("firewall"),
  namespace: recordIdSchema.describe("The id of the namespace whose it is. Each has one at most."),
  input: chainSchema.describe("What comes for the namespace itself."),
  forward: chainSchema.describe("What passes through."),
  output: chainSchema.describe("What the namespace itself sends."),
  prerouting: chainSchema.describe("Where what comes in is to go: destination NAT."),
  postrouting: chainSchema.describe("Whom what goes out comes from: source NAT."),
  tables: z
    .array(otherTableSchema)
    .max(32)
    .overwrite(sortTables)
    .default([])
    .describe("Tables made by iptables, or by nft beside these two."),
};

export const firewallSchema = z.strictObject(firewallShape).superRefine((record, context) => {
  for (const chain of chainNames) {
    for (const [index, rule] of record[chain].rules.entries()) {
      const fault = faultOf(chain, rule);
      if (fault === null) continue;
      const { field, problem, message, parameters = {} } = fault;
      const path = [chain, "rules", index, field];
      context.addIssue({ code: "custom", path, message, params: { problem, parameters } });
    }
  }
  const tables = record.tables.map(({ family, name }) => `${family} ${name}`);
  const taken = tables.find((name, index) => tables.indexOf(name) !== index || isShadowed(record, name));
  if (taken !== undefined) {
    context.addIssue({
      code: "custom",
      path: ["tables"],
      message: `must have ${taken} once: there is such a table already, which nft made; delete that one first`,
      params: { problem: "table-taken", parameters: { name: taken } },
    });
  }
});
export type FirewallRecord = z.infer<typeof firewallSchema>;
type Chains = Pick<FirewallRecord, ChainName>;

function isShadowed(record: Chains, name: string): boolean {
  return chainNames.some(
    (chain) => `inet ${firewallChains[chain].table}` === name && isChainThere(record[chain]),
  );
}

interface Fault {
  readonly field: string;
  readonly problem: string;
  readonly message: string;
  readonly parameters?: Readonly<Record<string, string>>;
}

function faultOf(chain: ChainName, rule: FirewallRule): Fault | null {
  if (rule.action === "nft") return null;
  if (!actionsIn[chain].includes(rule.action)) {
    return {
      field: "action",
      problem: "action-not-here",
      message: `must be one of ${actionsIn[chain].join(", ")} in ${chain}`,
      parameters: { chain, actions: actionsIn[chain].join(", ") },
    };
  }
  const side = (["inInterface", "outInterface"] as const).find(
    (name) => rule[name] !== null && !sidesOf(chain).includes(name),
  );
  if (side !== undefined) {
    return {
      field: side,
      problem: "interface-not-known-here",
      message: `must be left out: a packet in ${chain} has no such interface`,
      parameters: { chain },
    };
  }
  return faultOfPorts(rule) ?? faultOfFamilies(rule);
}

function faultOfPorts(rule: MatchRule): Fault | null {
  if (rule.protocol === "tcp" || rule.protocol === "udp") return null;
  const hasPort = rule.action === "dnat" && splitTarget(rule.to).port !== null;
  const field = (["sourcePorts", "destinationPorts"] as const).find((name) => rule[name] !== null);
  if (field === undefined && !hasPort) return null;
  const message = "must go with the protocol tcp or udp: others have no ports";
  return { field: field ?? "to", problem: "ports-need-protocol", message };
}

function faultOfFamilies(rule: MatchRule): Fault | null {
  const to = "to" in rule ? splitTarget(rule.to).address : null;
  const addresses = [rule.source, rule.destination, to].filter((address) => address !== null);
  if (new Set(addresses.map((address) => address.includes(":"))).size < 2) return null;
  const message = "must be all IPv4 or all IPv6: no packet is both";
  return { field: rule.source === null ? "destination" : "source", problem: "rule-mixes-families", message };
}

const acceptsAll: FirewallChain = { policy: "accept", rules: [] };
export const noChains: Chains = {
  input: acceptsAll,
  forward: acceptsAll,
  output: acceptsAll,
  prerouting: acceptsAll,
  postrouting: acceptsAll,
};

export function newFirewall(
  id: RecordId,
  namespace: RecordId,
  fields: Partial<FirewallRecord> = {},
): FirewallRecord {
  return { id, kind: "firewall", namespace, ...noChains, tables: [], ...fields };
}

/** The same firewall for other addresses. Rules and tables in nft's and iptables' own words stay as they are. */
export function mapAddresses(record: FirewallRecord, map: (address: string) => string): FirewallRecord {
  const mapRule = (rule: FirewallRule): FirewallRule => {
    if (rule.action === "nft") return rule;
    const source = rule.source === null ? null : map(rule.source);
    const destination = rule.destination === null ? null : map(rule.destination);
    if (!("to" in rule)) return { ...rule, source, destination };
    const { address, port: at } = splitTarget(rule.to);
    const to = at === null ? map(address) : joinTarget(map(address), at);
    return { ...rule, source, destination, to };
  };
  const chains = chainNames.map((name) => [
    name,
    { ...record[name], rules: record[name].rules.map(mapRule) },
  ]);
  return { ...record, ...(Object.fromEntries(chains) as Chains) };
}

/** A rule that matches everything, for the fields that say less. */
export const matchesAll: Omit<MatchRule, "action" | "to"> = {
  inInterface: null,
  outInterface: null,
  source: null,
  destination: null,
  protocol: null,
  sourcePorts: null,
  destinationPorts: null,
  states: [],
  counted: true,
};

/** Does the kernel have anything of it? */
export function isChainThere({ policy, rules }: FirewallChain): boolean {
  return policy !== "accept" || rules.length > 0;
}

export function isFirewallThere(record: Chains & Pick<FirewallRecord, "tables">): boolean {
  return record.tables.length > 0 || chainNames.some((chain) => isChainThere(record[chain]));
}
