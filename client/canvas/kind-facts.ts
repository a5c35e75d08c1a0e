import type { SingleKind } from "../../shared/interface-kinds/index.ts";
import { isSingle, type RecordId } from "../../shared/topology.ts";
import { fullNameOf } from "../gestures/names.ts";
import type { OpenLab } from "../state.ts";

export interface KindFacts {
  readonly kind: SingleKind;
  /** The full name of what it is on; empty where it is on nothing. */
  readonly lower: string;
}

/** Of an interface that is neither an end of a link nor a bridge; null of others. */
export function kindFacts({ document: { topology } }: OpenLab, id: RecordId): KindFacts | null {
  const record = topology[id];
  if (!isSingle(record)) return null;
  return { kind: record.kind, lower: record.lower === null ? "" : fullNameOf(topology, record.lower) };
}
