import type { DocumentChanges } from "../shared/changes.ts";
import type { CommandLogEntry, HistoryState } from "../shared/protocol.ts";

/** One accepted change of the document, as the store keeps it. */
export interface HistoryEntry {
  readonly revision: number;
  readonly authorId: string;
  readonly action: Extract<CommandLogEntry["action"], "edit" | "undo" | "redo">;
  readonly changes: DocumentChanges;
}

interface Stacks {
  readonly undo: DocumentChanges[];
  readonly redo: DocumentChanges[];
}

/** How many changes of one person can be taken back. */
const depth = 200;

/** Undo belongs to people: each takes back their own last change, whatever others did since. */
export class History {
  readonly #byAuthor = new Map<string, Stacks>();

  /** Also how it is restored after a restart: by replaying the store's entries in order. */
  record({ authorId, action, changes }: Omit<HistoryEntry, "revision">): void {
    const stacks = this.#stacksOf(authorId);
    if (action === "edit") {
      stacks.undo.push(changes);
      stacks.redo.length = 0;
    } else {
      const [from, to] = action === "undo" ? [stacks.undo, stacks.redo] : [stacks.redo, stacks.undo];
      from.pop();
      to.push(changes);
    }
    if (stacks.undo.length > depth) stacks.undo.shift();
  }

  /** The changes that this person's undo (or redo) has to take back; null when there are none. */
  next(authorId: string, action: "undo" | "redo"): DocumentChanges | null {
    return this.#stacksOf(authorId)[action].at(-1) ?? null;
  }

  stateOf(authorId: string): HistoryState {
    const { undo, redo } = this.#stacksOf(authorId);
    return { canUndo: undo.length > 0, canRedo: redo.length > 0 };
  }

  #stacksOf(authorId: string): Stacks {
    const known = this.#byAuthor.get(authorId);
    if (known !== undefined) return known;
    const stacks: Stacks = { undo: [], redo: [] };
    this.#byAuthor.set(authorId, stacks);
    return stacks;
  }
}
