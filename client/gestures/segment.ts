import {
  recordsOfKind,
  type InterfaceRecord,
  type RecordId,
  type Topology,
  type VethRecord,
} from "../../shared/topology.ts";

/**
 * Every interface a frame sent into this bridge can reach by switching alone: the bridges themselves, and the ends
 * that are nobody's port. The given bridge comes first.
 */
export function segmentOf(topology: Topology, bridge: RecordId): InterfaceRecord[] {
  const ports = portsByBridge(topology);
  const found: InterfaceRecord[] = [];
  const seen = new Set<RecordId>([bridge]);
  for (const id of seen) {
    const record = topology[id];
    if (record?.kind !== "bridge" && record?.kind !== "veth") continue;
    found.push(record);
    if (record.kind !== "bridge") continue;
    for (const port of ports.get(id) ?? []) {
      const peer = topology[port.peer];
      if (peer?.kind === "veth") seen.add(peer.master ?? peer.id);
    }
  }
  return found;
}

function portsByBridge(topology: Topology): Map<RecordId, VethRecord[]> {
  const ports = new Map<RecordId, VethRecord[]>();
  for (const record of recordsOfKind(topology, "veth")) {
    if (record.master === null) continue;
    const here = ports.get(record.master) ?? [];
    ports.set(record.master, here);
    here.push(record);
  }
  return ports;
}
