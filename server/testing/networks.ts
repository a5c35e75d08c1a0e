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

export function topologyWith(records: readonly TopologyRecord[]): Topology {
  return {
    ...emptyDocument.topology,
    ...Object.fromEntries(records.map((record) => [record.id, record])),
  };
}

export function adding(...records: readonly TopologyRecord[]): Edit {
  return { op: "batch", edits: records.map((record) => ({ op: "add", record })) };
}
