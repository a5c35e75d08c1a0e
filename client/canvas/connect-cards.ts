import i18next from "i18next";
import type { RecordId } from "../../shared/topology.ts";
import { connection } from "../connection.ts";
import { newId } from "../../shared/ids.ts";
import { wire } from "../gestures/wire.ts";
import { useStore } from "../store.ts";
import { useUi } from "../ui-state.ts";

/** What a drag from one card to another, or choosing two, does in each mode. */
export function connectCards(mode: "wire" | "ping", from: RecordId, to: RecordId): void {
  if (from === to) return;
  void (mode === "wire" ? link(from, to) : ping(from, to));
}

async function link(from: RecordId, to: RecordId): Promise<void> {
  const ids = { from: newId(), to: newId() };
  const outcome = await connection.sendEdit((topology) => wire(topology, from, to, ids), [from, to]);
  if (!outcome.ok) return;
  useStore.getState().select([ids.from, ids.to]);
  useUi.getState().announce(i18next.t("canvas.linked", { from: nameOf(from), to: nameOf(to) }));
}

async function ping(from: RecordId, to: RecordId): Promise<void> {
  const source = namespaceBehind(from);
  const target = namespaceBehind(to);
  if (source === null || target === null || source === target) return;
  const outcome = await connection.startPing(source, { namespace: target });
  if (outcome.ok)
    useUi.getState().announce(i18next.t("canvas.pinging", { from: nameOf(from), to: nameOf(to) }));
}

/** A bridge answers from, and asks as, the namespace it is in. */
function namespaceBehind(id: RecordId): RecordId | null {
  const record = useStore.getState().lab?.document.topology[id];
  if (record?.kind === "namespace") return id;
  return record?.kind === "bridge" ? record.namespace : null;
}

function nameOf(id: RecordId): string {
  const record = useStore.getState().lab?.document.topology[id];
  return record !== undefined && "name" in record ? record.name : "";
}
