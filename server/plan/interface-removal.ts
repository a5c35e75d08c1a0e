import { isSingle, type InterfaceRecord, type RecordId } from "../../shared/topology.ts";
import { depthOf } from "./depth.ts";
import { nameIn, type Difference } from "./difference.ts";
import type { PlannedStep } from "./phase.ts";
import { pairs } from "./veth.ts";

/** Above this many in one namespace they go as a group: one wait of the kernel's for all, not one each. */
const deletedOneByOne = 3;
/** A group nobody else uses; names for groups come from /etc/iproute2/group, numbers need none. */
const group = "7665";

/** Interfaces removed. A pair goes with either end; what a removed namespace holds alone goes with it. */
export function planInterfaceRemovals(difference: Difference): PlannedStep[] {
  const { before, after, interfaces } = difference;
  const singles = interfaces.removed
    .filter((record) => isSingle(record) && after[record.namespace] !== undefined)
    .toSorted((a, b) => depthOf(b, before) - depthOf(a, before));
  const byNamespace = new Map<RecordId, InterfaceRecord[]>();
  for (const record of deletable(difference)) {
    byNamespace.set(record.namespace, [...(byNamespace.get(record.namespace) ?? []), record]);
  }
  const deletion = (record: InterfaceRecord) => step(difference, record, ["delete", "dev", record.name]);
  return [
    // Before what they are on, with which they would go.
    ...singles.map(deletion),
    ...[...byNamespace.values()].flatMap((records) => {
      const [first] = records;
      if (first === undefined) return [];
      if (records.length <= deletedOneByOne) return records.map(deletion);
      return [
        ...records.map((record) => step(difference, record, ["set", "dev", record.name, "group", group])),
        step(difference, first, ["delete", "group", group]),
      ];
    }),
  ];
}

/**
 * One end of each pair, by choice one in a namespace that stays: the kernel empties a deleted namespace some time after
 * `ip netns delete`, and until then the other end would still be there.
 */
function deletable({ before, after, interfaces }: Difference): InterfaceRecord[] {
  const stays = (record: InterfaceRecord) => after[record.namespace] !== undefined;
  const ends = pairs(interfaces.removed, before).flatMap((pair) => pair.filter(stays).slice(0, 1));
  return [...ends, ...interfaces.removed.filter((record) => record.kind === "bridge" && stays(record))];
}

function step({ before }: Difference, record: InterfaceRecord, words: readonly string[]): PlannedStep {
  return {
    namespace: nameIn(before, record.namespace),
    tool: "ip",
    argv: ["link", ...words],
    reason: "interface-delete",
    record: record.id,
    phase: "delete-interfaces",
  };
}
