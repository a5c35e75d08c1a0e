import type { CommandLogEntry } from "../../../shared/protocol.ts";
import type { RecordId, Topology } from "../../../shared/topology.ts";

/**
 * The revisions that were taken back and not done again. Undo is each person's own: it takes back that person's last
 * gesture; redo the last one taken back; a new gesture ends what could be redone.
 */
export function undoneRevisions(log: readonly CommandLogEntry[]): ReadonlySet<number> {
  const people = new Map<string, { done: number[]; undone: number[] }>();
  const all = new Set<number>();
  for (const { author, action, revision } of log) {
    const own = people.get(author.id) ?? { done: [], undone: [] };
    people.set(author.id, own);
    if (action === "edit") {
      own.done.push(revision);
      own.undone = [];
    } else if (action === "undo") {
      const taken = own.done.pop();
      if (taken === undefined) continue;
      own.undone.push(taken);
      all.add(taken);
    } else if (action === "redo") {
      const again = own.undone.pop();
      if (again === undefined) continue;
      own.done.push(again);
      all.delete(again);
    }
  }
  return all;
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
