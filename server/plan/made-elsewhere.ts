import { isInterface, type InterfaceRecord, type RecordId } from "../../shared/topology.ts";
import { nameIn, type Difference } from "./difference.ts";
import type { PlannedStep } from "./phase.ts";

/**
 * What an interface is called by the command that makes it from `home`, straight in a namespace of its own. Kernels that look
 * for its name in `home` refuse one that is taken there: it gets its own name after that.
 */
export function nameAtBirth(record: InterfaceRecord, home: RecordId, difference: Difference): string {
  const { before, after, interfaces, options } = difference;
  if (options.looksInTarget || record.namespace === home) return record.name;
  const isTaken = [before, after].some((topology) =>
    Object.values(topology).some(
      (other) => isInterface(other) && other.namespace === home && other.name === record.name,
    ),
  );
  return isTaken ? `renaming${interfaces.added.indexOf(record)}` : record.name;
}

/** Its own name, where it was made under another. */
export function nameAfterBirth(
  record: InterfaceRecord,
  born: string,
  { after }: Difference,
  phase: PlannedStep["phase"],
): PlannedStep[] {
  if (born === record.name) return [];
  return [
    {
      namespace: nameIn(after, record.namespace),
      tool: "ip",
      argv: ["link", "set", "dev", born, "name", record.name],
      reason: "interface-rename",
      record: record.id,
      phase,
    },
  ];
}
