import type { RecordId, SingleRecord, VethRecord } from "../shared/topology.ts";
import { indexOf } from "./canvas/topology-index.ts";
import type { OpenLab } from "./state.ts";
import { observedInterface } from "./store.ts";

type Lab = Pick<OpenLab, "document" | "observed">;

/**
 * The bridge that an interface is a port of, null for none: the kernel's word, and until it has spoken the drawing's.
 * undefined for a bridge that is not drawn.
 */
export function bridgeOf(lab: Lab, end: VethRecord | SingleRecord): RecordId | null | undefined {
  const observed = observedInterface(lab, end);
  if (observed === undefined) return end.master;
  if (observed.master === null) return null;
  const { topology } = lab.document;
  return indexOf(topology)
    .bridges.get(end.namespace)
    ?.find((id) => {
      const bridge = topology[id];
      return bridge?.kind === "bridge" && bridge.name === observed.master;
    });
}

/** Is it a port of the bridge of which it is drawn as one, or of none? */
export function isAttachedAsDrawn(lab: Lab, end: VethRecord | SingleRecord): boolean {
  return bridgeOf(lab, end) === end.master;
}
