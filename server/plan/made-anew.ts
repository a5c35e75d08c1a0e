import { isSingle, kindOf, type TopologyRecord } from "../../shared/topology.ts";
import { wordsOf } from "./interface-kinds/index.ts";

/** Can the kernel not change the one into the other? */
export function isMadeAnew(before: TopologyRecord, after: TopologyRecord): boolean {
  if (!isSingle(before) || !isSingle(after)) return false;
  const isMovedFromBirthplace = before.namespace !== after.namespace && kindOf(after).isBoundToBirthplace;
  return (
    isMovedFromBirthplace || before.lower !== after.lower || wordsOf(after).changed(before, after) === null
  );
}
