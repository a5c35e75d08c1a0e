import {
  isInterface,
  isSingle,
  type RecordId,
  type SingleRecord,
  type Topology,
} from "../../shared/topology.ts";
import { depthOf } from "../plan/depth.ts";

/**
 * The records whose kernel state a change of these can touch: the other ends of veth pairs, what is in the namespaces,
 * the routes beside the interfaces and other routes, and what is on the interfaces.
 */
export function closureOf(ids: Iterable<RecordId>, topology: Topology): Set<RecordId> {
  const closure = new Set<RecordId>();
  const namespaces = new Set<RecordId>();
  const routed = new Set<RecordId>();
  const onOthers: SingleRecord[] = [];
  for (const id of ids) {
    closure.add(id);
    const record = topology[id];
    if (record?.kind === "namespace") namespaces.add(id);
    if (record?.kind === "veth") closure.add(record.peer);
    if (isInterface(record) || record?.kind === "route") routed.add(record.namespace);
  }
  for (const record of Object.values(topology)) {
    if (record.kind === "namespace") continue;
    if (isSingle(record) && record.lower !== null) onOthers.push(record);
    if (namespaces.has(record.namespace) || (record.kind === "route" && routed.has(record.namespace))) {
      closure.add(record.id);
      if (record.kind === "veth") closure.add(record.peer);
    }
  }
  for (const { id, lower } of onOthers.toSorted((a, b) => depthOf(a, topology) - depthOf(b, topology)))
    if (lower !== null && closure.has(lower)) closure.add(id);
  return closure;
}
