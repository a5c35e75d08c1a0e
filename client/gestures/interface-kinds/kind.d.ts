import type { Edit } from "../../../shared/edit.ts";
import type { InterfaceRecord, RecordId, SingleRecord, Topology } from "../../../shared/topology.ts";
/** What a new interface would lean on in its namespace, and whom it would reach. */
export interface Surroundings {
  readonly topology: Topology;
  readonly namespace: RecordId;
  /** What it can be on: the first end of a link that is nobody's port, here or in the lab's host; else a bridge. */
  readonly lower: () => InterfaceRecord | null;
  /** A free address in that one's network; none where it has an address of this namespace itself. */
  readonly addressOn: (lower: InterfaceRecord) => readonly string[];
  /** The network that tunnels from here go through. */
  readonly underlay: (family?: "ipv4") => Underlay | null;
}
export interface Underlay {
  /** Its packets leave by this one. */
  readonly out: InterfaceRecord;
  readonly local: string;
  /** The other end, where there is exactly one neighbour. */
  readonly remote: string | null;
}
/** What gestures know of a kind of interface that is one record by itself. */
export interface KindGestures<R extends SingleRecord = SingleRecord> {
  readonly suggest: (around: Surroundings) => Suggestion | Wanting;
  /** How it goes through another network to interfaces of its kind; null where it does not. */
  readonly tunnelOf: ((record: R) => TunnelEnd) | null;
  /** Do frames of one reach those beside it on the same interface, if these do, too? */
  readonly meetsOthers: (record: R) => boolean;
}
/** A new one that works at once. */
export interface Suggestion {
  /** What its name begins with, and the number that is tried first. */
  readonly name: readonly [stem: string, number: number];
  /** What its packets or frames leave by, in whose MTU it has to have room. */
  readonly out: InterfaceRecord | null;
  readonly fields: Readonly<Record<string, unknown>>;
  /** What it changes of others when it is made. */
  readonly beside?: (record: SingleRecord, topology: Topology) => readonly Edit[];
}
/** What has to be there before: an interface to be on; an address and exactly one neighbour. */
export type Wanting = "no-lower" | "no-neighbor";
export interface TunnelEnd {
  /** Both ends have the same. */
  readonly number: string;
  readonly remotes: readonly string[];
  /** How others' remotes name this end; left out, by its namespace's addresses. */
  readonly names?: readonly string[];
}
