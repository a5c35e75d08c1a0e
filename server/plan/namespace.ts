import type { NamespaceRecord, RecordId } from "../../shared/topology.ts";
import { broughtAlong } from "./container.ts";
import type { Difference, Pair } from "./difference.ts";
import type { Phase, PlannedStep } from "./phase.ts";

/** Namespaces made, deleted, renamed. What is inside them is planned elsewhere. */
export function planNamespaces({ before, after, namespaces }: Difference): PlannedStep[] {
  const { added, removed, kept } = namespaces;
  const [gone, come] = [broughtAlong(before), broughtAlong(after)];
  return [
    ...removed
      .filter(({ id }) => !gone.has(id))
      .map((record) =>
        onHost(record, "delete-namespaces", "namespace-delete", ["netns", "delete", record.name]),
      ),
    ...renames(
      kept.filter((pair) => pair.before.name !== pair.after.name),
      come,
    ),
    ...added
      .filter(({ id }) => !come.has(id))
      .map((record) => onHost(record, "add-namespaces", "namespace-add", ["netns", "add", record.name])),
  ];
}

/** What a namespace is called until its name is free. */
export function asideName({ id }: NamespaceRecord): string {
  return `renaming-${id}`;
}

/** Each when its new name is free. Where all wait for each other, one steps aside. */
function renames(renamed: readonly Pair<NamespaceRecord>[], areLinks: ReadonlySet<RecordId>): PlannedStep[] {
  const waiting = new Map(renamed.map(({ before, after }) => [before.name, after]));
  const steps: PlannedStep[] = [];
  while (waiting.size > 0) {
    const free = [...waiting].find(([, after]) => !waiting.has(after.name));
    const [from, record] = free ?? [...waiting][0] ?? [];
    if (from === undefined || record === undefined) break;
    const to = free === undefined ? asideName(record) : record.name;
    waiting.delete(from);
    if (free === undefined) waiting.set(to, record);
    steps.push(...(areLinks.has(record.id) ? renameLink : rename)(record, from, to));
  }
  return steps;
}

/**
 * `ip netns` has no rename. A namespace's name is a file that its nsfs inode is mounted on (ip-netns(8)): mount it on
 * the new name's file, then take the old name away. The namespace and all in it stay as they are.
 */
function rename(record: NamespaceRecord, from: string, to: string): PlannedStep[] {
  const step = (tool: PlannedStep["tool"], ...argv: string[]): PlannedStep => ({
    ...onHost(record, "rename-namespaces", "namespace-rename", argv),
    tool,
  });
  return [
    step("touch", `/run/netns/${to}`),
    step("mount", "--bind", `/run/netns/${from}`, `/run/netns/${to}`),
    step("umount", "--lazy", `/run/netns/${from}`),
    step("rm", `/run/netns/${from}`),
  ];
}

/** A container's is a link to its process; mounted, it would outlive that. */
function renameLink(record: NamespaceRecord, from: string, to: string): PlannedStep[] {
  const argv = ["-n", `/run/netns/${from}`, `/run/netns/${to}`];
  return [{ ...onHost(record, "rename-namespaces", "namespace-rename", argv), tool: "mv" }];
}

function onHost(
  record: NamespaceRecord,
  phase: Phase,
  reason: PlannedStep["reason"],
  argv: readonly string[],
): PlannedStep {
  return { namespace: "host", tool: "ip", argv, reason, record: record.id, phase };
}
