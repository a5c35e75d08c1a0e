import {
  connectionStates,
  matchesAll,
  ruleProtocols,
  splitTarget,
  type FirewallRule,
  type MatchRule,
} from "./firewall.ts";

import type { RuleCounter } from "./observed.ts";

type Writable<T> = { -readonly [K in keyof T]: T[K] };
type Match = Omit<MatchRule, "action" | "to">;

/** A rule as `nft -s list ruleset` prints it, or as `nft list ruleset` does with what it has counted. */
export function ruleText(rule: FirewallRule, counter: RuleCounter | null = null): string {
  if (rule.action === "nft") return rule.text;
  return [
    ...(rule.inInterface === null ? [] : [`iifname "${rule.inInterface}"`]),
    ...(rule.outInterface === null ? [] : [`oifname "${rule.outInterface}"`]),
    ...(rule.source === null ? [] : [`${familyWord(rule.source)} saddr ${rule.source}`]),
    ...(rule.destination === null ? [] : [`${familyWord(rule.destination)} daddr ${rule.destination}`]),
    ...protocolTexts(rule),
    ...(rule.states.length === 0 ? [] : [`ct state ${rule.states.join(",")}`]),
    ...(rule.counted ? ["counter"] : []),
    ...(rule.counted && counter !== null ? [`packets ${counter.packets} bytes ${counter.bytes}`] : []),
    ...actionTexts(rule),
  ].join(" ");
}

function familyWord(address: string): "ip" | "ip6" {
  return address.includes(":") ? "ip6" : "ip";
}

function protocolTexts({ protocol, sourcePorts, destinationPorts }: MatchRule): string[] {
  if (protocol === null) return [];
  if (sourcePorts === null && destinationPorts === null) return [`meta l4proto ${protocol}`];
  return [
    ...(sourcePorts === null ? [] : [`${protocol} sport ${portsText(sourcePorts)}`]),
    ...(destinationPorts === null ? [] : [`${protocol} dport ${portsText(destinationPorts)}`]),
  ];
}

function portsText(ports: string): string {
  return ports.includes(",") ? `{ ${ports.split(",").join(", ")} }` : ports;
}

function actionTexts(rule: MatchRule): string[] {
  if (rule.action === "count") return [];
  if (rule.action !== "dnat" && rule.action !== "snat") return [rule.action];
  return [`${rule.action} ${familyWord(splitTarget(rule.to).address)} to ${rule.to}`];
}

/** What nft lists, as the fields that say it; as the text itself where none do. */
export function parseRule(text: string): FirewallRule {
  const rule = read(text);
  return rule !== null && ruleText(rule) === text ? rule : { action: "nft", text };
}

/** In any order and any spelling: whoever asks compares. */
function read(text: string): MatchRule | null {
  const match: Writable<Match> = { ...matchesAll, counted: false };
  let rest = text;
  for (const [pattern, take] of parts) {
    const found = pattern.exec(rest);
    if (found === null) continue;
    take(match, found);
    rest = rest.slice(found[0].length).trimStart();
  }
  return withAction(match, rest);
}

type Take = (match: Writable<Match>, found: readonly string[]) => void;
const ports = String.raw`(\d+(?:-\d+)?|\{ [\d, ]+ \})(?: |$)`;

/** In the order in which they are written. */
const parts: readonly (readonly [RegExp, Take])[] = [
  [/^iifname "([^"*]+)"/, (match, [, name]) => (match.inInterface = name ?? null)],
  [/^oifname "([^"*]+)"/, (match, [, name]) => (match.outInterface = name ?? null)],
  [/^ip6? saddr ([0-9a-f.:/]+)(?: |$)/, (match, [, network]) => (match.source = network ?? null)],
  [/^ip6? daddr ([0-9a-f.:/]+)(?: |$)/, (match, [, network]) => (match.destination = network ?? null)],
  [/^meta l4proto (\S+)/, (match, [, name]) => (match.protocol = protocolOf(name))],
  [
    new RegExp(`^(tcp|udp) sport ${ports}`),
    (match, [, name, which]) => {
      match.protocol = protocolOf(name);
      match.sourcePorts = portsOf(which);
    },
  ],
  [
    new RegExp(`^(tcp|udp) dport ${ports}`),
    (match, [, name, which]) => {
      match.protocol = protocolOf(name);
      match.destinationPorts = portsOf(which);
    },
  ],
  [
    /^ct state ([a-z,]+)/,
    (match, [, states = ""]) =>
      (match.states = connectionStates.filter((s) => states.split(",").includes(s))),
  ],
  [/^counter(?: |$)/, (match) => (match.counted = true)],
];

function protocolOf(name: string | undefined): Match["protocol"] {
  return ruleProtocols.find((protocol) => protocol === name) ?? null;
}

function portsOf(text = ""): string {
  return text.replaceAll(/[{} ]/g, "");
}

function withAction(match: Match, text: string): MatchRule | null {
  if (text === "") return match.counted ? { ...match, action: "count" } : null;
  const plain = (["accept", "drop", "reject", "log", "masquerade"] as const).find((word) => word === text);
  if (plain !== undefined) return { ...match, action: plain };
  const [, action, to] = /^(dnat|snat) ip6? to (\S+)$/.exec(text) ?? [];
  if (to === undefined) return null;
  return action === "dnat" ? { ...match, action, to } : { ...match, action: "snat", to };
}
