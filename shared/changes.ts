import type { Edit } from "./edit.ts";
import { isEqual } from "./equal.ts";
import type { Document, Position, RecordId, TopologyRecord } from "./topology.ts";

/** One value before and after; null is "not there". */
export interface Change<T> {
  readonly from: T | null;
  readonly to: T | null;
}

/** What an edit did to a document, consequences included, and enough to take it back. */
export interface DocumentChanges {
  readonly records: Readonly<Record<RecordId, Change<TopologyRecord>>>;
  readonly positions: Readonly<Record<RecordId, Change<Position>>>;
}

/** What a browser needs to follow: new values only. */
export interface DocumentDiff {
  readonly records: Readonly<Record<RecordId, TopologyRecord | null>>;
  readonly positions: Readonly<Record<RecordId, Position | null>>;
}

export function changesBetween(before: Document, after: Document): DocumentChanges {
  return {
    records: changesOf(before.topology, after.topology),
    positions: changesOf(before.layout, after.layout),
  };
}

function changesOf<T>(
  before: Readonly<Record<string, T>>,
  after: Readonly<Record<string, T>>,
): Record<string, Change<T>> {
  const changes: Record<string, Change<T>> = {};
  if (before === after) return changes;
  for (const id of Object.keys(after)) {
    const from = before[id] ?? null;
    const to = after[id] ?? null;
    if (from !== to && !isEqual(from, to)) changes[id] = { from, to };
  }
  for (const id of Object.keys(before)) {
    if (after[id] === undefined) changes[id] = { from: before[id] ?? null, to: null };
  }
  return changes;
}

export function toDiff(changes: DocumentChanges): DocumentDiff {
  return { records: newValues(changes.records), positions: newValues(changes.positions) };
}

function newValues<T>(changes: Readonly<Record<string, Change<T>>>): Record<string, T | null> {
  return Object.fromEntries(Object.entries(changes).map(([id, { to }]) => [id, to]));
}

/** The document a diff leads to. Untouched records, and an untouched layout, keep their identity. */
export function applyDiff(document: Document, diff: DocumentDiff): Document {
  return {
    topology: patched(document.topology, diff.records),
    layout: patched(document.layout, diff.positions),
  };
}

function patched<T>(values: Readonly<Record<string, T>>, diff: Readonly<Record<string, T | null>>) {
  const entries = Object.entries(diff);
  if (entries.length === 0) return values;
  const result = { ...values };
  for (const [id, value] of entries) {
    if (value === null) delete result[id];
    else result[id] = value;
  }
  return result;
}

/**
 * The edit that makes these changes: updates first, so that nothing is lost with what is removed after it. Only fields
 * that differ are named, so that it does not undo what somebody else did to the others.
 */
export function editOf(changes: DocumentChanges): Edit {
  const updates: Edit[] = [];
  const removals: Edit[] = [];
  const additions: Edit[] = [];
  for (const [id, { from, to }] of Object.entries(changes.records)) {
    if (to === null) removals.push({ op: "remove", id });
    else if (from === null) additions.push({ op: "add", record: to });
    else updates.push({ op: "update", id, changes: changedFields(from, to) });
  }
  const positions = newValues(changes.positions);
  const places: Edit[] = Object.keys(positions).length === 0 ? [] : [{ op: "place", positions }];
  return { op: "batch", edits: [...updates, ...removals, ...additions, ...places] };
}

/** The fields of `to` that differ from `from`, two records of one kind. */
export function changedFields(from: TopologyRecord, to: TopologyRecord): Record<string, unknown> {
  const before = from as Readonly<Record<string, unknown>>;
  return Object.fromEntries(Object.entries(to).filter(([field, value]) => !isEqual(before[field], value)));
}

/** The same changes, backwards. */
export function reverse(changes: DocumentChanges): DocumentChanges {
  return { records: reversed(changes.records), positions: reversed(changes.positions) };
}

function reversed<T>(changes: Readonly<Record<string, Change<T>>>): Record<string, Change<T>> {
  return Object.fromEntries(
    Object.entries(changes).map(([id, { from, to }]) => [id, { from: to, to: from }]),
  );
}

export function isEmpty(changes: DocumentChanges): boolean {
  return Object.keys(changes.records).length === 0 && Object.keys(changes.positions).length === 0;
}
