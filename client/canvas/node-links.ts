import { hostId } from "../../shared/names.ts";
import { tunnelsOf } from "../gestures/tunnels.ts";
import { isInterface, isSingle, recordsOfKind, type RecordId, type Topology } from "../../shared/topology.ts";
import { drawnAt } from "./far-end.ts";
import { indexOf } from "./topology-index.ts";

/** Two cards or bars each that belong together: of every line, and a bridge that is not the lab's host's with its namespace. */
export function* nodeLinks(topology: Topology): Generator<readonly [RecordId, RecordId]> {
  for (const end of indexOf(topology).links) {
    const peer = topology[end.peer];
    if (peer?.kind === "veth") yield [drawnAt(topology, end), drawnAt(topology, peer)];
  }
  for (const { id, namespace } of recordsOfKind(topology, "bridge"))
    if (namespace !== hostId) yield [namespace, id];
  for (const [one, other] of tunnelsOf(topology)) yield [drawnAt(topology, one), drawnAt(topology, other)];
  for (const record of Object.values(topology)) {
    const lower = isSingle(record) && record.lower !== null ? topology[record.lower] : undefined;
    if (isSingle(record) && isInterface(lower)) yield [drawnAt(topology, record), drawnAt(topology, lower)];
  }
}
