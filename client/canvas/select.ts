import type { RecordId } from "../../shared/topology.ts";
import { useStore } from "../store.ts";

interface Modifiers {
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
}

/** These alone or, with Shift, Ctrl or ⌘, these as well (or not any more). */
export function selectWith(modifiers: Modifiers, ids: readonly RecordId[]): void {
  const { selection, select } = useStore.getState();
  if (!modifiers.shiftKey && !modifiers.ctrlKey && !modifiers.metaKey) return select(ids);
  const all = ids.every((id) => selection.has(id));
  select(all ? [...selection].filter((id) => !ids.includes(id)) : [...selection, ...ids]);
}
