import type { Edit } from "../../shared/edit.ts";
import { hostId } from "../../shared/names.ts";
import {
  emptyDocument,
  newBridge,
  newNamespace,
  newVeth,
  type Topology,
  type TopologyRecord,
} from "../../shared/topology.ts";

/** Two namespaces, ns1 and ns2, joined by a link: 10.0.0.1/24 and fd00::1/64 on one side, .2 and ::2 on the other. */
export function pairRecords(): TopologyRecord[] {
  return [
    newNamespace("n1", "ns1"),
    newNamespace("n2", "ns2"),
    newVeth("e1", "e2", "n1", "eth0", { adminState: "up", addresses: ["10.0.0.1/24", "fd00::1/64"] }),
    newVeth("e2", "e1", "n2", "eth0", { adminState: "up", addresses: ["10.0.0.2/24", "fd00::2/64"] }),
  ];
}

/** `count` namespaces on one bridge, 10.1.0.1/16 and on. */
export function starRecords(count: number): TopologyRecord[] {
  const members = Array.from({ length: count }, (_, index): TopologyRecord[] => [
    newNamespace(`s${index}`, `star${index}`),
    newVeth(`i${index}`, `o${index}`, `s${index}`, "eth0", {
      adminState: "up",
      addresses: [`10.1.${Math.floor(index / 200)}.${(index % 200) + 1}/16`],
    }),
    newVeth(`o${index}`, `i${index}`, hostId, `p${index}`, { adminState: "up", master: "br" }),
  ]);
  return [newBridge("br", hostId, "br0", { adminState: "up" }), ...members.flat()];
}

/** br0 and br1, up and without STP, in these namespaces, and links between them: more than one is a loop. */
export function joinedBridges(links: number, [here, there] = [hostId, hostId]): TopologyRecord[] {
  return [
    newBridge("br0", here, "br0", { adminState: "up" }),
    newBridge("br1", there, "br1", { adminState: "up" }),
    ...Array.from({ length: links }, (_, number) => bridgeLink(number, here, there)).flat(),
  ];
}

/** One of these links: port a0 of br0 and b0 of br1, a1 and b1, … */
export function bridgeLink(number: number, here = hostId, there = hostId): TopologyRecord[] {
  const [a, b] = [`a${number}`, `b${number}`];
  return [
    newVeth(a, b, here, a, { adminState: "up", master: "br0" }),
    newVeth(b, a, there, b, { adminState: "up", master: "br1" }),
  ];
}

export function topologyWith(records: readonly TopologyRecord[]): Topology {
  return {
    ...emptyDocument.topology,
    ...Object.fromEntries(records.map((record) => [record.id, record])),
  };
}

export function adding(...records: readonly TopologyRecord[]): Edit {
  return { op: "batch", edits: records.map((record) => ({ op: "add", record })) };
}
