import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { applyObservedDiff, diffObserved } from "./diff-observed.ts";
import {
  nothingObserved,
  type Observed,
  type ObservedDiff,
  type ObservedInterface,
  type ObservedNamespace,
} from "./observed.ts";
import { own } from "./own.ts";
import { newPolicyRule } from "./policy-rule.ts";

const observedInterface: fc.Arbitrary<ObservedInterface> = fc.record({
  ifindex: fc.nat(5),
  name: fc.constantFrom("lo", "eth0", "constructor"),
  kind: fc.constantFrom("veth", "bridge"),
  flags: fc.array(fc.constantFrom("UP", "LOWER_UP")),
  adminState: fc.constantFrom("up" as const, "down" as const),
  operstate: fc.constantFrom("up", "unknown"),
  carrier: fc.boolean(),
  macAddress: fc.constant(null),
  mtu: fc.constantFrom(1400, 1500),
  master: fc.constantFrom(null, "br0"),
  peer: fc.constantFrom(null, { namespace: "host", ifindex: 2 }),
  lower: fc.constantFrom(null, { namespace: "host", ifindex: 3 }),
  settings: fc.constantFrom(null, { mode: "bridge" }),
  qdisc: fc.constantFrom(null, { kind: "htb", quality: null }),
  addresses: fc.array(
    fc.record({
      address: fc.constantFrom("10.0.0.1/24", "10.0.0.2/24"),
      scope: fc.constant("global"),
      dadState: fc.constantFrom(null, "tentative" as const),
    }),
  ),
  bridgePort: fc.constantFrom(null, { state: "forwarding" }),
  bondMember: fc.constantFrom(null, { state: "backup" as const, isUp: true }),
  bridge: fc.constant(null),
  vlans: fc.constantFrom(null, { pvid: 1, untagged: [1], tagged: [] }),
});
const { id: _id, kind: _kind, namespace: _namespace, ...fields } = newPolicyRule("r", "n", 100);
const rule = { ...fields, protocol: "boot", others: [] };
const names = fc.constantFrom("lo", "eth0", "eth1", "constructor", "toString");
const observedNamespace: fc.Arbitrary<ObservedNamespace> = fc.record({
  inode: fc.constantFrom(null, 1, 2),
  interfaces: fc.dictionary(names, observedInterface, { noNullPrototype: true }),
  routes: fc.array(
    fc.record({
      destination: fc.constantFrom("0.0.0.0/0", "10.0.0.0/24"),
      gateway: fc.constant(null),
      interface: fc.constantFrom("eth0", "eth1"),
      metric: fc.constant(null),
      table: fc.constantFrom(254, 100),
      protocol: fc.constant("boot"),
      flags: fc.constant([]),
    }),
    { maxLength: 2 },
  ),
  netconf: fc.constantFrom({}, { all: { rpFilter: 1, proxyArp: false } }),
  rules: fc.constantFrom([], [rule]),
  neighbors: fc.constant([]),
  forwarding: fc.record({ ipv4: fc.boolean(), ipv6: fc.constant(false) }),
  sysctls: fc.dictionary(
    fc.constantFrom("net.ipv4.ip_default_ttl", "net.ipv4.conf.all.rp_filter"),
    fc.constantFrom("0", "1"),
    { noNullPrototype: true },
  ),
  tables: fc.array(
    fc.record({
      tool: fc.constantFrom("nft", "iptables"),
      family: fc.constant("ip"),
      name: fc.constant("nat"),
      lines: fc.constantFrom([], ["-A POSTROUTING -j MASQUERADE"]),
    }),
    { maxLength: 1 },
  ),
  containers: fc.dictionary(names, fc.constantFrom({ pid: 1 }, { pid: 2 }), { noNullPrototype: true }),
});
const observed: fc.Arbitrary<Observed> = fc
  .dictionary(fc.constantFrom("host", "red", "blue", "constructor"), observedNamespace, {
    noNullPrototype: true,
  })
  .map((namespaces) => ({ namespaces }));

/** All of `after`, and null for what is gone. */
function readings(before: Observed, after: Observed): Record<string, ObservedNamespace | null> {
  const gone = Object.keys(before.namespaces).filter((name) => !Object.hasOwn(after.namespaces, name));
  return { ...after.namespaces, ...Object.fromEntries(gone.map((name) => [name, null])) };
}

/** `before` with what a diff says, if anything. */
function follow(before: Observed, diff: ObservedDiff | null): Observed {
  return diff === null ? before : applyObservedDiff(before, diff);
}

/** Namespaces and interfaces that the diff does not name. */
function unnamed(before: Observed, diff: ObservedDiff | null): (readonly string[])[] {
  return Object.entries(before.namespaces).flatMap(([name, namespace]): (readonly string[])[] => {
    const change = own(diff?.namespaces ?? {}, name);
    if (change === undefined) return [[name]];
    if (change === null) return [];
    const interfaces = Object.keys(namespace.interfaces);
    return interfaces
      .filter((device) => !Object.hasOwn(change.interfaces ?? {}, device))
      .map((device) => [name, device]);
  });
}

function at({ namespaces }: Observed, [name = "", device]: readonly string[]): unknown {
  return device === undefined ? namespaces[name] : namespaces[name]?.interfaces[device];
}

describe("what changed in the kernel", () => {
  test("OBS-1: a diff applied gives what was seen, also after a trip over the wire", () => {
    fc.assert(
      fc.property(observed, observed, (before, after) => {
        const diff = diffObserved(before, readings(before, after));
        expect(follow(before, diff)).toEqual(after);
        expect(follow(before, JSON.parse(JSON.stringify(diff)) as typeof diff)).toEqual(after);
      }),
      { numRuns: 500 },
    );
  });

  test("OBS-2: seen the same again, there is nothing to tell", () => {
    fc.assert(
      fc.property(observed, (before) => {
        expect(diffObserved(before, structuredClone(before).namespaces)).toBeNull();
        expect(diffObserved(before, { gone: null })).toBeNull();
      }),
    );
    expect(diffObserved(nothingObserved, {})).toBeNull();
  });

  test("OBS-3: what the diff does not name keeps its identity", () => {
    fc.assert(
      fc.property(observed, observed, (before, after) => {
        const diff = diffObserved(before, readings(before, after));
        const result = follow(before, diff);
        for (const path of unnamed(before, diff)) expect(at(result, path)).toBe(at(before, path));
      }),
    );
  });
});
