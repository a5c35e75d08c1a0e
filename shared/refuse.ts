import { ProblemError } from "./errors.ts";
import type { TopologyRecord } from "./topology.ts";

/** Refuses a field of a record. @throws ProblemError "invalid-edit" */
export function refuse(
  record: TopologyRecord,
  field: string,
  code: string,
  detail: string,
  parameters: Readonly<Record<string, string | number>> = {},
): never {
  const path = `${record.id}.${field}`;
  throw new ProblemError({ kind: "invalid-edit", code, detail: `${path}: ${detail}`, path, parameters });
}
