import { describe, expect, test } from "vitest";
import type { ObservedAddress, ObservedRoute } from "../../../shared/observed.ts";
import { newNamespace, newRoute, newVeth, type Topology } from "../../../shared/topology.ts";
import { isMadeByKernel } from "../../differences.ts";
import { addressLines } from "./addresses.ts";
import { parseDestination, routeText } from "./route-text.ts";
import { subjectOf } from "./subject.ts";

const topology: Topology = {
  a: newNamespace("a", "a"),
  b: newNamespace("b", "b"),
  v: newVeth("v", "w", "a", "eth0"),
  w: newVeth("w", "v", "b", "eth0"),
  r: newRoute("r", "a", "0.0.0.0/0", { gateway: "10.0.0.1" }),
};

describe("what the inspector is about", () => {
  test("nothing, when nothing of the selection is there", () => {
    expect(subjectOf(topology, new Set(["gone"]))).toBeNull();
  });

  test("one record; a route shows its namespace", () => {
    expect(subjectOf(topology, new Set(["v"]))?.kind).toBe("veth");
    expect(subjectOf(topology, new Set(["r"]))).toEqual({ kind: "namespace", record: topology["a"] });
  });

  test("a pair is a link, more than that are several", () => {
    expect(subjectOf(topology, new Set(["v", "w"]))?.kind).toBe("link");
    expect(subjectOf(topology, new Set(["v", "w", "a"]))?.kind).toBe("several");
    expect(subjectOf(topology, new Set(["a", "b"]))?.kind).toBe("several");
  });
});

const address = (text: string, scope = "global"): ObservedAddress => ({
  address: text,
  scope,
  dadState: null,
});

test("addresses are shown as drawn, then those of the kernel alone", () => {
  const lines = addressLines(
    ["10.0.0.1/24", "10.0.1.1/24"],
    [address("fe80::1/64", "link"), address("10.0.0.1/24")],
  );
  expect(lines.map((line) => [line.address, line.index, line.observed !== undefined])).toEqual([
    ["10.0.0.1/24", 0, true],
    ["10.0.1.1/24", 1, false],
    ["fe80::1/64", null, true],
  ]);
});

test("link-local and loopback addresses are the kernel's own", () => {
  expect(isMadeByKernel(address("fe80::1/64", "link"))).toBe(true);
  expect(isMadeByKernel(address("10.9.9.9/24"))).toBe(false);
});

const observed: ObservedRoute = {
  destination: "0.0.0.0/0",
  gateway: "10.0.0.1",
  interface: "eth0",
  metric: null,
  table: 254,
  protocol: "static",
  flags: ["linkdown"],
};

describe("routes", () => {
  test("read as iproute2 prints them", () => {
    expect(routeText(observed)).toBe("default via 10.0.0.1 dev eth0 proto static linkdown");
  });

  test("a destination may be typed as default, a network or one address", () => {
    expect(parseDestination("default", "10.0.0.1")).toBe("0.0.0.0/0");
    expect(parseDestination("default", "fe80::1")).toBe("::/0");
    expect(parseDestination("10.1.2.3", null)).toBe("10.1.2.3/32");
    expect(parseDestination("10.1.0.0/16", null)).toBe("10.1.0.0/16");
    expect(parseDestination("nonsense", null)).toBe("nonsense");
  });
});
