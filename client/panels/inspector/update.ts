import { renameContainer } from "../../../shared/container-edits.ts";
import { ownerOf } from "../../../shared/container-rules.ts";
import type { RecordChanges } from "../../../shared/edit.ts";
import { isInterface, type RecordId, type Topology } from "../../../shared/topology.ts";
import { connection } from "../../connection.ts";
import { renameInterface } from "../../gestures/firewall.ts";
import type { Outcome } from "../../requests.ts";

/** Replaces whole fields of one record. */
export function update(id: RecordId, changes: RecordChanges): Promise<Outcome> {
  return connection.sendEdit(() => ({ op: "update", id, changes }), [id]);
}

/** A container and the stack that it brings along have one name; rules of a firewall name interfaces. */
export function rename(id: RecordId, name: string): Promise<Outcome> {
  return connection.sendEdit(
    (topology, document) => {
      const record = topology[id];
      if (isInterface(record)) return renameInterface(topology, record, name);
      const container = topology[id]?.kind === "container" ? id : ownerOf(topology, id)?.id;
      return container === undefined
        ? { op: "update", id, changes: { name } }
        : renameContainer(document, container, name);
    },
    [id],
  );
}

export function remove(id: RecordId): Promise<Outcome> {
  return connection.sendEdit((topology) => (topology[id] === undefined ? null : { op: "remove", id }), [id]);
}

export function restore(...ids: readonly RecordId[]): void {
  void connection.restore(ids);
}

type ChangeList = (addresses: readonly string[]) => readonly string[];

/** Lists are changed as they are when the edit's turn comes, so that quick changes build on each other. */
export function updateAddresses(id: RecordId, change: ChangeList): Promise<Outcome> {
  const makeEdit = (topology: Topology) => {
    const record = topology[id];
    if (isInterface(record))
      return { op: "update", id, changes: { addresses: change(record.addresses) } } as const;
    if (record?.kind !== "namespace") return null;
    const loopback = { ...record.loopback, addresses: change(record.loopback.addresses) };
    return { op: "update", id, changes: { loopback } } as const;
  };
  return connection.sendEdit(makeEdit, [id]);
}

/** Sets one sysctl of a namespace; null takes it out of the drawing. */
export function updateSysctl(id: RecordId, key: string, value: string | null): Promise<Outcome> {
  const makeEdit = (topology: Topology) => {
    const record = topology[id];
    if (record?.kind !== "namespace") return null;
    const { [key]: _, ...others } = record.sysctls;
    return {
      op: "update",
      id,
      changes: { sysctls: value === null ? others : { ...others, [key]: value } },
    } as const;
  };
  return connection.sendEdit(makeEdit, [id]);
}
