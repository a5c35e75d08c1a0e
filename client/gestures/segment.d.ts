import { type InterfaceRecord, type RecordId, type Topology } from "../../shared/topology.ts";
/**
 * Every interface a frame sent into this bridge can reach by switching and by tunnels: the bridges themselves, and the ends
 * that are nobody's port. The given bridge comes first.
 */
export declare function segmentOf(topology: Topology, bridge: RecordId): InterfaceRecord[];
