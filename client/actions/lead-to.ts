import type { RecordId } from "../../shared/topology.ts";
import { nodeOf } from "../gestures/names.ts";
import { useStore } from "../store.ts";
import { currentViewport } from "./registry.ts";

/** Selects them, and brings the card of the first into sight. */
export function leadTo(records: readonly RecordId[]): void {
  const { lab, select } = useStore.getState();
  select(records);
  const [first] = records;
  const node = first === undefined ? null : nodeOf(lab?.document.topology ?? {}, first);
  if (node !== null) currentViewport()?.show(node);
}
