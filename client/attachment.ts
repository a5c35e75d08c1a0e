import type { RecordId, SingleRecord, VethRecord } from "../shared/topology.ts";
import { indexOf } from "./canvas/topology-index.ts";
import type { OpenLab } from "./state.ts";
import { observedInterface } from "./store.ts";

type Lab = Pick<OpenLab, "document" | "observed">;

/**
 * The bridge that an interface is a port of, or the bond that it is a member of, null for none: the kernel's word, and until
 * it has spoken the drawing's. undefined for one that is not drawn.
 */
export function masterOf(lab: Lab, end: VethRecord | SingleRecord): RecordId | null | undefined {
  const observed = observedInterface(lab, end);
  if (observed === undefined) return end.master;
  if (observed.master === null) return null;
  const there = indexOf(lab.document.topology).interfaces.get(end.namespace) ?? [];
  return there.find(({ kind, name }) => (kind === "bridge" || kind === "bond") && name === observed.master)
    ?.id;
}

/** Is it a port or member of what it is drawn at, or of none? */
export function isAttachedAsDrawn(lab: Lab, end: VethRecord | SingleRecord): boolean {
  return masterOf(lab, end) === end.master;
}
