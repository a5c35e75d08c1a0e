import {
  canBePort,
  isInterface,
  type InterfaceRecord,
  type RecordId,
  type SingleRecord,
  type Topology,
  type VethRecord,
} from "../../shared/topology.ts";
import { tunnelsOf } from "./tunnels.ts";

/**
 * Every interface a frame sent into this bridge can reach by switching and by tunnels: the bridges themselves, and the ends
 * that are nobody's port. The given bridge comes first.
 */
export function segmentOf(topology: Topology, bridge: RecordId): InterfaceRecord[] {
  const ports = portsByBridge(topology);
  const found: InterfaceRecord[] = [];
  const seen = new Set<RecordId>([bridge]);
  for (const id of seen) {
    const record = topology[id];
    if (!isInterface(record)) continue;
    found.push(record);
    if (record.kind !== "bridge") continue;
    for (const port of ports.get(id) ?? [])
      for (const other of otherEndsOf(topology, port)) seen.add(other.master ?? other.id);
  }
  return found;
}

function otherEndsOf(topology: Topology, port: VethRecord | SingleRecord): (VethRecord | SingleRecord)[] {
  if (port.kind === "veth") return [topology[port.peer]].filter(canBePort);
  const tunnels = tunnelsOf(topology).filter((ends) => ends.includes(port));
  return tunnels.flatMap((ends) => ends.filter((end) => end !== port));
}

function portsByBridge(topology: Topology): Map<RecordId, (VethRecord | SingleRecord)[]> {
  const ports = new Map<RecordId, (VethRecord | SingleRecord)[]>();
  for (const record of Object.values(topology)) {
    if (!canBePort(record) || record.master === null) continue;
    const here = ports.get(record.master) ?? [];
    ports.set(record.master, here);
    here.push(record);
  }
  return ports;
}
