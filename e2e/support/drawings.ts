import { hostId } from "../../shared/names.ts";
import {
  emptyDocument,
  newBridge,
  newNamespace,
  newRoute,
  newVeth,
  type Document,
  type Layout,
  type Topology,
  type TopologyRecord,
} from "../../shared/topology.ts";

/** Networks for tests that are not about drawing them. Ids are the names. */

function documentOf(records: readonly TopologyRecord[], layout: Layout): Document {
  const topology: Record<string, TopologyRecord> = { ...emptyDocument.topology };
  for (const record of records) topology[record.id] = record;
  return { topology: topology satisfies Topology, layout: { [hostId]: { x: 0, y: 0 }, ...layout } };
}

/** ns1 10.0.0.1 — 10.0.0.2 ns2, linked and up. */
export function pair(): Document {
  return documentOf(
    [
      newNamespace("ns1", "ns1"),
      newNamespace("ns2", "ns2"),
      newVeth("end1", "end2", "ns1", "eth0", { adminState: "up", addresses: ["10.0.0.1/24"] }),
      newVeth("end2", "end1", "ns2", "eth0", { adminState: "up", addresses: ["10.0.0.2/24"] }),
    ],
    { ns1: { x: -260, y: 200 }, ns2: { x: 220, y: 200 } },
  );
}

/** br0 in the host with ns1 10.0.0.1, ns2 10.0.0.2, … as its members, in rows under its middle. */
export function star(members: number, perRow = Math.min(4, members)): Document {
  const records: TopologyRecord[] = [newBridge("br0", hostId, "br0", { adminState: "up" })];
  const layout: Record<string, { x: number; y: number }> = { br0: { x: 16, y: 160 } };
  for (let number = 1; number <= members; number += 1) {
    const name = `ns${number}`;
    const address = `10.0.${Math.floor(number / 250)}.${number % 250}/16`;
    records.push(
      newNamespace(name, name),
      newVeth(`in${number}`, `out${number}`, name, "eth0", { adminState: "up", addresses: [address] }),
      newVeth(`out${number}`, `in${number}`, hostId, `veth${number}`, { adminState: "up", master: "br0" }),
    );
    const column = (number - 1) % perRow;
    const row = Math.floor((number - 1) / perRow);
    layout[name] = { x: (column - perRow / 2) * 280 + 140, y: 340 + row * 150 };
  }
  return documentOf(records, layout);
}

/** br0 and br1, each with a member and without STP, and two links between them, of which a1 — b1 is down. */
export function twoBridges(): Document {
  const port = (name: string, peer: string, bridge: string, adminState: "up" | "down" = "up") =>
    newVeth(name, peer, hostId, name, { adminState, master: bridge });
  const member = (name: string, peer: string, address: string) =>
    newVeth(`${name}-eth0`, peer, name, "eth0", { adminState: "up", addresses: [address] });
  return documentOf(
    [
      newNamespace("ns1", "ns1"),
      newNamespace("ns2", "ns2"),
      newBridge("br0", hostId, "br0", { adminState: "up" }),
      newBridge("br1", hostId, "br1", { adminState: "up" }),
      port("a0", "b0", "br0"),
      port("b0", "a0", "br1"),
      port("a1", "b1", "br0", "down"),
      port("b1", "a1", "br1"),
      member("ns1", "p1", "10.0.0.1/24"),
      port("p1", "ns1-eth0", "br0"),
      member("ns2", "p2", "10.0.0.2/24"),
      port("p2", "ns2-eth0", "br1"),
    ],
    { br0: { x: -380, y: 160 }, br1: { x: 180, y: 330 }, ns1: { x: -380, y: 440 }, ns2: { x: 180, y: 540 } },
  );
}

/**
 * br0 172.17.42.1 in the host with ns1 172.17.42.2 and ns2 172.17.42.3, both with their default route to it; and beyond the
 * host's 203.0.113.1 internet 203.0.113.2, which knows no way back to them.
 */
export function outside(): Document {
  const member = (name: string, port: string, address: string) => [
    newNamespace(name, name),
    newVeth(`${name}-eth0`, port, name, "eth0", { adminState: "up", addresses: [address] }),
    newVeth(port, `${name}-eth0`, hostId, port, { adminState: "up", master: "br0" }),
    newRoute(`${name}-default`, name, "0.0.0.0/0", { gateway: "172.17.42.1" }),
  ];
  return documentOf(
    [
      newBridge("br0", hostId, "br0", { adminState: "up", addresses: ["172.17.42.1/16"] }),
      ...member("ns1", "veth1", "172.17.42.2/16"),
      ...member("ns2", "veth2", "172.17.42.3/16"),
      newNamespace("internet", "internet"),
      newVeth("in", "out", "internet", "eth0", { adminState: "up", addresses: ["203.0.113.2/24"] }),
      newVeth("out", "in", hostId, "uplink", { adminState: "up", addresses: ["203.0.113.1/24"] }),
    ],
    { br0: { x: 16, y: 180 }, ns1: { x: -320, y: 360 }, ns2: { x: 60, y: 360 }, internet: { x: 340, y: 0 } },
  );
}

/** ns1 10.0.1.1 — r1 — 10.0.2.1 ns2, each with its default route. */
export function routed(): Document {
  const up = (...addresses: string[]) => ({ adminState: "up", addresses }) as const;
  return documentOf(
    [
      newNamespace("ns1", "ns1"),
      newNamespace("ns2", "ns2"),
      newNamespace("r1", "r1", { forwarding: { ipv4: true, ipv6: false } }),
      newVeth("end1", "left", "ns1", "eth0", up("10.0.1.1/24")),
      newVeth("left", "end1", "r1", "eth0", up("10.0.1.254/24")),
      newVeth("right", "end2", "r1", "eth1", up("10.0.2.254/24")),
      newVeth("end2", "right", "ns2", "eth0", up("10.0.2.1/24")),
      newRoute("way1", "ns1", "0.0.0.0/0", { gateway: "10.0.1.254" }),
      newRoute("way2", "ns2", "0.0.0.0/0", { gateway: "10.0.2.254" }),
    ],
    { ns1: { x: -460, y: 200 }, r1: { x: -110, y: 200 }, ns2: { x: 240, y: 200 } },
  );
}
