import { describe, expect, test } from "vitest";
import { checkTopology } from "./check-topology.ts";
import { Routing } from "./routing.ts";
import { problemOf } from "./testing/problems.ts";
import { documentOf, smallLab, topologyOf } from "./testing/small-lab.ts";
import {
  maxRecords,
  newBridge,
  newNamespace,
  newRoute,
  newVeth,
  type NamespaceRecord,
  type TopologyRecord,
  type VethRecord,
} from "./topology.ts";

const red = newNamespace("red", "red");
const blue = newNamespace("blue", "blue");

/** A pair in red: eth0 10.0.0.1/24 and eth1, with these fields besides. */
function pairIn(namespace: string, fields: Partial<VethRecord> = {}, peer: Partial<VethRecord> = {}) {
  return [
    newVeth("a", "b", namespace, "eth0", { addresses: ["10.0.0.1/24"], ...fields }),
    newVeth("b", "a", namespace, "eth1", peer),
  ];
}
const withLoopback = (...addresses: string[]): NamespaceRecord =>
  newNamespace("red", "red", { loopback: { adminState: "up", addresses } });
const withoutIpv6 = (device: string, value = "1"): NamespaceRecord =>
  newNamespace("red", "red", { sysctls: { [`net.ipv6.conf.${device}.disable_ipv6`]: value } });
const withSysctl = (key: string, value = "1") => newNamespace("red", "red", { sysctls: { [key]: value } });
const via = (gateway: string, destination = "10.9.0.0/16") => newRoute("r", "red", destination, { gateway });

const refused: readonly [string, readonly TopologyRecord[], string, string][] = [
  ["two namespaces of one name", [red, newNamespace("b", "red")], "name-taken", "b.name"],
  ["two interfaces of one name", [red, ...pairIn("red", {}, { name: "eth0" })], "name-taken", "b.name"],
  [
    "a bridge and a veth end of one name",
    [red, ...pairIn("red"), newBridge("br", "red", "eth0")],
    "name-taken",
    "br.name",
  ],
  ["an interface nowhere", [newBridge("br", "red", "br0")], "no-such-namespace", "br.namespace"],
  ["a namespace that is a bridge", [newBridge("br", "br", "br0")], "no-such-namespace", "br.namespace"],
  ["a route nowhere", [via("10.0.0.2")], "no-such-namespace", "r.namespace"],
  [
    "a gateway behind an on-link route of another table",
    [
      red,
      ...pairIn("red"),
      newRoute("near", "red", "10.5.0.0/16", { interface: "b", table: 100 }),
      via("10.5.0.1"),
    ],
    "gateway-unreachable",
    "r.gateway",
  ],
  ["an end without its peer", [newVeth("a", "b", "host", "eth0")], "no-such-peer", "a.peer"],
  ["an end that is its own peer", [newVeth("a", "a", "host", "eth0")], "no-such-peer", "a.peer"],
  [
    "a peer that names another",
    [newVeth("a", "b", "host", "eth0"), newVeth("b", "c", "host", "eth1"), newVeth("c", "b", "host", "eth2")],
    "no-such-peer",
    "a.peer",
  ],
  [
    "a peer that is a bridge",
    [newVeth("a", "b", "host", "eth0"), newBridge("b", "host", "br0")],
    "no-such-peer",
    "a.peer",
  ],
  ["a master that is not there", [red, ...pairIn("red", { master: "br" })], "no-such-bridge", "a.master"],
  ["a master that is a veth end", [red, ...pairIn("red", { master: "b" })], "no-such-bridge", "a.master"],
  [
    "a master in another namespace",
    [red, ...pairIn("red", { master: "br" }), newBridge("br", "host", "br0")],
    "bridge-elsewhere",
    "a.master",
  ],
  [
    "an IPv4 address twice",
    [red, ...pairIn("red", { addresses: ["10.0.0.1/24", "10.0.0.1/24"] })],
    "duplicate-address",
    "a.addresses.1",
  ],
  [
    "an IPv6 address twice, with another length",
    [red, ...pairIn("red", { addresses: ["fd00::1/64", "fd00::1/128"] })],
    "duplicate-address",
    "a.addresses.1",
  ],
  [
    "an address twice on lo",
    [withLoopback("10.0.0.1/32", "10.0.0.1/32")],
    "duplicate-address",
    "red.loopback.addresses.1",
  ],
  [
    "IPv6 on an MTU of 1279",
    [red, ...pairIn("red", { addresses: ["fd00::1/64"], mtu: 1279 })],
    "ipv6-needs-mtu",
    "a.mtu",
  ],
  [
    "an IPv6 route on an MTU of 1279",
    [red, ...pairIn("red", { mtu: 1279 }), newRoute("r", "red", "fd00::/64", { interface: "a" })],
    "ipv6-needs-mtu",
    "a.mtu",
  ],
  [
    "a small port of a bridge with IPv6",
    [
      red,
      ...pairIn("red", { mtu: 1279, master: "br" }),
      newBridge("br", "red", "br0", { addresses: ["fd00::1/64"] }),
    ],
    "ipv6-needs-mtu",
    "a.mtu",
  ],
  [
    "an IPv6 address where IPv6 is off",
    [withoutIpv6("all"), ...pairIn("red", { addresses: ["10.0.0.1/24", "fd00::1/64"] })],
    "ipv6-is-off",
    "a.addresses.1",
  ],
  [
    "an IPv6 address on an interface where IPv6 is off",
    [withoutIpv6("eth0/1"), ...pairIn("red", { name: "eth0.1", addresses: ["fd00::1/64"] })],
    "ipv6-is-off",
    "a.addresses.0",
  ],
  [
    "an IPv6 address of lo where IPv6 is off",
    [{ ...withoutIpv6("lo"), loopback: { adminState: "down", addresses: ["fd00::1/128"] } }],
    "ipv6-is-off",
    "red.loopback.addresses.0",
  ],
  [
    "an IPv6 route where IPv6 is off",
    [withoutIpv6("all"), ...pairIn("red"), newRoute("r", "red", "fd00::/64", { interface: "a" })],
    "ipv6-is-off",
    "r.destination",
  ],
  [
    "an IPv6 sysctl on an MTU of 1279",
    [withSysctl("net.ipv6.neigh.eth0.ucast_solicit"), ...pairIn("red", { mtu: 1279 })],
    "ipv6-needs-mtu",
    "a.mtu",
  ],
  [
    "a sysctl of an interface that is not there",
    [withSysctl("net.ipv4.conf.eth2.rp_filter"), ...pairIn("red")],
    "sysctl-of-no-interface",
    "red.sysctls.net.ipv4.conf.eth2.rp_filter",
  ],
  [
    "a sysctl of another namespace's interface",
    [withSysctl("net.ipv4.neigh.eth0.ucast_solicit"), blue, ...pairIn("blue")],
    "sysctl-of-no-interface",
    "red.sysctls.net.ipv4.neigh.eth0.ucast_solicit",
  ],
  [
    "an MTU of IPv6's own",
    [withSysctl("net.ipv6.conf.eth0.mtu", "1400"), ...pairIn("red")],
    "sysctl-follows-mtu",
    "red.sysctls.net.ipv6.conf.eth0.mtu",
  ],
  [
    "IPv6 addresses that the kernel keeps while their interface is down",
    [withSysctl("net.ipv6.conf.all.keep_addr_on_down")],
    "sysctl-keeps-addresses",
    "red.sysctls.net.ipv6.conf.all.keep_addr_on_down",
  ],
  [
    "an IPv6 address where interfaces are born without IPv6",
    [withoutIpv6("default"), ...pairIn("red", { addresses: ["fd00::1/64"] })],
    "ipv6-is-off",
    "a.addresses.0",
  ],
  [
    "a route with neither gateway nor interface",
    [red, newRoute("r", "red", "10.9.0.0/16")],
    "route-goes-nowhere",
    "r.gateway",
  ],
  [
    "a route by another namespace's interface",
    [red, blue, ...pairIn("blue"), newRoute("r", "red", "10.9.0.0/16", { interface: "a" })],
    "no-such-interface",
    "r.interface",
  ],
  [
    "a route by something that is no interface",
    [red, newRoute("r", "red", "10.9.0.0/16", { interface: "red" })],
    "no-such-interface",
    "r.interface",
  ],
  ["an IPv6 gateway for IPv4", [red, ...pairIn("red"), via("fd00::1")], "family-mismatch", "r.gateway"],
  ["a gateway in no network", [red, ...pairIn("red"), via("10.1.0.1")], "gateway-unreachable", "r.gateway"],
  [
    "a gateway not beyond the named interface",
    [red, ...pairIn("red"), newRoute("r", "red", "10.9.0.0/16", { gateway: "10.0.0.2", interface: "b" })],
    "gateway-unreachable",
    "r.gateway",
  ],
  [
    "a gateway in another namespace's network",
    [red, blue, ...pairIn("blue"), via("10.0.0.2")],
    "gateway-unreachable",
    "r.gateway",
  ],
  [
    "the broadcast address as gateway",
    [red, ...pairIn("red"), via("10.0.0.255")],
    "gateway-is-broadcast",
    "r.gateway",
  ],
  [
    "an own IPv6 address as gateway",
    [
      red,
      ...pairIn("red", { addresses: ["fd00::1/64"] }, { addresses: ["fd00::2/64"] }),
      via("fd00::2", "fd09::/64"),
    ],
    "gateway-is-own",
    "r.gateway",
  ],
  [
    "two routes to one destination",
    [red, ...pairIn("red"), via("10.0.0.2"), newRoute("s", "red", "10.9.0.0/16", { interface: "b" })],
    "route-exists",
    "s.destination",
  ],
  [
    "the default metric named",
    [
      red,
      ...pairIn("red"),
      newRoute("r", "red", "::/0", { interface: "a" }),
      newRoute("s", "red", "::/0", { interface: "b", metric: 1024 }),
    ],
    "route-exists",
    "s.destination",
  ],
  [
    "IPv6's metric 0, which is 1024",
    [
      red,
      ...pairIn("red"),
      newRoute("r", "red", "::/0", { interface: "a" }),
      newRoute("s", "red", "::/0", { interface: "b", metric: 0 }),
    ],
    "route-exists",
    "s.destination",
  ],
  [
    "a route the kernel has for an address",
    [red, ...pairIn("red"), newRoute("r", "red", "10.0.0.0/24", { interface: "b" })],
    "route-exists",
    "r.destination",
  ],
  [
    "an IPv6 route the kernel has",
    [
      red,
      ...pairIn("red", { addresses: ["fd00::1/64"] }),
      newRoute("r", "red", "fd00::/64", { interface: "b", metric: 256 }),
    ],
    "route-exists",
    "r.destination",
  ],
  [
    "an IPv6 route beside the kernel's on the same interface, whatever its metric",
    [
      red,
      ...pairIn("red", { addresses: ["fd00::1/64"] }),
      newRoute("r", "red", "fd00::/64", { interface: "a", metric: 100 }),
    ],
    "route-exists",
    "r.destination",
  ],
  [
    "the link-local route",
    [red, ...pairIn("red"), newRoute("r", "red", "fe80::/64", { interface: "a", metric: 256 })],
    "route-exists",
    "r.destination",
  ],
];

describe("records among each other", () => {
  test.each(refused)("DOC-4: %s is refused, and where", (_what, records, code, path) => {
    expect(problemOf(() => checkTopology(topologyOf(...records)))).toMatchObject({
      kind: "invalid-edit",
      code,
      path,
    });
  });

  const allowed: readonly [string, readonly TopologyRecord[]][] = [
    ["a small lab", Object.values(smallLab.topology)],
    ["one name in two namespaces", [red, blue, newBridge("x", "red", "br0"), newBridge("y", "blue", "br0")]],
    [
      "one IPv4 address with two lengths",
      [red, ...pairIn("red", { addresses: ["10.0.0.1/24", "10.0.0.1/16"] })],
    ],
    ["IPv6 on an MTU of 1280", [red, ...pairIn("red", { addresses: ["fd00::1/64"], mtu: 1280 })]],
    [
      "a small port of a bridge without IPv6",
      [red, ...pairIn("red", { mtu: 68, master: "br" }), newBridge("br", "red", "br0")],
    ],
    ["IPv6 where it is on", [withoutIpv6("all", "0"), ...pairIn("red", { addresses: ["fd00::1/64"] })]],
    [
      "IPv6 on an interface that has it for itself, where another one has none, as those to come",
      [
        {
          ...red,
          sysctls: {
            ...withoutIpv6("eth0", "0").sysctls,
            ...withoutIpv6("eth1").sysctls,
            ...withoutIpv6("default").sysctls,
          },
        },
        ...pairIn("red", { addresses: ["fd00::1/64"] }),
      ],
    ],
    ["a link-local gateway on any interface", [red, ...pairIn("red"), via("fe80::1", "::/0")]],
    [
      "a gateway behind an on-link route",
      [red, ...pairIn("red"), newRoute("near", "red", "10.5.0.0/16", { interface: "b" }), via("10.5.0.1")],
    ],
    [
      "one route in two tables, also the kernel's in another one",
      [
        red,
        ...pairIn("red"),
        via("10.0.0.2"),
        newRoute("s", "red", "10.9.0.0/16", { gateway: "10.0.0.2", table: 100 }),
        newRoute("t", "red", "10.0.0.0/24", { interface: "a", table: 100 }),
      ],
    ],
    ["an own IPv4 address as gateway", [red, ...pairIn("red"), via("10.0.0.1")]],
    [
      "two metrics to one destination",
      [
        red,
        ...pairIn("red"),
        via("10.0.0.2"),
        newRoute("s", "red", "10.9.0.0/16", { interface: "b", metric: 5 }),
      ],
    ],
    [
      "another metric than the kernel's",
      [red, ...pairIn("red"), newRoute("r", "red", "10.0.0.0/24", { interface: "b", metric: 1 })],
    ],
    [
      "the last address of a /31 as gateway",
      [red, ...pairIn("red", { addresses: ["10.0.0.0/31"] }), via("10.0.0.1")],
    ],
  ];
  test("DOC-4: sysctls of interfaces that are there are allowed, of lo, and of all", () => {
    const keys = ["eth0", "x/1", "lo", "all", "default"].map((of) => `net.ipv4.conf.${of}.rp_filter`);
    const sysctls = Object.fromEntries(keys.map((key) => [key, "1"]));
    const dotted = pairIn("red", {}, { name: "x.1" });
    expect(() => checkTopology(topologyOf(newNamespace("red", "red", { sysctls }), ...dotted))).not.toThrow();
  });

  test.each(allowed)("DOC-4: %s is allowed", (_what, records) => {
    expect(() => checkTopology(topologyOf(...records))).not.toThrow();
  });

  test("DOC-4: a lab holds a bounded number of records", () => {
    const many = Array.from({ length: maxRecords - 1 }, (_none, index) =>
      newNamespace(`n${index}`, `n${index}`),
    );
    expect(() => checkTopology(topologyOf(...many))).not.toThrow();
    expect(problemOf(() => checkTopology(topologyOf(...many, red)))).toMatchObject({
      kind: "too-large",
      code: "too-many-records",
      parameters: { limit: maxRecords },
    });
  });
});

describe("the interface a route leaves by", () => {
  const two = (first: Partial<VethRecord>, second: Partial<VethRecord>) => [
    red,
    ...pairIn("red", { adminState: "up", ...first }, { adminState: "up", ...second }),
    via("10.0.0.9"),
  ];
  const outOf = (records: readonly TopologyRecord[]) => {
    const routing = new Routing(topologyOf(...records));
    return routing.interfaceOf(via("10.0.0.9"))?.name ?? null;
  };

  const choices: readonly [string, Partial<VethRecord>, Partial<VethRecord>, string | null, boolean][] = [
    ["the only one", {}, {}, "eth0", false],
    ["one that is up", { adminState: "down" }, { addresses: ["10.0.0.2/24"] }, "eth1", true],
    ["the longer network", {}, { addresses: ["10.0.0.2/25"] }, "eth1", true],
    ["the first name", {}, { addresses: ["10.0.0.2/24"] }, "eth0", true],
    ["none", { addresses: [] }, {}, null, false],
  ];
  test.each(choices)(
    "DOC-5: is %s, whatever the order of the records",
    (_what, first, second, name, ambiguous) => {
      const records = two(first, second);
      expect(outOf(records)).toBe(name);
      expect(outOf(records.toReversed())).toBe(name);
      expect(new Routing(topologyOf(...records)).isAmbiguous(via("10.0.0.9"))).toBe(ambiguous);
    },
  );

  test("DOC-5: has to be named to the kernel for a link-local gateway, and where lo's network holds the gateway", () => {
    const linkLocal = via("fe80::1", "::/0");
    expect(new Routing(documentOf(red, ...pairIn("red"), linkLocal).topology).isAmbiguous(linkLocal)).toBe(
      true,
    );
    const routing = new Routing(topologyOf(withLoopback("10.0.0.7/24"), ...pairIn("red"), via("10.0.0.9")));
    expect(routing.isAmbiguous(via("10.0.0.9"))).toBe(true);
    expect(routing.interfaceOf(via("10.0.0.9"))?.name).toBe("eth0");
  });
});
