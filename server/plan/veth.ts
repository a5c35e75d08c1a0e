import type { InterfaceRecord, Topology, VethRecord } from "../../shared/topology.ts";
import { nameIn, type Difference } from "./difference.ts";
import type { PlannedStep } from "./phase.ts";

/** Pairs made, each end straight in its namespace under its own name. */
export function planVeths({ after, interfaces }: Difference): PlannedStep[] {
  return pairs(interfaces.added, after).map(([end, peer]) => ({
    namespace: "host",
    tool: "ip",
    argv: ["link", "add", ...endOf(end, after), "type", "veth", "peer", ...endOf(peer, after)],
    reason: "veth-add",
    record: end.id,
    phase: "add-veths",
  }));
}

/** Each pair once: the end that comes first in the records' order, with its peer (itself where that is missing). */
export function pairs(records: readonly InterfaceRecord[], topology: Topology): [VethRecord, VethRecord][] {
  const seen = new Set<string>();
  return records.flatMap((record): [VethRecord, VethRecord][] => {
    if (record.kind !== "veth" || seen.has(record.id)) return [];
    const peer = topology[record.peer];
    seen.add(record.peer);
    return [[record, peer?.kind === "veth" ? peer : record]];
  });
}

function endOf(end: VethRecord, topology: Topology): string[] {
  const namespace = nameIn(topology, end.namespace);
  return [
    "name",
    end.name,
    "address",
    end.macAddress,
    ...(end.mtu === 1500 ? [] : ["mtu", String(end.mtu)]),
    ...(namespace === "host" ? [] : ["netns", namespace]),
  ];
}
