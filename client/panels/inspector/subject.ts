import type { ContainerRecord } from "../../../shared/container.ts";
import {
  isSingle,
  type BridgeRecord,
  type NamespaceRecord,
  type RecordId,
  type SingleRecord,
  type Topology,
  type VethRecord,
} from "../../../shared/topology.ts";

/** What the inspector is about. */
export type Subject =
  | { readonly kind: "namespace"; readonly record: NamespaceRecord }
  | { readonly kind: "bridge"; readonly record: BridgeRecord }
  | { readonly kind: "veth"; readonly record: VethRecord }
  | { readonly kind: "container"; readonly record: ContainerRecord }
  | { readonly kind: "single"; readonly record: SingleRecord }
  | { readonly kind: "link"; readonly ends: readonly [VethRecord, VethRecord] }
  | { readonly kind: "several"; readonly ids: readonly RecordId[] };

/** A veth pair selected whole is a link; anything else of more than one record is just several. */
export function subjectOf(topology: Topology, selection: ReadonlySet<RecordId>): Subject | null {
  const ids = [...selection].filter((id) => topology[id] !== undefined);
  const [first, second, ...others] = ids.map((id) => topology[id]);
  if (first === undefined) return null;
  if (second === undefined) return subjectOfOne(topology, first);
  const isPair = first.kind === "veth" && second.kind === "veth" && first.peer === second.id;
  return isPair && others.length === 0 ? { kind: "link", ends: [first, second] } : { kind: "several", ids };
}

function subjectOfOne(topology: Topology, record: Topology[string]): Subject | null {
  if (record.kind === "namespace") return { kind: "namespace", record };
  if (record.kind === "bridge") return { kind: "bridge", record };
  if (record.kind === "veth") return { kind: "veth", record };
  if (isSingle(record)) return { kind: "single", record };
  if (record.kind === "container") return { kind: "container", record };
  const namespace = topology[record.namespace];
  return namespace?.kind === "namespace" ? { kind: "namespace", record: namespace } : null;
}
