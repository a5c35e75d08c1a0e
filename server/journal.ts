import type { DocumentChanges } from "../shared/changes.ts";
import { ProblemError } from "../shared/errors.ts";
import type { Author, CommandLogEntry, DocumentAction, HistoryState } from "../shared/protocol.ts";
import type { Step } from "../shared/step.ts";
import type { Document } from "../shared/topology.ts";
import { History } from "./history.ts";
import type { StoredLab } from "./store-rows.ts";
import type { Store } from "./store.ts";

/** Command log entries kept at hand for those who join. */
const logLength = 300;

/** What a lab's people did: its document with the revision, the command log, and everybody's undo. The store keeps it. */
export class Journal {
  readonly #lab: string;
  readonly #store: Store;
  #document: Document;
  #revision: number;
  #changedAt: number;
  #log: readonly CommandLogEntry[];
  readonly #history = new History();

  /** @throws ProblemError "storage-failed" when what is kept of the lab is damaged */
  constructor(stored: StoredLab, store: Store) {
    const { revision, document, edits } = store.loadLab(stored);
    this.#lab = stored.id;
    this.#store = store;
    this.#document = document;
    this.#revision = revision;
    this.#changedAt = stored.changedAt;
    const entries = edits.map(({ changes, ...entry }) => {
      const original = this.#history.record({ ...entry, authorId: entry.author.id, changes });
      return { ...entry, original };
    });
    this.#log = entries.slice(-logLength);
  }

  get document(): Document {
    return this.#document;
  }
  get revision(): number {
    return this.#revision;
  }
  get changedAt(): number {
    return this.#changedAt;
  }
  get log(): readonly CommandLogEntry[] {
    return this.#log;
  }

  historyOf(authorId: string): HistoryState {
    return this.#history.stateOf(authorId);
  }

  /** @throws ProblemError "undo-impossible" when this person has nothing to undo (redo) */
  lastOf(authorId: string, action: "undo" | "redo"): DocumentChanges {
    const changes = this.#history.next(authorId, action);
    if (changes !== null) return changes;
    throw new ProblemError({
      kind: "undo-impossible",
      code: `nothing-to-${action}`,
      detail: `there is nothing to ${action}`,
    });
  }

  /** Makes the next revision: on the disk when it returns. @throws ProblemError "storage-failed"; then nothing has changed */
  commit(
    { author, action, steps }: { author: Author; action: DocumentAction; steps: readonly Step[] },
    after: Document,
    changes: DocumentChanges,
  ): CommandLogEntry {
    const entry = { revision: this.#revision + 1, author, at: Date.now(), action, steps };
    this.#store.appendEdit(this.#lab, { ...entry, changes }, after);
    this.#document = after;
    this.#revision = entry.revision;
    this.#changedAt = entry.at;
    return { ...entry, original: this.#history.record({ ...entry, authorId: author.id, changes }) };
  }

  /** When everybody is told: whoever joins before then is told with them. */
  addToLog(entry: CommandLogEntry): void {
    this.#log = [...this.#log.slice(1 - logLength), entry];
  }
}
