import { describe, expect, test } from "vitest";
import { parseCounters, parseLinks } from "./links.ts";
import { parseMonitorLine } from "./monitor.ts";
import { parseNeighbors } from "./neighbors.ts";
import { parseForwarding } from "./netconf.ts";
import { parsePingComplaint, parsePingLine } from "./ping.ts";
import { parseRoutes } from "./routes.ts";

// What iproute2 6.1 and iputils print on Linux 6.18, shortened to what matters.

const stats64 = {
  rx: { bytes: 10, packets: 1, errors: 0, dropped: 2, over_errors: 0, multicast: 0 },
  tx: { bytes: 20, packets: 3, errors: 4, dropped: 0, carrier_errors: 0, collisions: 0 },
};
const port = {
  ifindex: 2,
  link_index: 5,
  ifname: "veth0",
  flags: ["BROADCAST", "MULTICAST", "UP", "LOWER_UP"],
  mtu: 1500,
  master: "br0",
  operstate: "UP",
  link_type: "ether",
  address: "be:cc:d9:fb:a4:0f",
  link_netnsid: 0,
  linkinfo: {
    info_kind: "veth",
    info_slave_kind: "bridge",
    info_slave_data: { state: "forwarding", priority: 32 },
  },
  addr_info: [
    { family: "inet", local: "10.0.0.1", prefixlen: 24, scope: "global", label: "veth0" },
    { family: "inet6", local: "::ffff:1.2.3.4", prefixlen: 128, scope: "global", tentative: true },
    { family: "inet6", local: "fd00::1", prefixlen: 64, scope: "global", dadfailed: true, tentative: true },
  ],
  stats64,
};
const links = (...list: unknown[]) =>
  parseLinks(JSON.stringify(list), "host", (nsid) => (nsid === 0 ? "red" : null));

describe("what ip says", () => {
  test("OBS-8: of a bridge's port in a pair with another namespace", () => {
    expect(links(port)).toEqual({
      veth0: {
        ifindex: 2,
        name: "veth0",
        kind: "veth",
        flags: ["BROADCAST", "MULTICAST", "UP", "LOWER_UP"],
        adminState: "up",
        operstate: "up",
        carrier: true,
        macAddress: "be:cc:d9:fb:a4:0f",
        mtu: 1500,
        master: "br0",
        peer: { namespace: "red", ifindex: 5 },
        addresses: [
          { address: "10.0.0.1/24", scope: "global", dadState: null },
          { address: "::ffff:102:304/128", scope: "global", dadState: "tentative" },
          { address: "fd00::1/64", scope: "global", dadState: "dadfailed" },
        ],
        bridgePort: { state: "forwarding" },
        bridge: null,
      },
    });
  });

  test("OBS-8: of peers: in the same namespace, in one without a name, seen from elsewhere", () => {
    const { link_netnsid: _elsewhere, ...beside } = port;
    expect(links(beside)["veth0"]?.peer).toEqual({ namespace: "host", ifindex: 5 });
    expect(links({ ...port, link_netnsid: 3 })["veth0"]?.peer).toEqual({ namespace: null, ifindex: 5 });
    expect(parseLinks(JSON.stringify([port]), "blue", () => "red")["veth0"]?.peer).toEqual({
      namespace: null,
      ifindex: 5,
    });
  });

  test("OBS-8: of a bridge, of lo, and of what it does not know", () => {
    const bridge = {
      ...port,
      ifname: "br0",
      flags: ["NO-CARRIER", "BROADCAST", "MULTICAST", "UP"],
      operstate: "DOWN",
      linkinfo: { info_kind: "bridge", info_data: { stp_state: 1, ageing_time: 3000, forward_delay: 1500 } },
    };
    expect(links(bridge)["br0"]).toMatchObject({
      kind: "bridge",
      adminState: "up",
      carrier: false,
      peer: null,
      bridge: { stp: true, ageingTimeSeconds: 30 },
    });
    expect(
      links({ ifindex: 1, ifname: "lo", link_type: "loopback", flags: ["LOOPBACK"] })["lo"],
    ).toMatchObject({
      kind: "loopback",
      macAddress: null,
      adminState: "down",
      addresses: [],
    });
    expect(links({ ...port, linkinfo: { info_kind: "vxlan", info_data: { id: 42 } } })["veth0"]?.kind).toBe(
      "vxlan",
    );
    expect(links({ ...port, linkinfo: undefined })["veth0"]?.kind).toBe("ether");
  });

  test("OBS-8: of routes: the main table's, each destination in full", () => {
    const text = JSON.stringify([
      {
        type: "unicast",
        dst: "default",
        gateway: "10.0.0.254",
        dev: "eth0",
        table: "main",
        protocol: "boot",
        flags: [],
      },
      {
        type: "unicast",
        dst: "default",
        gateway: "fe80::1",
        dev: "eth0",
        table: "main",
        metric: 1024,
        flags: [],
        pref: "medium",
      },
      { dst: "10.0.0.7", dev: "eth0", protocol: "static", metric: 5, flags: ["linkdown"] },
      { dst: "::ffff:0.0.0.0/96", dev: "eth0", metric: 1024, flags: [], pref: "medium" },
      {
        type: "unicast",
        dst: "fd00::1",
        dev: "lo",
        table: "main",
        protocol: "kernel",
        metric: 256,
        flags: [],
        pref: "medium",
      },
      { type: "unicast", dst: "10.9.0.0/16", dev: "eth0", table: "100", flags: [] },
      { type: "local", dst: "10.0.0.1", dev: "eth0", table: "local", flags: [] },
      { type: "blackhole", dst: "10.8.0.0/16", table: "main", flags: [] },
    ]);
    expect(
      parseRoutes(text).map(({ destination, gateway, interface: out, metric, protocol }) =>
        [destination, gateway, out, metric, protocol].join(" "),
      ),
    ).toEqual([
      "0.0.0.0/0 10.0.0.254 eth0  boot",
      "::/0 fe80::1 eth0 1024 boot",
      "10.0.0.7/32  eth0 5 static",
      "::ffff:0:0/96  eth0 1024 boot",
      "fd00::1/128  lo 256 kernel",
    ]);
    expect(parseRoutes(text)[2]?.flags).toEqual(["linkdown"]);
  });

  test("OBS-8: of neighbours, in one order, groups left out", () => {
    const text = JSON.stringify([
      { dst: "10.0.0.9", dev: "eth0", lladdr: "02:00:00:00:00:09", state: ["PERMANENT"] },
      { dst: "ff02::16", dev: "eth0", lladdr: "33:33:00:00:00:16", state: ["NOARP"] },
      { dst: "10.0.0.2", dev: "eth0", state: ["FAILED"] },
    ]);
    expect(parseNeighbors(text)).toEqual([
      { address: "10.0.0.2", interface: "eth0", macAddress: null, state: "FAILED" },
      { address: "10.0.0.9", interface: "eth0", macAddress: "02:00:00:00:00:09", state: "PERMANENT" },
    ]);
  });

  test("OBS-8: of forwarding: all, not default nor one interface's", () => {
    const entry = (family: string, name: string, forwarding: boolean) => ({
      family,
      interface: name,
      forwarding,
    });
    const text = JSON.stringify([
      entry("inet", "default", true),
      entry("inet", "eth0", true),
      entry("inet", "all", false),
      entry("inet6", "all", true),
    ]);
    expect(parseForwarding(text)).toEqual({ ipv4: false, ipv6: true });
    expect(parseForwarding("[]")).toEqual({ ipv4: false, ipv6: false });
  });

  test("OBS-8: of counters", () => {
    expect(parseCounters(JSON.stringify([port, { ifname: "odd" }]))).toEqual({
      veth0: {
        rxBytes: 10,
        rxPackets: 1,
        rxErrors: 0,
        rxDropped: 2,
        txBytes: 20,
        txPackets: 3,
        txErrors: 4,
        txDropped: 0,
      },
    });
  });

  test("OBS-8: what is no such list is not guessed at", () => {
    for (const text of ["", "null", "{}", '[{"name": 1}]', "nonsense"]) {
      expect(() => parseLinks(text, "host", () => null)).toThrow(Error);
      expect(() => parseRoutes(text)).toThrow(Error);
    }
  });
});

describe("what the kernel rings", () => {
  const stamp = "[2026-11-21T00:04:01.576379] ";
  const rings: readonly [string, unknown][] = [
    [
      "[nsid 0]2: veth0    inet 10.1.0.1/24 scope global eth0",
      { nsid: 0, about: { kind: "address", ifindex: 2 } },
    ],
    [
      "[nsid 0]Deleted 2: if2    inet6 fe80::1/64 scope link tentative ",
      { nsid: 0, about: { kind: "address", ifindex: 2 } },
    ],
    [
      "[nsid 0]2: eth0@if2: <BROADCAST,MULTICAST> mtu 1500",
      { nsid: 0, about: { kind: "link", ifindex: 2, name: "eth0" } },
    ],
    [
      "[nsid current]3: lan: <BROADCAST,UP> mtu 1500",
      { nsid: null, about: { kind: "link", ifindex: 3, name: "lan" } },
    ],
    [
      "[nsid current]Deleted 2: 端口0@NONE: <BROADCAST> mtu 1500",
      { nsid: null, about: { kind: "link", ifindex: 2, name: "端口0" } },
    ],
    ["[nsid 12]local 10.1.0.1 dev veth0 table local proto kernel scope host", null],
    ["[nsid 0]Deleted fe80::/64 dev veth0 proto kernel metric 256 pref medium", null],
    ["[nsid 0]Deleted 10.1.0.0/24 dev veth0 proto kernel scope link", { nsid: 0, about: { kind: "route" } }],
    [
      "[nsid 0]10.0.0.9 dev veth0 lladdr 02:00:00:00:00:09 PERMANENT ",
      { nsid: 0, about: { kind: "neighbor" } },
    ],
    ["[nsid 0]Deleted 10.0.0.9 dev veth0 FAILED ", { nsid: 0, about: { kind: "neighbor" } }],
    ["[nsid 0]inet all forwarding on ", { nsid: 0, about: { kind: "forwarding" } }],
    ["[nsid current]Deleted inet6 br0 ", { nsid: null, about: { kind: "forwarding" } }],
    ["[nsid current]nsid 9 (iproute2 netns name: blue)", { nsid: null, about: { kind: "names" } }],
    ["[nsid 0]something nobody has seen before", { nsid: 0, about: { kind: "anything" } }],
  ];
  test.each(rings)("OBS-4: %s", (line, event) => {
    expect(parseMonitorLine(stamp + line)).toEqual(event);
  });

  test("OBS-4: the rest of a message is no message", () => {
    expect(parseMonitorLine("       valid_lft forever preferred_lft forever")).toBeNull();
    expect(
      parseMonitorLine("    link/ether 06:c3:36:11:c5:cd brd ff:ff:ff:ff:ff:ff link-netns red"),
    ).toBeNull();
    expect(parseMonitorLine("")).toBeNull();
  });
});

describe("what ping says", () => {
  const said: readonly [string, unknown][] = [
    [
      "64 bytes from 10.0.0.2: icmp_seq=1 ttl=64 time=0.045 ms",
      { type: "reply", sequence: 1, rttMs: 0.045, ttl: 64, from: "10.0.0.2", duplicate: false },
    ],
    [
      "64 bytes from fd00::2: icmp_seq=7 ttl=64 time=1234 ms (DUP!)",
      { type: "reply", sequence: 7, rttMs: 1234, ttl: 64, from: "fd00::2", duplicate: true },
    ],
    ["no answer yet for icmp_seq=3", { type: "lost", sequence: 3 }],
    [
      "From 10.0.0.1 icmp_seq=2 Destination Host Unreachable",
      { type: "icmp-error", sequence: 2, from: "10.0.0.1", message: "Destination Host Unreachable" },
    ],
    [
      "From fd00::1: icmp_seq=2 Destination unreachable: No route",
      { type: "icmp-error", sequence: 2, from: "fd00::1", message: "Destination unreachable: No route" },
    ],
    ["PING 10.0.0.2 (10.0.0.2) 56(84) bytes of data.", null],
    ["--- 10.0.0.2 ping statistics ---", null],
    ["", null],
  ];
  test.each(said)("PING-1: %s", (line, event) => {
    expect(parsePingLine(line)).toEqual(event);
  });

  test("PING-1: its complaints are the kernel's words", () => {
    expect(parsePingComplaint("ping: connect: Network is unreachable")).toBe("Network is unreachable");
    expect(parsePingComplaint("ping: sendmsg: Operation not permitted")).toBe("Operation not permitted");
    expect(parsePingComplaint("ping: box3: Name or service not known")).toBe(
      "box3: Name or service not known",
    );
    expect(parsePingComplaint("something else")).toBeNull();
  });
});
