import type { ContainerRecord } from "../../shared/container.ts";
import {
  type BridgeRecord,
  type NamespaceRecord,
  type RecordId,
  type Topology,
  type TopologyRecord,
} from "../../shared/topology.ts";
export declare function namespaceNames(topology: Topology): Set<string>;
export declare function interfaceNames(topology: Topology, namespace: RecordId): Set<string>;
/** The first of `ns1`, `ns2`, … that a copy of `ns7` can have. */
export declare function freshNamespaceName(old: string, taken: ReadonlySet<string>): string;
/** The first of `eth0`, `eth1`, … that a copy of `eth7` can have. */
export declare function freshInterfaceName(old: string, taken: ReadonlySet<string>): string;
/** The name of the end that is a bridge's port: after what is at the other end, or else numbered. */
export declare function portName(towards: string, taken: ReadonlySet<string>): string;
/** The node a thing is drawn on: a port on its bridge, another interface on its namespace's card. */
export declare function nodeOf(topology: Topology, id: RecordId): RecordId | null;
/** As a person would say which one: what has no card of its own, by its namespace's name too. */
export declare function fullNameOf(topology: Topology, id: RecordId): string;
export type NodeRecord = NamespaceRecord | BridgeRecord | ContainerRecord;
/** Does it have a card or bar of its own? A container whose stack is there is drawn on that one's. */
export declare function isNodeRecord(topology: Topology, record: TopologyRecord): record is NodeRecord;
export declare function isNode(topology: Topology, id: RecordId): boolean;
/** Every card and bar, the lab's host first. */
export declare function nodeIds(topology: Topology): RecordId[];
