import type * as z from "zod";
import { describe, expect, test } from "vitest";
import { applyEdit } from "./apply-edit.ts";
import { checkTopology } from "./check-topology.ts";
import { interfaceKinds } from "./interface-kinds/index.ts";
import { parseInput } from "./parse.ts";
import { problemOf } from "./testing/problems.ts";
import { smallLab, topologyOf } from "./testing/small-lab.ts";
import { keptRecordSchema, recordSchema, type TopologyRecord } from "./topology.ts";
import { formatKey, newPrivateKey, publicKeyOf } from "./wireguard-key.ts";

/** In the small lab's red namespace, on its eth0 where it is on anything. */
function single(fields: Readonly<Record<string, unknown>>): TopologyRecord {
  return parseInput(recordSchema, { id: "s", namespace: "red", name: "on0", lower: "r0", ...fields });
}
const macvlan = (fields = {}) => single({ kind: "macvlan", ...fields });
const vxlan = (fields = {}) => single({ kind: "vxlan", lower: null, vni: 42, mtu: 1450, ...fields });
const entry = (macAddress: string, destination = "10.0.0.9") => ({ macAddress, destination });
const privateKey = newPrivateKey();
const publicKey = (last: number) => formatKey(Array.from({ length: 32 }, () => last));
const wireguard = (peers: readonly object[], fields = {}) =>
  single({ kind: "wireguard", lower: null, mtu: 1420, privateKey, listenPort: 7, peers, ...fields });
const bond = (id: string, fields = {}) => single({ kind: "bond", lower: null, id, name: id, ...fields });
const any = "00:00:00:00:00:00";

describe("an interface that is one record by itself", () => {
  test.each(Object.keys(interfaceKinds))("DOC-1: of kind %s says what is left out", (kind) => {
    const needed = { lower: "r0", vlanId: 7, vni: 7, local: "10.0.0.1", remote: "10.0.0.2" };
    const { shape } = keptRecordSchema.options.find((option) => option.shape.kind.value === kind) ?? {};
    const fields = Object.entries(needed).filter(
      ([field, value]) => shape !== undefined && takes(shape, field, value),
    );
    const record = single({ kind, lower: undefined, ...Object.fromEntries(fields) });
    expect(parseInput(keptRecordSchema, record)).toEqual(record);
  });

  const takes = (shape: Readonly<Record<string, z.ZodType>>, field: string, value: unknown) =>
    shape[field]?.safeParse(value).success === true;

  const fieldRules: readonly [string, () => TopologyRecord, string, string][] = [
    ["a group without an interface", () => vxlan({ remote: "239.1.1.1" }), "group-needs-lower", "lower"],
    [
      "ends of two families",
      () => vxlan({ local: "10.0.0.1", remote: "fd00::1" }),
      "ends-of-two-families",
      "local",
    ],
    [
      "an address in two places",
      () => vxlan({ fdb: [entry("02:00:00:00:00:01"), entry("02:00:00:00:00:01", "10.0.0.8")] }),
      "address-in-two-places",
      "fdb",
    ],
    [
      "the remote end said twice",
      () => vxlan({ remote: "10.0.0.9", fdb: [entry(any)] }),
      "fdb-repeats-remote",
      "fdb",
    ],
    ["a peer without a key", () => wireguard([{ publicKey: "secret" }]), "not-a-key", "peers.0.publicKey"],
    [
      "a peer at no port",
      () => wireguard([{ publicKey: publicKey(1), endpoint: "10.0.0.2" }]),
      "not-an-endpoint",
      "peers.0.endpoint",
    ],
    [
      "a network of two peers",
      () => wireguard([1, 2].map((one) => ({ publicKey: publicKey(one), allowedIps: ["10.8.0.7/24"] }))),
      "peers-overlap",
      "peers",
    ],
    [
      "a peer that is itself",
      () => wireguard([{ publicKey: publicKeyOf(privateKey) }]),
      "peer-is-itself",
      "peers",
    ],
    [
      "one that is up without a port",
      () => wireguard([], { adminState: "up", listenPort: 0 }),
      "port-needed",
      "listenPort",
    ],
    [
      "a primary where the mode has none",
      () => single({ kind: "bond", lower: null, mode: "802.3ad", primary: "eth0" }),
      "primary-of-other-mode",
      "primary",
    ],
    ["a VLAN number there is not", () => single({ kind: "vlan", vlanId: 4095 }), "too_big", "vlanId"],
  ];
  test.each(fieldRules)("DOC-2: %s is refused", (_what, make, code, path) => {
    expect(problemOf(make)).toMatchObject({ code, path });
  });

  const rules: readonly [string, readonly TopologyRecord[], string, string][] = [
    ["a bond in a bond", [bond("s", { master: "t" }), bond("t")], "bond-in-bond", "s.master"],
    ["on nothing that is there", [macvlan({ lower: "gone" })], "no-such-lower", "s.lower"],
    ["on itself", [macvlan({ lower: "s" })], "no-such-lower", "s.lower"],
    [
      "on one that is on it",
      [macvlan({ lower: "t" }), macvlan({ id: "t", name: "on1", lower: "s" })],
      "no-such-lower",
      "s.lower",
    ],
    ["larger than what it is on", [macvlan({ mtu: 1501 })], "mtu-above-lower", "s.mtu"],
    ["without room for its headers", [vxlan({ lower: "r0", mtu: 1451 })], "mtu-above-lower", "s.mtu"],
    ["leaving by another namespace", [vxlan({ lower: "b0" })], "lower-elsewhere", "s.lower"],
    ["like another", [vxlan(), vxlan({ id: "t", name: "on1" })], "same-as-another", "t.kind"],
    [
      "macvlan on macvlan",
      [macvlan(), macvlan({ id: "t", name: "on1", lower: "s" })],
      "lower-of-same-kind",
      "t.lower",
    ],
    ["macvlan on a bridge's port", [macvlan({ namespace: "host", lower: "r1" })], "lower-is-port", "s.lower"],
    [
      "passthru beside another",
      [macvlan(), macvlan({ id: "t", name: "on1", mode: "passthru" })],
      "lower-taken",
      "t.lower",
    ],
    [
      "ipvlan beside macvlan",
      [macvlan(), single({ id: "t", name: "on1", kind: "ipvlan" })],
      "lower-taken",
      "t.lower",
    ],
    ["a port of a bridge elsewhere", [macvlan({ master: "br" })], "bridge-elsewhere", "s.master"],
  ];
  test.each(rules)("DOC-4: %s is refused", (_what, records, code, path) => {
    const topology = topologyOf(...Object.values(smallLab.topology), ...records);
    expect(problemOf(() => checkTopology(topology))).toMatchObject({ code, path });
  });

  test("EDIT-3: goes with what it is on, and what is on it", () => {
    const upper = single({ kind: "vlan", vlanId: 7, id: "t", name: "on1", namespace: "blue", lower: "s" });
    const lab = {
      ...smallLab,
      topology: topologyOf(...Object.values(smallLab.topology), macvlan(), upper),
    };
    const after = applyEdit(lab, { op: "remove", id: "r1" }).topology;
    expect(["r0", "r1", "s", "t"].filter((id) => after[id] !== undefined)).toEqual([]);
  });

  test("DOC-2: its forwarding table is a set", () => {
    const entries = [entry("02:00:00:00:00:01"), entry(any, "10.0.0.8"), entry(any, "10.0.0.7")];
    expect(vxlan({ fdb: entries })).toEqual(vxlan({ fdb: entries.toReversed() }));
  });
});
