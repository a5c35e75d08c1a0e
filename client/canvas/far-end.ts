import { tunnelsOf } from "../gestures/tunnels.ts";
import {
  canBePort,
  isInterface,
  type InterfaceRecord,
  type RecordId,
  type SingleRecord,
  type Topology,
} from "../../shared/topology.ts";

/** A tunnel's other end; else, of a port, what it is on. Undefined where no line begins at it. */
export function farEndOf(topology: Topology, record: SingleRecord): InterfaceRecord | undefined {
  const tunnel = tunnelsOf(topology).find((ends) => ends.includes(record));
  const [other] = tunnel?.filter((end) => end !== record) ?? [];
  if (other !== undefined) return other;
  const lower = record.master === null || record.lower === null ? undefined : topology[record.lower];
  return isInterface(lower) ? lower : undefined;
}

/** The card or bar where an interface is drawn. */
export function drawnAt(record: InterfaceRecord): RecordId {
  return canBePort(record) ? (record.master ?? record.namespace) : record.id;
}
