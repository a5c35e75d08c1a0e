import { bondOf, canBePort, type RecordId, type SingleRecord, type VethRecord } from "../shared/topology.ts";
import type { OpenLab } from "./state.ts";
import { observedInterface } from "./store.ts";

type Lab = Pick<OpenLab, "document" | "observed">;

/** Does its bond send by it? As long as the kernel has not spoken, by all. */
export function carries(lab: Lab, member: VethRecord | SingleRecord): boolean {
  const seen = observedInterface(lab, member)?.bondMember ?? null;
  return seen === null || (seen.state === "active" && seen.isUp);
}

/** Of a bond's member; null of others. */
export function memberFacts(lab: Lab, id: RecordId) {
  const record = lab.document.topology[id];
  if (!canBePort(record)) return null;
  const bond = bondOf(lab.document.topology, record);
  return bond === null ? null : { bond: bond.name, carries: carries(lab, record) };
}

/** Is it a member that waits until another one fails? */
export function isStandby(lab: Lab, id: RecordId): boolean {
  return memberFacts(lab, id)?.carries === false;
}
