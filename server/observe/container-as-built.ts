import type { ContainerRecord } from "../../shared/container.ts";
import type { Observed } from "../../shared/observed.ts";
import type { Topology } from "../../shared/topology.ts";

/** A container runs or does not; all else of it is what it will be when it is started. */
export function containerAsBuilt(
  record: ContainerRecord,
  { namespaces }: Observed,
  built: Topology,
): ContainerRecord {
  const stack = built[record.namespace];
  const here = stack?.kind === "namespace" ? namespaces[stack.name]?.containers : undefined;
  return { ...record, state: here?.[record.id] === undefined ? "stopped" : "running" };
}
