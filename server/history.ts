import { changedFields, type Change, type DocumentChanges } from "../shared/changes.ts";
import type { DocumentAction, HistoryState } from "../shared/protocol.ts";
import type { TopologyRecord } from "../shared/topology.ts";

/** One accepted change of the document, as the store keeps it. */
export interface HistoryEntry {
  readonly revision: number;
  readonly authorId: string;
  readonly action: DocumentAction;
  readonly changes: DocumentChanges;
}

/** What can be taken back, and the edit it all began with: an undo of a redo of an undo is still about that one. */
interface Done {
  readonly original: number | null;
  readonly changes: DocumentChanges;
}

interface Stacks {
  readonly undo: Done[];
  readonly redo: Done[];
}

/** How many changes of one person can be taken back. */
const depth = 200;

/** Undo belongs to people: each takes back their own last change, whatever others did since. */
export class History {
  readonly #byAuthor = new Map<string, Stacks>();

  /**
   * Also how it is restored after a restart: by replaying the store's entries in order.
   *
   * @returns the revision of the edit that this undo takes back or redo makes again; null for the rest
   */
  record({ revision, authorId, action, changes }: HistoryEntry): number | null {
    if (action === "cut-loop" || action === "settle") {
      this.#correct(changes);
      return null;
    }
    const stacks = this.#stacksOf(authorId);
    if (action === "edit" || action === "follow") {
      stacks.undo.push({ original: revision, changes });
      stacks.redo.length = 0;
      if (stacks.undo.length > depth) stacks.undo.shift();
      return null;
    }
    const [from, to] = action === "undo" ? [stacks.undo, stacks.redo] : [stacks.redo, stacks.undo];
    const original = from.pop()?.original ?? null;
    to.push({ original, changes });
    return original;
  }

  /** The changes that this person's undo (or redo) has to take back; null when there are none. */
  next(authorId: string, action: "undo" | "redo"): DocumentChanges | null {
    return this.#stacksOf(authorId)[action].at(-1)?.changes ?? null;
  }

  stateOf(authorId: string): HistoryState {
    const { undo, redo } = this.#stacksOf(authorId);
    return { canUndo: undo.length > 0, canRedo: redo.length > 0 };
  }

  /** What the server corrected is nobody's to take back, and stands in nobody's way: it counts as part of what they did. */
  #correct(correction: DocumentChanges): void {
    for (const { undo, redo } of this.#byAuthor.values()) {
      for (const stack of [undo, redo]) {
        for (const [at, done] of stack.entries())
          stack[at] = { ...done, changes: corrected(done.changes, correction) };
      }
    }
  }

  #stacksOf(authorId: string): Stacks {
    const known = this.#byAuthor.get(authorId);
    if (known !== undefined) return known;
    const stacks: Stacks = { undo: [], redo: [] };
    this.#byAuthor.set(authorId, stacks);
    return stacks;
  }
}

function corrected(changes: DocumentChanges, correction: DocumentChanges): DocumentChanges {
  const records = { ...changes.records };
  for (const [id, { from, to }] of Object.entries(correction.records)) {
    const own = records[id];
    if (own !== undefined && from !== null && to !== null)
      records[id] = withFields(own, changedFields(from, to));
  }
  return { ...changes, records };
}

/** Only fields that this change set itself. */
function withFields(
  change: Change<TopologyRecord>,
  fields: Readonly<Record<string, unknown>>,
): Change<TopologyRecord> {
  const { from, to } = change;
  if (to === null) return change;
  const set = from === null ? to : changedFields(from, to);
  const own = Object.entries(fields).filter(([field]) => Object.hasOwn(set, field));
  return { from, to: { ...to, ...Object.fromEntries(own) } };
}
