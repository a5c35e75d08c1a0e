import { formatCommandLine } from "../../../shared/command-line.ts";
import { nodeOf } from "../../gestures/names.ts";
import {
  isInterface,
  type InterfaceRecord,
  type RecordId,
  type Topology,
  type TopologyRecord,
} from "../../../shared/topology.ts";

/** Something of the lab that can be jumped to. */
export interface Thing {
  readonly id: RecordId;
  readonly kind: "namespace" | "container" | InterfaceRecord["kind"];
  readonly name: string;
  /** Where it is and what it is called by: namespace, addresses, MAC address. */
  readonly detail: string;
  readonly texts: readonly string[];
}

export function thingsOf(topology: Topology): readonly Thing[] {
  return Object.values(topology).flatMap((record) => thingOf(record, topology) ?? []);
}

function thingOf(record: TopologyRecord, topology: Topology): Thing | null {
  if (record.kind === "namespace") {
    return { id: record.id, kind: "namespace", name: record.name, detail: "", texts: [record.name] };
  }
  if (record.kind === "container") {
    const command = formatCommandLine(record.command);
    return {
      id: record.id,
      kind: "container",
      name: record.name,
      detail: command,
      texts: [record.name, command],
    };
  }
  if (!isInterface(record)) return null;
  const namespace = topology[record.namespace];
  const where = namespace?.kind === "namespace" ? namespace.name : "";
  return {
    id: record.id,
    kind: record.kind,
    name: record.name,
    detail: [where, ...record.addresses].filter((part) => part !== "").join(" · "),
    texts: [
      record.name,
      `${where} ${record.name}`,
      ...record.addresses,
      ...(record.macAddress === null ? [] : [record.macAddress]),
    ],
  };
}

/** The card to bring into view for a record: a port stands on its bridge, any other interface on its namespace. */
export function cardOf(topology: Topology, id: RecordId): RecordId {
  return nodeOf(topology, id) ?? id;
}
