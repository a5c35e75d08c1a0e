import { bondOf, recordsOfKind, type BondRecord, type Topology } from "../../shared/topology.ts";
import { nameIn, type Difference } from "./difference.ts";
import { joins } from "./membership.ts";
import type { PlannedStep } from "./phase.ts";

/** Which member a bond prefers: said once that is one. */
export function planPrimaries(difference: Difference): PlannedStep[] {
  const { after } = difference;
  return [...recordsOfKind(after, "bond")].flatMap((bond): PlannedStep[] => {
    const name = primaryToSay(bond, difference);
    if (name === null) return [];
    return [
      {
        namespace: nameIn(after, bond.namespace),
        tool: "ip",
        argv: ["link", "set", "dev", bond.name, "type", "bond", "primary", name],
        reason: "interface-set",
        record: bond.id,
        phase: "join-ports",
      },
    ];
  });
}

function primaryToSay(bond: BondRecord, difference: Difference): string | null {
  const { before, after, interfaces, made } = difference;
  const previous = before[bond.id];
  const was = previous?.kind === "bond" && !made.has(bond.id) ? previous.primary : null;
  const member = primaryOf(bond, after);
  // ip has no word for none. Nothing is its own member.
  if (member === undefined) return was === null || was === bond.primary ? null : bond.name;
  const pair = interfaces.kept.find((kept) => kept.after.id === member.id);
  const isNew = made.has(member.id) || before[member.id] === undefined;
  const isRenamed = pair !== undefined && pair.before.name !== pair.after.name;
  const isSaid = was === bond.primary && !isNew && !isRenamed;
  return isSaid && (pair === undefined || !joins(pair, difference)) ? null : member.name;
}

function primaryOf({ id, primary }: BondRecord, topology: Topology) {
  if (primary === null) return undefined;
  return Object.values(topology).find(
    (record) => "name" in record && record.name === primary && bondOf(topology, record)?.id === id,
  ) as { readonly id: string; readonly name: string } | undefined;
}
