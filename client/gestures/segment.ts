import {
  bondOf,
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
    // A bond is where its members lead, and beyond that only where the search began.
    if (record.kind !== "bridge" && (record.kind !== "bond" || id !== bridge)) continue;
    for (const port of ports.get(id) ?? [])
      for (const other of otherEndsOf(topology, port)) seen.add(receiverOf(topology, other));
  }
  return found;
}

/** Whose address answers for what arrives there. */
function receiverOf(topology: Topology, end: VethRecord | SingleRecord): RecordId {
  const bond = bondOf(topology, end);
  return bond === null ? (end.master ?? end.id) : receiverOf(topology, bond);
}

function otherEndsOf(topology: Topology, port: VethRecord | SingleRecord): (VethRecord | SingleRecord)[] {
  if (port.kind === "bond")
    return Object.values(topology)
      .filter(canBePort)
      .filter(({ master }) => master === port.id)
      .flatMap((member) => otherEndsOf(topology, member));
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
