import type { CommandLogEntry } from "../../../shared/protocol.ts";
import type { RecordId, Topology } from "../../../shared/topology.ts";

/** The revisions that were taken back and not made again. */
export function undoneRevisions(log: readonly CommandLogEntry[]): ReadonlySet<number> {
  const undone = new Set<number>();
  for (const { action, original } of log) {
    if (original === null) continue;
    if (action === "undo") undone.add(original);
    else undone.delete(original);
  }
  return undone;
}

/** What an entry touched and the canvas can still show: a route is shown by its namespace. */
export function touchedBy(entry: CommandLogEntry, topology: Topology): readonly RecordId[] {
  const ids = new Set<RecordId>();
  for (const { record } of entry.steps) {
    const shown = shownRecord(record, topology);
    if (shown !== null) ids.add(shown);
  }
  return [...ids];
}

export function shownRecord(id: RecordId, topology: Topology): RecordId | null {
  const record = topology[id];
  if (record === undefined) return null;
  return record.kind === "route" ? record.namespace : id;
}

/** Is the entry about something that is selected, or about an interface of a selected namespace? */
export function isAbout(
  entry: CommandLogEntry,
  selection: ReadonlySet<RecordId>,
  topology: Topology,
): boolean {
  return entry.steps.some(({ record: id }) => {
    if (selection.has(id)) return true;
    const record = topology[id];
    return record !== undefined && record.kind !== "namespace" && selection.has(record.namespace);
  });
}
