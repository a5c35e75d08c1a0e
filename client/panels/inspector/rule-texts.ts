import {
  actionsOf,
  matchesAll,
  type ChainName,
  type FirewallRule,
  type MatchRule,
} from "../../../shared/firewall.ts";

/** A rule as it stands in a form; empty is any. */
export interface RuleTexts {
  readonly action: FirewallRule["action"];
  readonly to: string;
  readonly inInterface: string;
  readonly outInterface: string;
  readonly source: string;
  readonly destination: string;
  readonly protocol: NonNullable<MatchRule["protocol"]> | "";
  readonly sourcePorts: string;
  readonly destinationPorts: string;
  readonly states: MatchRule["states"];
  readonly counted: boolean;
  /** In nft's own words. */
  readonly text: string;
}

export function textsOf(rule: FirewallRule | undefined, chain: ChainName): RuleTexts {
  const match = rule === undefined || rule.action === "nft" ? matchesAll : rule;
  return {
    action: rule?.action ?? actionsOf(chain)[0] ?? "accept",
    to: rule !== undefined && "to" in rule ? rule.to : "",
    inInterface: match.inInterface ?? "",
    outInterface: match.outInterface ?? "",
    source: match.source ?? "",
    destination: match.destination ?? "",
    protocol: match.protocol ?? "",
    sourcePorts: match.sourcePorts ?? "",
    destinationPorts: match.destinationPorts ?? "",
    states: match.states,
    counted: match.counted,
    text: rule?.action === "nft" ? rule.text : "",
  };
}

/** Whether it can be is for the server to say. */
export function ruleOf(texts: RuleTexts): FirewallRule {
  const { action, states } = texts;
  if (action === "nft") return { action, text: texts.text.trim() };
  const orNull = (text: string) => (text.trim() === "" ? null : text.trim());
  const hasPorts = texts.protocol === "tcp" || texts.protocol === "udp";
  const match = {
    inInterface: orNull(texts.inInterface),
    outInterface: orNull(texts.outInterface),
    source: orNull(texts.source),
    destination: orNull(texts.destination),
    protocol: texts.protocol === "" ? null : texts.protocol,
    sourcePorts: hasPorts ? orNull(texts.sourcePorts) : null,
    destinationPorts: hasPorts ? orNull(texts.destinationPorts) : null,
    states: [...states],
    counted: texts.counted || action === "count",
  };
  if (action === "dnat" || action === "snat") return { ...match, action, to: texts.to.trim() };
  return { ...match, action };
}
