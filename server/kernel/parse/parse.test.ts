import { describe, expect, test } from "vitest";
import { parsePingComplaint, parsePingLine } from "./ping.ts";

// What iputils prints.

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
