import { parseTable } from "../../shared/routing-table.ts";
import type { Context, Read } from "./ip-command.ts";

/** ip-rule(8)'s words for fields, as far as each takes one more word. */
const fields: Readonly<Record<string, string>> = {
  from: "from",
  to: "to",
  iif: "iif",
  dev: "iif",
  oif: "oif",
  fwmark: "fwmark",
  ipproto: "ipproto",
  sport: "sport",
  dport: "dport",
};
const numbers: Readonly<Record<string, string>> = {
  priority: "priority",
  pref: "priority",
  preference: "priority",
  order: "priority",
  suppress_prefixlength: "suppressPrefixLength",
};

/** `ip rule add`; one that leaves its priority to the kernel has none that could be drawn. */
export function ruleAdd(words: readonly string[], isIpv6: boolean, { namespace, newId }: Context): Read {
  const rule: Record<string, unknown> = {};
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] ?? "";
    const value = words[index + 1] ?? "";
    if (word === "not") rule["not"] = true;
    else if (word === "blackhole" || word === "unreachable" || word === "prohibit") rule["action"] = word;
    else {
      index += 1;
      if (word === "lookup" || word === "table") rule["table"] = parseTable(value);
      else if (numbers[word] !== undefined) rule[numbers[word]] = Number(value);
      else if (fields[word] === undefined) return "not-understood";
      else if (value !== "all") rule[fields[word]] = value;
    }
  }
  if (rule["priority"] === undefined) return "not-understood";
  const family = isIpv6 ? "ipv6" : "ipv4";
  return [{ id: newId, fields: { kind: "rule", namespace, family, ...rule } }];
}
