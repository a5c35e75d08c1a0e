import { describe, expect, test } from "vitest";
import { parseMonitorLine } from "./monitor.ts";
import { parsePingComplaint, parsePingLine } from "./ping.ts";

// What iproute2 6.1 and iputils print on Linux 6.18, shortened to what matters.

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
