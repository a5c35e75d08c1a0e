import type { RecordId } from "../../shared/topology.ts";
import { useStore } from "../store.ts";
import { useUi } from "../ui-state.ts";
import { useConnecting } from "./connecting.ts";

/** What else is drawn around a card: it starts or ends a link being drawn, or something about it went wrong. */
export function useNodeMarks(id: RecordId) {
  const isSource = useUi((ui) => ui.source === id);
  const isFrom = useConnecting((connecting) => connecting.drag?.from === id);
  const isTarget = useConnecting(
    (connecting) => connecting.drag?.target === id && connecting.drag.from !== id,
  );
  const hasProblem = useStore((state) => state.problems.some((shown) => shown.records.includes(id)));
  return {
    "data-connect": isTarget ? "target" : isSource || isFrom ? "source" : undefined,
    "data-problem": hasProblem || undefined,
  };
}
