import type { DropReason } from "../../shared/foreign.ts";
import type { Change } from "./draft.ts";
import { parseAddress, parsePrefix } from "../../shared/prefix.ts";
import { parseTable } from "../../shared/routing-table.ts";
import { ruleAdd } from "./rule-command.ts";
import { forwardingSysctl } from "../../shared/sysctl.ts";
import { namespaceOf, type InterfaceRecord, type RecordId, type Topology } from "../../shared/topology.ts";

export interface Context {
  readonly namespace: RecordId;
  readonly topology: Topology;
  /** An interface of the namespace, by its name. */
  readonly find: (name: string) => InterfaceRecord | null;
  /** Of the record that it may make. */
  readonly newId: RecordId;
}
export type Read = readonly Change[] | Extract<DropReason, "not-understood" | "nothing-there">;

/** What a command of ip(8) or sysctl(8) changes; a word that is not known makes all of it not understood. */
export function editsOfCommand(words: readonly string[], context: Context): Read {
  const [tool, ...rest] = words;
  if (tool === "sysctl") return ofSysctl(rest, context);
  const [object = "", verb = "", ...values] = /^-(4|6)$/.test(rest[0] ?? "") ? rest.slice(1) : rest;
  if (tool !== "ip") return "not-understood";
  if (is(object, "address", "addr", "a") && is(verb, "add")) return addressAdd(values, context);
  if (is(object, "link", "l") && is(verb, "set", "s")) return linkSet(values, context);
  if (is(object, "link", "l") && is(verb, "add", "a")) return linkAdd(values, context);
  if (is(object, "route", "r", "ro") && is(verb, "add", "replace"))
    return routeAdd(values, rest[0] === "-6", context);
  if (is(object, "rule", "ru") && is(verb, "add")) return ruleAdd(values, rest[0] === "-6", context);
  return "not-understood";
}

function is(word: string, ...spellings: readonly string[]): boolean {
  return spellings.includes(word);
}

/** `KEY VALUE` pairs and words that stand alone; null where another word is. */
function options(words: readonly string[], keys: readonly string[], bare: (word: string) => boolean) {
  const found = new Map<string, string>();
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] ?? "";
    const value = words[index + 1];
    if (keys.includes(word) && value !== undefined) {
      found.set(word, value);
      index += 1;
    } else if (bare(word) && !found.has("")) found.set("", word);
    else return null;
  }
  return found;
}

function addressAdd(words: readonly string[], context: Context): Read {
  const found = options(words, ["dev", "local"], (word) => parsePrefix(withLength(word)) !== null);
  const device = found?.get("dev");
  const address = found?.get("") ?? found?.get("local");
  if (device === undefined || address === undefined) return "not-understood";
  if (device === "lo") {
    const { id, loopback } = namespaceOf(context.topology, context.namespace);
    const addresses = [...loopback.addresses, withLength(address)];
    return [{ id, fields: { loopback: { ...loopback, addresses } } }];
  }
  const target = context.find(device);
  if (target === null) return "nothing-there";
  return [{ id: target.id, fields: { addresses: [...target.addresses, withLength(address)] } }];
}

/** As ip does: an address without a length is one alone. */
function withLength(text: string): string {
  const bare = parseAddress(text);
  return bare === null ? text : `${text}/${bare.family === "ipv4" ? 32 : 128}`;
}

function linkSet(words: readonly string[], context: Context): Read {
  const [first = "", ...others] = words[0] === "dev" ? words.slice(1) : words;
  const changes: Record<string, unknown> = {};
  for (let index = 0; index < others.length; index += 1) {
    const word = others[index] ?? "";
    const value = others[index + 1] ?? "";
    if (word === "up" || word === "down") changes["adminState"] = word;
    else if (word === "nomaster") changes["master"] = null;
    else if (is(word, "mtu", "address", "master") && value !== "") {
      index += 1;
      if (word === "mtu" && /^\d+$/.test(value)) changes["mtu"] = Number(value);
      else if (word === "address") changes["macAddress"] = value;
      else if (word === "master") {
        const bridge = context.find(value);
        if (bridge === null) return "nothing-there";
        changes["master"] = bridge.id;
      } else return "not-understood";
    } else return "not-understood";
  }
  if (others.length === 0) return "not-understood";
  if (first === "lo") return loopbackSet(changes, context);
  const target = context.find(first);
  return target === null ? "nothing-there" : [{ id: target.id, fields: changes }];
}

function loopbackSet({ adminState, ...others }: Record<string, unknown>, context: Context): Read {
  if (adminState === undefined || Object.keys(others).length > 0) return "not-understood";
  const { id, loopback } = namespaceOf(context.topology, context.namespace);
  return [{ id, fields: { loopback: { ...loopback, adminState } } }];
}

/** Only a bridge: a pair made by hand has no place in such a file. */
function linkAdd(words: readonly string[], { namespace, newId }: Context): Read {
  const [name = "", ...rest] = is(words[0] ?? "", "name", "dev") ? words.slice(1) : words;
  const type = rest.indexOf("type");
  const before = options(rest.slice(0, Math.max(type, 0)), ["address", "mtu"], () => false);
  const settings = options(rest.slice(type + 2), ["stp_state", "ageing_time"], () => false);
  if (type === -1 || rest[type + 1] !== "bridge" || before === null || settings === null)
    return "not-understood";
  const [mtu, stp, ageing] = [before.get("mtu"), settings.get("stp_state"), settings.get("ageing_time")];
  const macAddress = before.get("address");
  const numbers = [mtu ?? "1500", stp ?? "0", ageing ?? "30000"].map(Number);
  if (!numbers.every(Number.isInteger)) return "not-understood";
  const fields = {
    mtu: numbers[0] ?? 0,
    stp: numbers[1] !== 0,
    ageingTimeSeconds: (numbers[2] ?? 0) / 100,
    ...(macAddress !== undefined && { macAddress }),
  };
  return [{ id: newId, fields: { kind: "bridge", namespace, name, ...fields } }];
}

function routeAdd(words: readonly string[], isIpv6: boolean, context: Context): Read {
  const found = options(
    words,
    ["via", "dev", "metric", "table"],
    (word) => word === "default" || isNetwork(word),
  );
  const destination = found?.get("");
  const metric = found?.get("metric");
  const table = parseTable(found?.get("table") ?? "main");
  if (destination === undefined || (metric !== undefined && !/^\d+$/.test(metric)) || table === null)
    return "not-understood";
  const device = found?.get("dev");
  const out = device === undefined ? null : context.find(device);
  if (device !== undefined && out === null) return "nothing-there";
  const gateway = found?.get("via") ?? null;
  const all = isIpv6 && gateway === null ? "::/0" : "default";
  return [
    {
      id: context.newId,
      fields: {
        kind: "route",
        namespace: context.namespace,
        destination: destination === "default" ? all : withLength(destination),
        gateway,
        interface: out?.id ?? null,
        metric: metric === undefined ? null : Number(metric),
        table,
      },
    },
  ];
}

function isNetwork(word: string): boolean {
  return parsePrefix(withLength(word)) !== null;
}

function ofSysctl(words: readonly string[], { namespace, topology }: Context): Read {
  const assignments = words.filter((word) => !is(word, "-w", "-q", "-qw", "-wq"));
  const record = namespaceOf(topology, namespace);
  let { forwarding } = record;
  const sysctls: Record<string, string> = { ...record.sysctls };
  for (const assignment of assignments) {
    const [, key = "", value = ""] = /^([^=]+)=(.+)$/.exec(assignment) ?? [];
    if (key === "") return "not-understood";
    const on = value !== "0";
    if (key === forwardingSysctl.ipv4 || key === "net.ipv4.conf.all.forwarding")
      forwarding = { ...forwarding, ipv4: on };
    else if (key === forwardingSysctl.ipv6) forwarding = { ...forwarding, ipv6: on };
    else sysctls[key] = value;
  }
  if (assignments.length === 0) return "not-understood";
  return [{ id: namespace, fields: { forwarding, sysctls } }];
}
