import { batch, type Edit } from "../../shared/edit.ts";
import type { SingleKind } from "../../shared/interface-kinds/index.ts";
import { nextFreeName } from "../../shared/names.ts";
import {
  kindOf,
  newBridge,
  parseSingle,
  type Position,
  type RecordId,
  type SingleRecord,
  type Topology,
} from "../../shared/topology.ts";
import { suggestFor } from "./interface-kinds/index.ts";
import type { Suggestion, Wanting } from "./interface-kinds/kind.ts";
import { interfaceNames } from "./names.ts";
import { surroundingsOf } from "./surroundings.ts";

/** What has to be there before a namespace can get one of this kind; null when nothing. */
export function wantingFor(topology: Topology, namespace: RecordId, kind: SingleKind): Wanting | null {
  const suggestion = suggestFor(kind)(surroundingsOf(topology, namespace));
  return typeof suggestion === "string" ? suggestion : null;
}

/** One more interface in a namespace, up and on what suggests itself. */
export function addInterface(
  topology: Topology,
  id: RecordId,
  namespace: RecordId,
  kind: SingleKind,
): Edit | null {
  if (topology[namespace]?.kind !== "namespace") return null;
  const suggestion = suggestFor(kind)(surroundingsOf(topology, namespace));
  if (typeof suggestion === "string") return null;
  const [stem, number] = suggestion.name;
  const name = nextFreeName(stem, interfaceNames(topology, namespace), number);
  const record = parseSingle(kind, { id, namespace, name, adminState: "up", ...suggestion.fields });
  if (record === null) return null;
  return batch(
    { op: "add", record: withRoom(record, suggestion.out) },
    ...switchedOn(suggestion),
    ...(suggestion.beside?.(record, topology) ?? []),
  );
}

/** A bridge in a namespace, ready to forward. */
export function addBridgeIn(
  topology: Topology,
  id: RecordId,
  namespace: RecordId,
  at: Position,
): Edit | null {
  if (topology[namespace]?.kind !== "namespace") return null;
  const name = nextFreeName("br", interfaceNames(topology, namespace));
  const record = newBridge(id, namespace, name, { adminState: "up" });
  return batch({ op: "add", record }, { op: "place", positions: { [id]: at } });
}

/** With as much MTU as what it is on leaves it. */
function withRoom(record: SingleRecord, out: Suggestion["out"]): SingleRecord {
  const { overhead } = kindOf(record);
  return out === null || overhead === null ? record : { ...record, mtu: out.mtu - overhead(record) };
}

/** Nothing leaves by an interface that is down. */
function switchedOn({ out }: Suggestion): Edit[] {
  return out?.adminState === "down" ? [{ op: "update", id: out.id, changes: { adminState: "up" } }] : [];
}
