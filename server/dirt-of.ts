import { hostName } from "../shared/names.ts";
import {
  isInterface,
  nameOf,
  type RecordId,
  type Topology,
  type TopologyRecord,
} from "../shared/topology.ts";
import { addDevice, addDirt, allDirt, noDirt, type Dirt } from "./kernel/dirt.ts";
import { closureOf } from "./observe/closure.ts";

/** What may look different in the kernel after a change of these records, under names old and new. */
export function dirtOf(touched: readonly RecordId[], ...topologies: readonly Topology[]): Map<string, Dirt> {
  const dirty = new Map<string, Dirt>();
  for (const topology of topologies) {
    for (const id of closureOf(touched, topology)) {
      const record = topology[id];
      if (record === undefined) continue;
      const namespace = topology[record.kind === "namespace" ? record.id : record.namespace];
      const name = namespace?.kind === "namespace" ? namespace.name : hostName;
      const dirt = dirty.get(name) ?? noDirt();
      dirty.set(name, dirt);
      // A bridge's ports name it.
      if (record.kind === "namespace" || (record.kind === "bridge" && isRenamed(id, topologies)))
        addDirt(dirt, allDirt());
      else if (record.kind === "container") dirt.containers = true;
      else if (record.kind === "rule") dirt.policyRules = true;
      else if (record.kind === "firewall") dirt.firewall = true;
      else if (isInterface(record)) addDevice(dirt, record.name);
      if (isLosing(record, topology)) dirt.firewall = true;
      // A bridge's port without an address has none.
      if (record.kind !== "veth" || record.master === null || record.addresses.length > 0) dirt.routes = true;
    }
  }
  return dirty;
}

/** What the other end sends may be lost here. */
function isLosing(record: TopologyRecord, topology: Topology): boolean {
  const peer = record.kind === "veth" ? topology[record.peer] : undefined;
  return isInterface(peer) && peer.quality?.lossPercent !== null && peer.quality !== null;
}

function isRenamed(id: RecordId, topologies: readonly Topology[]): boolean {
  const names = topologies.flatMap((topology) => {
    const record = topology[id];
    return record === undefined ? [] : [nameOf(record)];
  });
  return new Set(names).size > 1;
}
