import { isSingle, type Topology, type TopologyRecord } from "../../shared/topology.ts";

/** How many interfaces it is on: 0 for one that is on none. */
export function depthOf(record: TopologyRecord, topology: Topology): number {
  const lower = isSingle(record) && record.lower !== null ? topology[record.lower] : undefined;
  return lower === undefined ? 0 : 1 + depthOf(lower, topology);
}
