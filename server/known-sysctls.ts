import { isEqual } from "../shared/equal.ts";
import type { Step } from "../shared/step.ts";
import type { RecordId, Topology, TopologyRecord } from "../shared/topology.ts";

/**
 * The sysctls that steps have set in one machine. Nothing rings when one changes, so they are not read but remembered:
 * those that the kernel refused are not among them.
 */
export class KnownSysctls {
  readonly #byNamespace = new Map<RecordId, Readonly<Record<string, string>>>();

  /** Takes in steps that ran. */
  learn(steps: readonly Step[]): void {
    for (const { reason, record, argv } of steps) {
      if (reason === "namespace-add") this.#byNamespace.delete(record);
      if (reason !== "sysctl-set" && reason !== "sysctl-restore") continue;
      const [key = "", value = ""] = argv.at(-1)?.split("=") ?? [];
      const { [key]: _before, ...others } = this.#byNamespace.get(record) ?? {};
      this.#byNamespace.set(record, reason === "sysctl-set" ? { ...others, [key]: value } : others);
    }
  }

  /** The topology, its namespaces with the sysctls that are set. Records that are so already keep their identity. */
  in(topology: Topology): Topology {
    const entries = Object.entries(topology).map(([id, record]) => [id, this.#inRecord(record)] as const);
    return Object.fromEntries(entries);
  }

  #inRecord(record: TopologyRecord): TopologyRecord {
    if (record.kind !== "namespace") return record;
    const sysctls = this.#byNamespace.get(record.id) ?? {};
    return isEqual(record.sysctls, sysctls) ? record : { ...record, sysctls };
  }
}
