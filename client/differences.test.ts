import { describe, expect, test } from "vitest";
import type { Observed, ObservedAddress, ObservedInterface } from "../shared/observed.ts";
import {
  emptyDocument,
  isInterface,
  newBridge,
  newNamespace,
  newRoute,
  newVeth,
  parseSingle,
  type Document,
  type RecordId,
  type TopologyRecord,
} from "../shared/topology.ts";
import { stateOf, stateOfLink } from "./canvas/interface-facts.ts";
import { interfaceDifference, namespaceDifference } from "./differences.ts";
import { receive } from "./receive.ts";
import type { OpenLab } from "./state.ts";
import { initialState } from "./store.ts";
import { asDrawn, withInterface, withNamespace } from "./testing/as-drawn.ts";
import { welcome } from "./testing/messages.ts";

const records: readonly TopologyRecord[] = [
  newNamespace("n", "ns1", {
    loopback: { adminState: "up", addresses: ["10.255.0.1/32"] },
    sysctls: { "net.ipv4.icmp_echo_ignore_all": "1" },
  }),
  newBridge("br", "host", "br0", { adminState: "up" }),
  newVeth("a", "b", "n", "eth0", {
    adminState: "up",
    addresses: ["10.0.0.1/24", "fd00::1/64", "fe80::42/64"],
  }),
  newVeth("b", "a", "host", "p1", { adminState: "up", master: "br" }),
  newRoute("r", "n", "10.9.0.0/16", { gateway: "10.0.0.254" }),
  newRoute("s", "n", "0.0.0.0/0", { gateway: "10.0.0.254" }),
];
const document: Document = {
  ...emptyDocument,
  topology: {
    ...emptyDocument.topology,
    ...Object.fromEntries(records.map((record) => [record.id, record])),
  },
};
const asIs = asDrawn(document.topology);

function labOf(observed: Observed, state: OpenLab["state"] = { phase: "running", refused: [] }): OpenLab {
  const { lab } = receive(initialState, welcome({ document, observed, state }));
  if (lab === null) throw new Error("no lab");
  return lab;
}

/** `field: what the kernel has`, of one record; empty when all is as drawn. */
function differenceIn(observed: Observed, id: RecordId): string {
  const lab = labOf(observed);
  const record = lab.document.topology[id];
  const difference = isInterface(record)
    ? interfaceDifference(lab, record)
    : record?.kind === "namespace"
      ? namespaceDifference(lab, record)
      : null;
  return difference === null ? "" : `${difference.field}: ${difference.kernel}`;
}

function addresses(...texts: readonly string[]): readonly ObservedAddress[] {
  return texts.map((text) => {
    const [address = "", scope = "global"] = text.split(" ");
    return { address, scope, dadState: null };
  });
}

const eth0 = (changes: Parameters<typeof withInterface>[3]) => withInterface(asIs, "ns1", "eth0", changes);

describe("PAGE-1 the kernel and the drawing", () => {
  test("do not differ where the kernel is as drawn, nor while it is being built", () => {
    for (const id of ["host", "n", "br", "a", "b"]) expect(differenceIn(asIs, id)).toBe("");
    const building = labOf({ namespaces: {} }, { phase: "building", done: 0, total: 9 });
    expect(records.filter(isInterface).map((record) => interfaceDifference(building, record))).toEqual([
      null,
      null,
      null,
    ]);
  });

  test("differ by a port that is off its bridge: its link is drawn as one that does not work", () => {
    const off = withInterface(asIs, "host", "p1", { master: null, bridgePort: null });
    expect(differenceIn(off, "b")).toBe("master: –");
    expect([stateOf(labOf(off), "b"), stateOfLink(labOf(off), "a", "b")]).toEqual(["error", "error"]);
    expect(stateOf(labOf(off), "a")).toBe("up");
    expect(differenceIn(withInterface(asIs, "host", "p1", { master: "br9" }), "b")).toBe("master: br9");
    expect(differenceIn(eth0({ master: "br9" }), "a")).toBe("master: br9");
  });

  test.each([
    ["an address that is gone", ["fd00::1/64", "fe80::42/64 link"], "addresses: fd00::1/64"],
    ["an IPv6 address that is gone", ["10.0.0.1/24", "fe80::42/64 link"], "addresses: 10.0.0.1/24"],
    ["a link-local one that was drawn", ["10.0.0.1/24", "fd00::1/64"], "addresses: 10.0.0.1/24 fd00::1/64"],
    [
      "one that was given by hand",
      ["10.0.0.1/24", "fd00::1/64", "fd00::9/64", "fe80::42/64 link"],
      "addresses: 10.0.0.1/24 fd00::1/64 fd00::9/64",
    ],
    ["all of them", [], "addresses: –"],
    [
      "nothing where the kernel adds its own",
      ["10.0.0.1/24", "fd00::1/64", "fe80::42/64 link", "fe80::1/64 link"],
      "",
    ],
  ])("differ by %s", (_what, there, expected) => {
    expect(differenceIn(eth0({ addresses: addresses(...there) }), "a")).toBe(expected);
  });

  test("do not differ by IPv6 addresses and routes that wait until their interface is up", () => {
    const down = eth0({ adminState: "down", addresses: addresses("10.0.0.1/24") });
    expect(differenceIn(down, "a")).toBe("adminState: down");
    expect(differenceIn(withNamespace(down, "ns1", { routes: [] }), "n")).toBe("");
  });

  test("differ by routes that are gone, all of them told", () => {
    const routes = (asIs.namespaces["ns1"]?.routes ?? []).filter(({ protocol }) => protocol === "kernel");
    expect(differenceIn(withNamespace(asIs, "ns1", { routes }), "n")).toBe("routes: 10.9.0.0/16, 0.0.0.0/0");
  });

  test("differ by what is set in a namespace and on lo", () => {
    const forwarding = { ipv4: true, ipv6: false };
    expect(differenceIn(withNamespace(asIs, "ns1", { forwarding }), "n")).toBe(
      "sysctl: net.ipv4.ip_forward = 1",
    );
    const sysctls = { "net.ipv4.icmp_echo_ignore_all": "0" };
    expect(differenceIn(withNamespace(asIs, "ns1", { sysctls }), "n")).toBe(
      "sysctl: net.ipv4.icmp_echo_ignore_all = 0",
    );
    const lo = (changes: Parameters<typeof withInterface>[3]) => withInterface(asIs, "ns1", "lo", changes);
    expect(differenceIn(lo({ adminState: "down" }), "n")).toBe("loopback: down");
    expect(differenceIn(lo({ addresses: addresses("127.0.0.1/8 host") }), "n")).toBe("loopbackAddresses: –");
    expect(
      differenceIn(lo({ addresses: addresses("127.0.0.1/8 host", "10.255.0.1/32", "::1/128 host") }), "n"),
    ).toBe("");
  });

  test("differ by a bridge's own settings", () => {
    const bridge = (stp: boolean, ageingTimeSeconds: number) =>
      withInterface(asIs, "host", "br0", { bridge: { stp, ageingTimeSeconds, vlanFiltering: false } });
    expect(differenceIn(bridge(true, 300), "br")).toBe("stp: 1");
    expect(differenceIn(bridge(false, 30), "br")).toBe("ageingTimeSeconds: 30");
  });

  test("differ by all that is not there", () => {
    const { eth0: _, ...interfaces } = asIs.namespaces["ns1"]?.interfaces ?? {};
    expect(differenceIn(withNamespace(asIs, "ns1", { interfaces }), "a")).toBe("missing: ");
    const { ns1: _gone, ...namespaces } = asIs.namespaces;
    expect(differenceIn({ namespaces }, "n")).toBe("missing: ");
  });
});

test("of a macvlan interface: what it is on, and its mode", () => {
  const upper = parseSingle("macvlan", {
    id: "m",
    namespace: "n",
    name: "mv0",
    lower: "a",
    adminState: "up",
  });
  if (upper === null) throw new Error("no such record");
  const { state } = labOf(asIs);
  const differs = (changes: Partial<ObservedInterface>) => {
    const topology = { ...document.topology, m: upper };
    const known = { lower: { namespace: "ns1", ifindex: 2 }, settings: { mode: "bridge" } };
    const observed = withInterface(asDrawn(topology), "ns1", "mv0", { ...known, ...changes });
    const lab = { ...labOf(observed, state), document: { ...document, topology } };
    const difference = interfaceDifference(lab, upper);
    return difference === null ? "" : `${difference.field}: ${difference.kernel}`;
  };
  expect(differs({})).toBe("");
  // A namespace has no name for another's: the number is enough.
  expect(differs({ lower: { namespace: null, ifindex: 2 } })).toBe("");
  expect(differs({ lower: { namespace: "ns1", ifindex: 7 } })).toBe("lower: if7");
  expect(differs({ lower: null })).toBe("lower: –");
  expect(differs({ settings: { mode: "vepa" } })).toBe("settings: mode vepa");
});
