import { applyEdit } from "./apply-edit.ts";
import { changedFields, changesBetween, editOf, reverse, type DocumentChanges } from "./changes.ts";
import type { Edit } from "./edit.ts";
import { isEqual } from "./equal.ts";
import { ProblemError } from "./errors.ts";
import { nameOf, type Document, type TopologyRecord } from "./topology.ts";

/**
 * The edit that takes these changes back in a document that has gone on since. Throws "undo-impossible", with the
 * reason, when somebody's later edit stands in the way: it changed the same field, took the record away, or built on
 * what would go. Cards that somebody moved since stay where they are.
 */
export function editToTakeBack(document: Document, changes: DocumentChanges): Edit {
  for (const [id, { from, to }] of Object.entries(changes.records)) {
    checkStillThere(document.topology[id], from, to);
  }
  const edit = editOf(reverse({ records: changes.records, positions: unmoved(document, changes) }));
  const touched = changesBetween(document, tryApply(document, edit)).records;
  for (const [id, { from, to }] of Object.entries(touched)) {
    const own = changes.records[id];
    // One that was there before, and only changed: it would go with what somebody has put it on since.
    const wouldGo = own !== undefined && own.from !== null && to === null;
    if (own === undefined || wouldGo) throw impossible("depends", document.topology[id]);
    if (own.from === null || own.to === null || from === null || to === null) continue;
    // A consequence for a field that somebody set since: moved back, an interface would leave its new bridge.
    const allowed = changedFields(own.from, own.to);
    const field = Object.keys(changedFields(from, to)).find((name) => !Object.hasOwn(allowed, name));
    if (field !== undefined) throw impossible("changed-since", to, field);
  }
  return edit;
}

function checkStillThere(
  now: TopologyRecord | undefined,
  from: TopologyRecord | null,
  to: TopologyRecord | null,
): void {
  if (to === null) {
    if (now !== undefined) throw impossible("made-again", now);
    return;
  }
  if (now === undefined) throw impossible("removed-since", to);
  const fields = from === null ? Object.keys(to) : Object.keys(changedFields(from, to));
  const current = now as Readonly<Record<string, unknown>>;
  const wanted = to as Readonly<Record<string, unknown>>;
  const field = fields.find((name) => !isEqual(current[name], wanted[name]));
  if (field !== undefined) throw impossible("changed-since", now, field);
}

function unmoved(document: Document, { positions }: DocumentChanges): DocumentChanges["positions"] {
  return Object.fromEntries(
    Object.entries(positions).filter(([id, { to }]) => isEqual(document.layout[id] ?? null, to)),
  );
}

function tryApply(document: Document, edit: Edit): Document {
  try {
    return applyEdit(document, edit);
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    throw new ProblemError({ ...error.problem, kind: "undo-impossible" }, error);
  }
}

function impossible(code: string, record: TopologyRecord | undefined, field = ""): ProblemError {
  const name = record === undefined ? "" : nameOf(record);
  const reason: Readonly<Record<string, string>> = {
    depends: `${name} was built on it since; take that away first`,
    "made-again": `${name} was made again since`,
    "removed-since": `${name} was removed since`,
    "changed-since": `${name}: ${field} was changed since`,
  };
  return new ProblemError({
    kind: "undo-impossible",
    code,
    detail: reason[code] ?? code,
    ...(record === undefined ? {} : { path: field === "" ? record.id : `${record.id}.${field}` }),
    parameters: { name, field },
  });
}
