import type { CommandLogEntry } from "../../../shared/protocol.ts";
import { formatStep } from "../../../shared/step.ts";
import { isOnNoCard, type RecordId, type Topology } from "../../../shared/topology.ts";
import type { Refusal } from "../../state.ts";

/** What the panel lists: a gesture with its commands, or a command that the kernel refused. */
export type LogItem =
  | { readonly type: "entry"; readonly entry: CommandLogEntry }
  | { readonly type: "refusal"; readonly refusal: Refusal };

interface Filter {
  /** Part of a command. */
  readonly text: string;
  /** null: whatever it touched. */
  readonly records: ReadonlySet<RecordId> | null;
}

/** In the order in which things happened; revisions tell it where clocks may differ. */
export function logItems(
  log: readonly CommandLogEntry[],
  refusals: readonly Refusal[],
  { text, records }: Filter,
  topology: Topology,
): readonly LogItem[] {
  const entries = log
    .filter((entry) => records === null || isAbout(touchedIn(entry), records, topology))
    .flatMap((entry): LogItem[] => {
      const steps = text === "" ? entry.steps : entry.steps.filter((step) => formatStep(step).includes(text));
      // Moving a card takes no command, so it is no line here.
      if (steps.length === 0) return [];
      return [{ type: "entry", entry: steps.length === entry.steps.length ? entry : { ...entry, steps } }];
    });
  const refused = refusals
    .filter((refusal) => records === null || isAbout(refusal.records, records, topology))
    .filter(({ command }) => command.includes(text))
    .map((refusal): LogItem => ({ type: "refusal", refusal }));
  return refused.length === 0
    ? entries
    : [...entries, ...refused].toSorted((a, b) => revisionOf(a) - revisionOf(b));
}

function revisionOf(item: LogItem): number {
  return item.type === "entry" ? item.entry.revision : item.refusal.revision;
}

/** The commands as they are copied: one a line, those that ran. */
export function commandsOf(items: readonly LogItem[]): string {
  return items.flatMap((item) => (item.type === "entry" ? item.entry.steps.map(formatStep) : [])).join("\n");
}

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

/** What steps or a refusal touched and the canvas can still show: a route and a firewall are shown by their namespace. */
export function stillShown(records: readonly RecordId[], topology: Topology): readonly RecordId[] {
  return [...new Set(records.flatMap((id) => shownRecord(id, topology) ?? []))];
}

export function touchedIn(entry: CommandLogEntry): readonly RecordId[] {
  return entry.steps.map(({ record }) => record);
}

export function shownRecord(id: RecordId, topology: Topology): RecordId | null {
  const record = topology[id];
  if (record === undefined) return null;
  return isOnNoCard(record) ? record.namespace : id;
}

/** Is one of them selected, or in a selected namespace? */
function isAbout(
  records: readonly RecordId[],
  selection: ReadonlySet<RecordId>,
  topology: Topology,
): boolean {
  return records.some((id) => {
    if (selection.has(id)) return true;
    const record = topology[id];
    return record !== undefined && record.kind !== "namespace" && selection.has(record.namespace);
  });
}
