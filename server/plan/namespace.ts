import type { NamespaceRecord } from "../../shared/topology.ts";
import type { Difference } from "./difference.ts";
import type { Phase, PlannedStep } from "./phase.ts";

/** Namespaces made, deleted, renamed. What is inside them is planned elsewhere. */
export function planNamespaces({ namespaces }: Difference): PlannedStep[] {
  const { added, removed, kept } = namespaces;
  const renamed = kept.filter(({ before, after }) => before.name !== after.name);
  const taken = new Set(renamed.map(({ before }) => before.name));
  return [
    ...removed.map((record) =>
      onHost(record, "delete-namespaces", "namespace-delete", ["netns", "delete", record.name]),
    ),
    ...renamed.flatMap(({ before, after }) =>
      // Two that swap names: one steps aside first.
      taken.has(after.name)
        ? [
            ...rename(after, before.name, asideName(after), "set-aside-namespaces"),
            ...rename(after, asideName(after), after.name, "rename-namespaces"),
          ]
        : rename(after, before.name, after.name, "rename-namespaces"),
    ),
    ...added.map((record) =>
      onHost(record, "add-namespaces", "namespace-add", ["netns", "add", record.name]),
    ),
  ];
}

function asideName({ id }: NamespaceRecord): string {
  return `renaming-${id}`;
}

/**
 * `ip netns` has no rename. A namespace's name is a file that its nsfs inode is mounted on (ip-netns(8)): mount it on
 * the new name's file, then take the old name away. The namespace and all in it stay as they are.
 */
function rename(record: NamespaceRecord, from: string, to: string, phase: Phase): PlannedStep[] {
  const step = (tool: PlannedStep["tool"], ...argv: string[]): PlannedStep => ({
    ...onHost(record, phase, "namespace-rename", argv),
    tool,
  });
  return [
    step("touch", `/run/netns/${to}`),
    step("mount", "--bind", `/run/netns/${from}`, `/run/netns/${to}`),
    step("umount", "--lazy", `/run/netns/${from}`),
    step("rm", `/run/netns/${from}`),
  ];
}

function onHost(
  record: NamespaceRecord,
  phase: Phase,
  reason: PlannedStep["reason"],
  argv: readonly string[],
): PlannedStep {
  return { namespace: "host", tool: "ip", argv, reason, record: record.id, phase };
}
