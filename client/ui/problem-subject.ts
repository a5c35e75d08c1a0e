import type { Problem } from "../../shared/errors.ts";
import type { Topology } from "../../shared/topology.ts";

/** The place a problem names, for a person: `<record id>.mtu` → `eth0.mtu`; a file's own paths as they are. */
export function whereOf({ path = "" }: Problem, topology: Topology): string | null {
  const [id = "", ...field] = path.split(".");
  const record = topology[id];
  if (record === undefined) return /^(topology|layout)\b/.test(path) ? path : null;
  const name = record.kind === "route" ? record.destination : record.name;
  return [name, ...field].join(".");
}
