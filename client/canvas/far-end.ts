import { tunnelsOf } from "../gestures/tunnels.ts";
import { tunnelWay } from "../tunnel-ways.ts";
import {
  bridgeOf,
  canBePort,
  isInterface,
  type InterfaceRecord,
  type RecordId,
  type SingleRecord,
  type Topology,
} from "../../shared/topology.ts";

/**
 * Of a tunnel's end, the other one, or, where the tunnel goes through links, the link by which a bridge's port leaves; of
 * another port, what it is on. Undefined where no line begins at it.
 */
export function farEndOf(topology: Topology, record: SingleRecord): InterfaceRecord | undefined {
  const tunnel = tunnelsOf(topology).find((ends) => ends.includes(record));
  if (tunnel !== undefined) {
    const way = tunnelWay(topology, tunnel);
    const [one, other] = tunnel;
    if (way === null) return record === one ? other : one;
    const out = topology[(record === one ? way[0]?.from : way.at(-1)?.to) ?? ""];
    return bridgeOf(topology, record) !== null && isInterface(out) ? out : undefined;
  }
  const lower =
    bridgeOf(topology, record) === null || record.lower === null ? undefined : topology[record.lower];
  return isInterface(lower) ? lower : undefined;
}

/** The card or bar where an interface is drawn. */
export function drawnAt(topology: Topology, record: InterfaceRecord): RecordId {
  return canBePort(record) ? (bridgeOf(topology, record)?.id ?? record.namespace) : record.id;
}
