import { describe, expect, test } from "vitest";
import { macAddressOf } from "./interface-shape.ts";
import { parseInput } from "./parse.ts";
import { problemOf } from "./testing/problems.ts";
import { recordIdSchema } from "./fields.ts";
import {
  documentSchema,
  effectiveMetric,
  emptyDocument,
  newBridge,
  newNamespace,
  newRoute,
  newVeth,
  recordSchema,
} from "./topology.ts";

const veth = { id: "v", kind: "veth", namespace: "n", name: "eth0", peer: "w" };
const namespace = { id: "n", kind: "namespace", name: "ns1" };
const route = { id: "r", kind: "route", namespace: "n", destination: "10.0.0.0/24" };

describe("a record alone", () => {
  test("DOC-1: what is left out is what the kernel gives", () => {
    expect(parseInput(recordSchema, namespace)).toEqual(newNamespace("n", "ns1"));
    expect(parseInput(recordSchema, veth)).toEqual(newVeth("v", "w", "n", "eth0"));
    expect(parseInput(recordSchema, { id: "b", kind: "bridge", namespace: "host", name: "br0" })).toEqual(
      newBridge("b", "host", "br0"),
    );
    expect(parseInput(recordSchema, route)).toEqual(newRoute("r", "n", "10.0.0.0/24"));
    expect(newNamespace("n", "ns1")).toMatchObject({
      loopback: { adminState: "down", addresses: [] },
      forwarding: { ipv4: false, ipv6: false },
      sysctls: {},
    });
    expect(newVeth("v", "w", "n", "eth0")).toMatchObject({ adminState: "down", mtu: 1500, master: null });
    expect(newBridge("b", "host", "br0")).toMatchObject({ stp: false, ageingTimeSeconds: 300 });
    expect(emptyDocument.topology["host"]).toMatchObject({ name: "host", loopback: { adminState: "up" } });
  });

  test("DOC-1: a MAC address comes from the id: the same each time, local, of one interface", () => {
    const ids = Array.from({ length: 2000 }, (_none, index) => `veth${index}`);
    const macs = ids.map(macAddressOf);
    expect(new Set(macs).size).toBe(ids.length);
    for (const mac of macs) expect(mac).toMatch(/^02(:[0-9a-f]{2}){5}$/);
    expect(macAddressOf("veth0")).toBe(macs[0]);
  });

  test("ADDR-1: addresses, destinations, gateways and MAC addresses are kept in one spelling", () => {
    expect(
      parseInput(recordSchema, {
        ...veth,
        addresses: ["2001:DB8::0001/64"],
        macAddress: "0A:BB:CC:DD:EE:FF",
      }),
    ).toMatchObject({ addresses: ["2001:db8::1/64"], macAddress: "0a:bb:cc:dd:ee:ff" });
    expect(
      parseInput(recordSchema, { ...route, destination: "2001:db8::7/32", gateway: "FE80:0::1" }),
    ).toMatchObject({ destination: "2001:db8::/32", gateway: "fe80::1" });
    expect(parseInput(recordSchema, { ...route, destination: "10.1.2.3/8" })).toMatchObject({
      destination: "10.0.0.0/8",
    });
  });

  const refused: readonly [string, unknown, string, string][] = [
    ["an id that begins with a dash", { ...namespace, id: "-n" }, "id", "invalid_format"],
    ["an id of 41 characters", { ...namespace, id: "n".repeat(41) }, "id", "invalid_format"],
    ["an id that every object inherits", { ...namespace, id: "constructor" }, "id", "custom"],
    ["an unknown kind", { ...namespace, kind: "router" }, "kind", "invalid_union"],
    ["an unknown field", { ...veth, colour: "red" }, "", "unrecognized_keys"],
    ["no name", { ...namespace, name: "" }, "name", "empty"],
    ["a name of a path", { ...namespace, name: "a/b" }, "name", "bad-character"],
    ["the host's name", { ...namespace, name: "host" }, "name", "reserved"],
    ["another name for the host", { ...namespace, id: "host" }, "name", "reserved"],
    ["a namespace's name of 256 bytes", { ...namespace, name: "a".repeat(256) }, "name", "too-long"],
    ["an interface's name of 16 bytes", { ...veth, name: "a".repeat(16) }, "name", "too-long"],
    ["lo as a name", { ...veth, name: "lo" }, "name", "reserved"],
    ["an option as a name", { ...veth, name: "-all" }, "name", "leading-dash"],
    ["a byte that is a space to the kernel", { ...veth, name: "voilà" }, "name", "space-byte"],
    ["a second command as a name", { ...veth, name: "a;reboot" }, "name", "bad-character"],
    ["no prefix length", { ...veth, addresses: ["10.0.0.1"] }, "addresses.0", "not-an-address"],
    [
      "a host name as an address",
      { ...veth, addresses: ["10.0.0.1/24", "a/24"] },
      "addresses.1",
      "not-an-address",
    ],
    [
      "an address that is a command",
      { ...veth, addresses: ["10.0.0.1/24 dev lo"] },
      "addresses.0",
      "not-an-address",
    ],
    ["no address", { ...veth, addresses: ["0.0.0.0/8"] }, "addresses.0", "not-assignable"],
    ["no IPv6 address", { ...veth, addresses: ["::/64"] }, "addresses.0", "not-assignable"],
    ["a group", { ...veth, addresses: ["ff02::1/128"] }, "addresses.0", "not-assignable"],
    [
      "lo's own IPv4 address",
      { ...namespace, loopback: { adminState: "up", addresses: ["127.0.0.1/8"] } },
      "loopback.addresses.0",
      "not-assignable",
    ],
    ["lo's own IPv6 address", { ...veth, addresses: ["::1/128"] }, "addresses.0", "not-assignable"],
    [
      "65 addresses",
      { ...veth, addresses: Array.from({ length: 65 }, (_none, i) => `10.0.0.${i + 1}/24`) },
      "addresses",
      "too_big",
    ],
    ["MTU 67", { ...veth, mtu: 67 }, "mtu", "too_small"],
    ["MTU 65536", { ...veth, mtu: 65536 }, "mtu", "too_big"],
    ["half a byte of MTU", { ...veth, mtu: 1500.5 }, "mtu", "invalid_type"],
    ["a state between up and down", { ...veth, adminState: "unknown" }, "adminState", "invalid_value"],
    ["a short MAC address", { ...veth, macAddress: "02:00:00:00:00" }, "macAddress", "not-a-mac-address"],
    [
      "a group MAC address",
      { ...veth, macAddress: "01:00:5e:00:00:01" },
      "macAddress",
      "mac-address-is-a-group",
    ],
    [
      "the zero MAC address",
      { ...veth, macAddress: "00:00:00:00:00:00" },
      "macAddress",
      "mac-address-is-a-group",
    ],
    [
      "ageing below zero",
      { ...newBridge("b", "n", "br0"), ageingTimeSeconds: -1 },
      "ageingTimeSeconds",
      "too_small",
    ],
    [
      "ageing beyond the limit",
      { ...newBridge("b", "n", "br0"), ageingTimeSeconds: 1_000_001 },
      "ageingTimeSeconds",
      "too_big",
    ],
    ["a destination without a length", { ...route, destination: "10.0.0.0" }, "destination", "not-a-network"],
    ["a gateway with a length", { ...route, gateway: "10.0.0.1/24" }, "gateway", "not-a-gateway"],
    ["a gateway with a zone", { ...route, gateway: "fe80::1%eth0" }, "gateway", "not-a-gateway"],
    ["a metric below zero", { ...route, metric: -1 }, "metric", "too_small"],
    ["a metric beyond 32 bits", { ...route, metric: 2 ** 32 }, "metric", "too_big"],
    [
      "a sysctl outside net",
      { ...namespace, sysctls: { "kernel.hostname": "x" } },
      "sysctls.kernel.hostname",
      "invalid_key",
    ],
    [
      "a sysctl that leads out of net",
      { ...namespace, sysctls: { "net.//.kernel.hostname": "x" } },
      "sysctls.net.//.kernel.hostname",
      "invalid_key",
    ],
    [
      "a sysctl that leads out of its folder",
      { ...namespace, sysctls: { "net.ipv4./": "x" } },
      "sysctls.net.ipv4./",
      "invalid_key",
    ],
    ["a sysctl with an option", { ...namespace, sysctls: { "-w": "x" } }, "sysctls.-w", "invalid_key"],
    [
      "forwarding as a sysctl",
      { ...namespace, sysctls: { "net.ipv4.ip_forward": "1" } },
      "sysctls.net.ipv4.ip_forward",
      "invalid_key",
    ],
    [
      "a sysctl's value of two lines",
      { ...namespace, sysctls: { "net.a": "1\n2" } },
      "sysctls.net.a",
      "invalid_format",
    ],
    [
      "a quote in a sysctl's value",
      { ...namespace, sysctls: { "net.a": "1'2" } },
      "sysctls.net.a",
      "invalid_format",
    ],
    [
      "65 sysctls",
      {
        ...namespace,
        sysctls: Object.fromEntries(Array.from({ length: 65 }, (_none, i) => [`net.a${i}`, "1"])),
      },
      "sysctls",
      "custom",
    ],
  ];
  test.each(refused)("DOC-2: %s is refused, and where", (_what, input, path, code) => {
    const problem = problemOf(() => parseInput(recordSchema, input));
    expect(problem).toMatchObject({ kind: "malformed", path, code });
    const name = path === "" ? "this" : path;
    expect(problem.detail.startsWith(`${name} must `) || problem.detail.startsWith(`${name} has `)).toBe(
      true,
    );
  });

  test.each([
    ["default", "10.0.0.1", "0.0.0.0/0"],
    ["default", "FE80::1", "::/0"],
    // As ip-route(8) has it.
    ["default", null, "0.0.0.0/0"],
    ["::/0", null, "::/0"],
  ])("ADDR-1: the destination %s by the gateway %s is %s", (destination, gateway, kept) => {
    expect(parseInput(recordSchema, { ...route, destination, gateway })).toMatchObject({ destination: kept });
  });

  test("DOC-2: the limits themselves are allowed", () => {
    expect(
      parseInput(recordSchema, {
        ...veth,
        id: "v".repeat(40),
        name: "n".repeat(15),
        mtu: 65535,
        addresses: Array.from({ length: 64 }, (_none, i) => `10.0.0.${i + 1}/24`),
      }),
    ).toMatchObject({ mtu: 65535 });
    expect(parseInput(recordSchema, { ...veth, mtu: 68 })).toMatchObject({ mtu: 68 });
    expect(parseInput(recordSchema, { ...route, metric: 0xffff_ffff })).toMatchObject({
      metric: 0xffff_ffff,
    });
    expect(
      parseInput(recordSchema, {
        ...namespace,
        sysctls: { "net.ipv4.conf.端口/1.rp_filter": "1", "net.ipv4.ip_local_port_range": " 1  65535 " },
      }),
    ).toMatchObject({ sysctls: { "net.ipv4.ip_local_port_range": "1 65535" } });
  });

  test("DOC-2: ids are letters, digits, _ and -", () => {
    const isId = (id: string) => recordIdSchema.safeParse(id).success;
    expect(["a", "0", "a_b-c", "A1"].filter((id) => !isId(id))).toEqual([]);
    expect(["", "_a", "a.b", "a b", "é", "__proto__", "toString"].filter(isId)).toEqual([]);
  });

  test("DOC-2: a document's path leads to the record and its field", () => {
    const problem = problemOf(() =>
      parseInput(documentSchema, { topology: { v: { ...veth, mtu: 1 } }, layout: {} }),
    );
    expect(problem).toMatchObject({ path: "topology.v.mtu", code: "too_small" });
    expect(
      problemOf(() => parseInput(documentSchema, { topology: {}, layout: { v: { x: 2e6, y: 0 } } })),
    ).toMatchObject({ path: "layout.v.x", code: "too_big" });
  });

  test("DOC-3: IPv6 has no metric below 1 and takes 1024 for it; IPv4 keeps 0", () => {
    expect(effectiveMetric(newRoute("r", "n", "::/0"))).toBe(1024);
    expect(effectiveMetric(newRoute("r", "n", "::/0", { metric: 0 }))).toBe(1024);
    expect(effectiveMetric(newRoute("r", "n", "::/0", { metric: 5 }))).toBe(5);
    expect(effectiveMetric(newRoute("r", "n", "0.0.0.0/0"))).toBe(0);
    expect(effectiveMetric(newRoute("r", "n", "0.0.0.0/0", { metric: 5 }))).toBe(5);
  });
});
