import type { RecordId } from "../../shared/topology.ts";

/** The keys go on from here. What is far out of sight of a large lab is not there to take the focus. */
export function focusCard(id: RecordId): void {
  document
    .querySelector<HTMLElement>(`[data-canvas] [data-record="${CSS.escape(id)}"]`)
    ?.focus({ preventScroll: true });
}
