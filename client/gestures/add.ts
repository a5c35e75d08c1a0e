import { batch, type Edit } from "../../shared/edit.ts";
import { hostId, nextFreeName } from "../../shared/names.ts";
import {
  newBridge,
  newNamespace,
  type Position,
  type RecordId,
  type Topology,
} from "../../shared/topology.ts";
import { interfaceNames, namespaceNames } from "./names.ts";

/** A namespace with the next free name, as the kernel makes it: only lo, and that down. */
export function addNamespace(topology: Topology, id: RecordId, at: Position): Edit {
  const name = nextFreeName("ns", namespaceNames(topology), 1);
  return batch({ op: "add", record: newNamespace(id, name) }, place(id, at));
}

/** A namespace that forwards between its interfaces. */
export function addRouter(topology: Topology, id: RecordId, at: Position): Edit {
  const name = nextFreeName("r", namespaceNames(topology), 1);
  const record = newNamespace(id, name, { forwarding: { ipv4: true, ipv6: true } });
  return batch({ op: "add", record }, place(id, at));
}

/** A bridge in the lab's host, ready to forward. */
export function addBridge(topology: Topology, id: RecordId, at: Position): Edit {
  const name = nextFreeName("br", interfaceNames(topology, hostId));
  return batch({ op: "add", record: newBridge(id, hostId, name, { adminState: "up" }) }, place(id, at));
}

function place(id: RecordId, { x, y }: Position): Edit {
  return { op: "place", positions: { [id]: { x: Math.round(x), y: Math.round(y) } } };
}
