import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  actionsOf,
  chainNames,
  connectionStates,
  firewallSchema,
  sidesOf,
  type ChainName,
} from "./firewall.ts";
import { iptablesWords } from "./iptables-words.ts";
import { isNftBlock, isNftText } from "./nft-text.ts";
import { otherTableSchema } from "./other-table.ts";
import { parseRule, ruleText } from "./rule-text.ts";
import { problemOf } from "./testing/problems.ts";
import { recordSchema } from "./topology.ts";
import { parseInput } from "./parse.ts";

function firewall(chain: ChainName, rule: object) {
  return { id: "f", kind: "firewall", namespace: "host", [chain]: { rules: [rule] } };
}

function problem(record: object) {
  return problemOf(() => parseInput(recordSchema, record));
}

const chainAndRule = fc.constantFrom(...chainNames).chain((chain) => {
  const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value);
  const name = fc.constantFrom("lo", "eth0", "été", "1", "veth-a.b");
  const address = fc.constantFrom("10.0.0.1", "10.0.0.0/24", "192.0.2.7");
  const side = (which: "inInterface" | "outInterface") =>
    sidesOf(chain).includes(which) ? maybe(name) : fc.constant(null);
  const ports = fc.constantFrom("80", "8000-8010", "80,443");
  const protocol = fc.constantFrom(null, "tcp", "udp", "icmp", "ipv6-icmp");
  return fc
    .record({
      inInterface: side("inInterface"),
      outInterface: side("outInterface"),
      source: maybe(address),
      destination: maybe(address),
      protocol,
      sourcePorts: maybe(ports),
      destinationPorts: maybe(ports),
      states: fc.subarray([...connectionStates]),
      counted: fc.boolean(),
      action: fc.constantFrom(...actionsOf(chain)),
    })
    .map((rule) => {
      const hasPorts = rule.protocol === "tcp" || rule.protocol === "udp";
      const to = rule.action === "dnat" || rule.action === "snat" ? { to: "10.9.9.9" } : {};
      const counted = rule.counted || rule.action === "count";
      return {
        chain,
        rule: { ...rule, counted, ...to, ...(hasPorts ? {} : { sourcePorts: null, destinationPorts: null }) },
      };
    });
});

describe("a rule", () => {
  test("FIREWALL-1: a rule is what nft lists of it", () => {
    fc.assert(
      fc.property(chainAndRule, ({ chain, rule }) => {
        const [kept] = firewallSchema.parse(firewall(chain, rule))[chain].rules;
        if (kept === undefined) throw new Error("no rule");
        expect(parseRule(ruleText(kept))).toEqual(kept);
      }),
    );
  });

  test("FIREWALL-1: one spelling is kept", () => {
    const written = {
      action: "dnat",
      source: "10.0.0.7/24",
      destination: "10.0.0.1/32",
      protocol: "tcp",
      destinationPorts: "443, 80,80",
      states: ["established", "new"],
      to: "10.0.0.2:080",
    };
    expect(firewallSchema.parse(firewall("prerouting", written)).prerouting.rules[0]).toMatchObject({
      source: "10.0.0.0/24",
      destination: "10.0.0.1",
      destinationPorts: "80,443",
      states: ["new", "established"],
      to: "10.0.0.2:80",
    });
  });

  test.each([
    ["limit rate 5/minute counter accept"],
    ["tcp dport { 22, 80-90 } accept"],
    ["ip saddr 10.0.0.1 reject with icmp port-unreachable"],
    ["ct state established,related counter packets 1 bytes 2 accept"],
    ["jump mine"],
    ["ip protocol tcp accept"],
  ])("FIREWALL-1: what the fields cannot say stays in nft's words: %s", (text) => {
    expect(parseRule(text)).toEqual({ action: "nft", text });
  });

  test.each<[string, ChainName, object]>([
    ["action-not-here", "input", { action: "masquerade" }],
    ["action-not-here", "postrouting", { action: "drop" }],
    ["interface-not-known-here", "input", { action: "accept", outInterface: "eth0" }],
    ["interface-not-known-here", "postrouting", { action: "masquerade", inInterface: "eth0" }],
    ["ports-need-protocol", "input", { action: "accept", destinationPorts: "80" }],
    ["ports-need-protocol", "prerouting", { action: "dnat", to: "10.0.0.1:80" }],
    ["rule-mixes-families", "forward", { action: "accept", source: "10.0.0.1", destination: "2001:db8::1" }],
    ["not-ports", "input", { action: "accept", protocol: "tcp", destinationPorts: "90-80" }],
    ["not-a-network-or-address", "input", { action: "accept", source: "10.0.0.300" }],
    ["not-a-nat-target", "prerouting", { action: "dnat", to: "2001:db8::1:80x" }],
    ["not-an-nft-rule", "input", { action: "nft", text: "accept; delete table inet filter" }],
    ["unrecognized_keys", "input", { action: "accept", to: "10.0.0.1" }],
  ])("FIREWALL-1: %s is told of %s", (code, chain, rule) => {
    expect(problem(firewall(chain, rule))).toMatchObject({ code });
  });

  test("FIREWALL-1: a table that somebody made with nft leaves no room for rules in one of its name", () => {
    const tables = [
      { tool: "nft", family: "inet", name: "filter", lines: ["set s {", "type ipv4_addr", "}"] },
    ];
    expect(problem({ ...firewall("input", { action: "drop" }), tables })).toMatchObject({
      code: "table-taken",
    });
    const beside = { ...firewall("postrouting", { action: "masquerade" }), tables };
    expect(firewallSchema.safeParse(beside).success).toBe(true);
  });
});

describe("a text from outside", () => {
  test.each([
    "accept; flush ruleset",
    "accept } ; delete table inet filter",
    "accept # and more",
    "accept \n flush ruleset",
    'include "/etc/passwd"',
    "jump { include x",
    "ip saddr $x accept",
    'comment "open',
    "accept \\",
    "ip saddr 'x'",
    "",
  ])("FIREWALL-2: no rule of nft: %j", (text) => expect(isNftText(text)).toBe(false));

  test.each([
    [["}", "table inet x {"]],
    [["chain c {", "accept", "}", "}"]],
    [["chain c {"]],
    [["chain c {", 'include "/etc/passwd"', "}"]],
    [["chain c {", "accept; include x", "}"]],
    [["define x = 1"]],
    [["chain c { # }", "}"]],
  ])("FIREWALL-2: no table of nft: %j", (lines) => expect(isNftBlock(lines)).toBe(false));

  test.each([
    "-A FORWARD --modprobe=/bin/sh -j ACCEPT",
    "-A FORWARD --modp sh -j ACCEPT",
    "-A FORWARD -j ACCEPT -t nat",
    "-D FORWARD -j ACCEPT",
    "-F",
    "-A FORWARD -m bpf --object-pinned /sys/x -j ACCEPT",
    '-A FORWARD -m comment --comment "a\\"b" -j ACCEPT',
    "-A FORWARD -m comment --comment $(reboot) -j ACCEPT",
    "-A -F -j ACCEPT",
    ":FORWARD DROP [0:0]",
    ":-x -",
    "-A FORWARD\n-j ACCEPT",
    "COMMIT",
  ])("FIREWALL-2: no rule of iptables: %j", (line) => expect(iptablesWords(line)).toBeNull());

  test("FIREWALL-2: words of iptables are those it prints", () => {
    expect(iptablesWords('-A INPUT ! -i br0 -m comment --comment "two words" -j ACCEPT')).toEqual([
      "-A",
      "INPUT",
      "!",
      "-i",
      "br0",
      "-m",
      "comment",
      "--comment",
      "two words",
      "-j",
      "ACCEPT",
    ]);
    expect(iptablesWords(":FORWARD DROP")).toEqual(["-P", "FORWARD", "DROP"]);
    expect(iptablesWords(":DOCKER -")).toEqual(["-N", "DOCKER"]);
  });

  test("FIREWALL-2: a table is of its program's own", () => {
    const table = { tool: "iptables", family: "ip", name: "filter", lines: ["-A INPUT -j DROP"] };
    expect(otherTableSchema.safeParse(table).success).toBe(true);
    expect(otherTableSchema.safeParse({ ...table, family: "ip6" }).success).toBe(false);
    expect(otherTableSchema.safeParse({ ...table, name: "mine" }).success).toBe(false);
    expect(otherTableSchema.safeParse({ ...table, name: "x; y" }).success).toBe(false);
  });
});
