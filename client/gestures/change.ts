import { batch, type Edit, type RecordChanges } from "../../shared/edit.ts";
import { ownerOf } from "../../shared/container-rules.ts";
import { hostId } from "../../shared/names.ts";
import { removeNetworks } from "../../shared/network-edits.ts";
import { unpublish } from "../../shared/published-ports.ts";
import { isInterface, type AdminState, type RecordId, type Topology } from "../../shared/topology.ts";

/** What changes records that are there. Each is null when there is nothing left to do, e.g. somebody removed them. */

export function removeRecords(topology: Topology, ids: readonly RecordId[]): Edit | null {
  const there = ids.filter((id) => id !== hostId && topology[id] !== undefined);
  // The card of a container's own stack is the container's.
  const meant = there.map((id) => ownerOf(topology, id)?.id ?? id);
  const ports = meant.flatMap((id) => {
    const record = topology[id];
    return record?.kind === "container" ? record.ports : [];
  });
  return allOf([...removeNetworks({ topology }, meant), ...unpublish(topology, ports)]);
}

export function updateRecord(topology: Topology, id: RecordId, changes: RecordChanges): Edit | null {
  return topology[id] === undefined ? null : { op: "update", id, changes };
}

export function setAdminState(
  topology: Topology,
  ids: readonly RecordId[],
  adminState: AdminState,
): Edit | null {
  return allOf(
    ids.flatMap((id): Edit[] => {
      const record = topology[id];
      if (isInterface(record)) return [{ op: "update", id, changes: { adminState } }];
      if (record?.kind !== "namespace") return [];
      return [{ op: "update", id, changes: { loopback: { ...record.loopback, adminState } } }];
    }),
  );
}

/** What a switch on all of these does next: down if any is up. A namespace stands for its lo. */
export function nextAdminState(topology: Topology, ids: readonly RecordId[]): AdminState | null {
  const states = ids.flatMap((id) => {
    const record = topology[id];
    if (record?.kind === "namespace") return [record.loopback.adminState];
    return isInterface(record) ? [record.adminState] : [];
  });
  if (states.length === 0) return null;
  return states.includes("up") ? "down" : "up";
}

function allOf(edits: readonly Edit[]): Edit | null {
  return edits.length === 0 ? null : batch(...edits);
}
