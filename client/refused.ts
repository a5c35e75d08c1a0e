import type { RefusedStep } from "../shared/step.ts";
import { isOnNoCard, type RecordId } from "../shared/topology.ts";
import type { OpenLab } from "./state.ts";

const nothing: readonly RefusedStep[] = [];

/** What of the drawing the kernel would not take, with its words. */
export function refusedIn({ state }: OpenLab): readonly RefusedStep[] {
  return state.phase === "running" ? state.refused : nothing;
}

/** What a namespace's card tells: what was refused of itself, or of its routes and firewall, which are on no card. */
export function refusedOnCard(lab: OpenLab, id: RecordId): RefusedStep | undefined {
  return refusedIn(lab).find(({ step }) => {
    const record = lab.document.topology[step.record];
    return step.record === id || (isOnNoCard(record) && record.namespace === id);
  });
}
