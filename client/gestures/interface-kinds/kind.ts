import type { InterfaceRecord, RecordId, SingleRecord, Topology } from "../../../shared/topology.ts";

/** What gestures know of a kind of interface that is one record by itself. */
export interface KindGestures<R extends SingleRecord = SingleRecord> {
  readonly suggest: (topology: Topology, namespace: RecordId) => Suggestion | Wanting;
  /** How it goes through another network to interfaces of its kind; null where it does not. */
  readonly tunnelOf: ((record: R) => TunnelEnd) | null;
}

/** A new one that works at once. */
export interface Suggestion {
  /** What its name begins with, and the number that is tried first. */
  readonly name: readonly [stem: string, number: number];
  /** What its packets or frames leave by, in whose MTU it has to have room. */
  readonly out: InterfaceRecord | null;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** What has to be there before: an interface to be on; an address and exactly one neighbour. */
export type Wanting = "no-lower" | "no-neighbor";

export interface TunnelEnd {
  /** Both ends have the same. */
  readonly number: string;
  readonly remotes: readonly string[];
}
