import type { NamespaceRecord } from "../../shared/topology.ts";
import { forwardingSysctl, newNamespace } from "../../shared/topology.ts";
import type { Difference, PlanOptions } from "./difference.ts";
import type { PlannedStep } from "./phase.ts";

/** Forwarding and the namespace's other `net.*` settings. */
export function planSysctls({ namespaces, options }: Difference): PlannedStep[] {
  return [
    ...namespaces.added.flatMap((record) =>
      steps(newNamespace(record.id, record.name, { forwarding: options.bornForwarding }), record, options),
    ),
    ...namespaces.kept.flatMap(({ before, after }) => steps(before, after, options)),
  ];
}

function steps(before: NamespaceRecord, after: NamespaceRecord, { bornSysctls }: PlanOptions): PlannedStep[] {
  const set = (key: string, value: string, reason: PlannedStep["reason"]): PlannedStep => ({
    namespace: after.name,
    tool: "sysctl",
    argv: ["-w", `${key}=${value}`],
    reason,
    record: after.id,
    phase: key.endsWith(".disable_ipv6") && Number(value) === 0 ? "allow-ipv6" : "set-sysctls",
  });
  const families = (["ipv4", "ipv6"] as const).filter(
    (family) => before.forwarding[family] !== after.forwarding[family],
  );
  return [
    ...families.map((family) =>
      set(forwardingSysctl[family], after.forwarding[family] ? "1" : "0", "forwarding-set"),
    ),
    ...Object.entries(after.sysctls)
      .filter(([key, value]) => before.sysctls[key] !== value)
      .map(([key, value]) => set(key, value, "sysctl-set")),
    ...Object.keys(before.sysctls).flatMap((key) => {
      const value = bornSysctls[key];
      return after.sysctls[key] !== undefined || value === undefined
        ? []
        : [set(key, value, "sysctl-restore")];
    }),
  ];
}
