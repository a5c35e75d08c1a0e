import { applyEdit } from "../shared/apply-edit.ts";
import {
  changesBetween,
  isEmpty,
  toDiff,
  type DocumentChanges,
  type DocumentDiff,
} from "../shared/changes.ts";
import type { Edit } from "../shared/edit.ts";
import { ProblemError, type Problem } from "../shared/errors.ts";
import type { Observed, ObservedDiff } from "../shared/observed.ts";
import {
  somebodyId,
  type Author,
  type CommandLogEntry,
  type DocumentAction,
  type HistoryState,
  type LabState,
} from "../shared/protocol.ts";
import type { Step } from "../shared/step.ts";
import type { Document, RecordId } from "../shared/topology.ts";
import { editToTakeBack } from "../shared/undo.ts";
import { haveEndedByThemselves } from "./containers.ts";
import { Follower } from "./follower.ts";
import { Journal } from "./journal.ts";
import type { Machine } from "./kernel/machine.ts";
import { LabMachine } from "./lab-machine.ts";
import { defaultPlanOptions } from "./plan/difference.ts";
import { plan, type PlanOptions } from "./plan/plan.ts";
import { Queue } from "./queue.ts";
import { refusal } from "./refusals.ts";
import { RunningLab, type Changed } from "./running-lab.ts";
import { toScript, type ScriptLanguage } from "./script/script.ts";
import type { StoredLab } from "./store-rows.ts";
import type { Store } from "./store.ts";

export type LabEvent =
  | {
      readonly type: "committed";
      readonly revision: number;
      readonly diff: DocumentDiff;
      readonly observed: ObservedDiff | null;
      readonly entry: CommandLogEntry;
    }
  | { readonly type: "observed"; readonly diff: ObservedDiff }
  | { readonly type: "state"; readonly state: LabState }
  | { readonly type: "renamed"; readonly name: string }
  /** Something was done to it that nobody asked for. */
  | { readonly type: "warning"; readonly problem: Problem }
  | { readonly type: "deleted" }
  | { readonly type: "progress"; readonly done: number; readonly total: number };

export interface Accepted {
  readonly revision: number;
  readonly steps: readonly Step[];
}

/** The server itself, in the command log. */
const serverAuthor: Author = { id: "vethlab", name: "Vethlab" };
const somebody: Author = { id: somebodyId, name: "?" };
/** Shorter edits are done before anybody could read how far they are. */
const progressFrom = 60;

/** One lab: the only writer of its document and of its machine. Everything that changes either goes through one queue. */
export class Lab {
  readonly id: string;
  readonly number: number;
  readonly createdAt: number;
  #name: string;
  readonly #store: Store;
  readonly #journal: Journal;
  readonly #queue = new Queue();
  readonly #machine: LabMachine;
  readonly #follower: Follower;
  #typist: Author = somebody;
  readonly #listeners = new Set<(event: LabEvent) => void>();

  /**
   * @param uid  who the lab's machine runs as, when the server is root
   * @param mayReachOut  May it have uplinks?
   */
  constructor(stored: StoredLab, store: Store, uid: number | null, mayReachOut = true) {
    this.id = stored.id;
    this.number = stored.number;
    this.createdAt = stored.createdAt;
    this.#name = stored.name;
    this.#store = store;
    this.#journal = new Journal(stored, store);
    const start = (onDiff: (diff: ObservedDiff) => void) => RunningLab.start(uid, onDiff, mayReachOut);
    this.#machine = new LabMachine(start, this.#queue, () => this.document.topology, {
      onState: (state) => this.#emit({ type: "state", state }),
      onObserved: (diff) => this.#tellObserved(diff),
      onBuilt: (changed) => this.#announceKernelWork(serverAuthor, "rebuild", changed),
    });
    this.#follower = new Follower(this.#queue, this.#machine, {
      document: () => this.document,
      commit: (action, after, changes, kernel) => this.#adopt(action, after, changes, kernel),
    });
  }

  get name(): string {
    return this.#name;
  }
  get changedAt(): number {
    return this.#journal.changedAt;
  }
  get document(): Document {
    return this.#journal.document;
  }
  get revision(): number {
    return this.#journal.revision;
  }
  get log(): readonly CommandLogEntry[] {
    return this.#journal.log;
  }
  get state(): LabState {
    return this.#machine.state;
  }
  get observed(): Observed {
    return this.#machine.observed;
  }

  historyOf(authorId: string): HistoryState {
    return this.#journal.historyOf(authorId);
  }

  /** As it is right now, perhaps half built; for what cannot wait for `ready`. */
  get machine(): Machine | null {
    return this.#machine.present;
  }

  /** Events from now on. Returns how to stop. */
  listen(listener: (event: LabEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** What is done by hand from now on is this person's doing, who types in the lab or runs something there. */
  typedBy(author: Author): void {
    this.#typist = author;
  }

  /** Who typed last. */
  get typist(): Author {
    return this.#typist;
  }

  /** Starts the machine, once; rebuilt from the document. Does not wait. */
  start(): void {
    this.#machine.start();
  }

  /** Resolves when the lab runs and the kernel holds its document. @throws ProblemError why it does not */
  ready(): Promise<Machine> {
    return this.#enqueue(async () => this.#machine.required().machine);
  }

  /** What the kernel says, after everything was read that has rung so far, and what does not ring. */
  async readObserved(): Promise<Observed> {
    const running = await this.#enqueue(async () => {
      const required = this.#machine.required();
      await required.readSysctls(this.document.topology, Object.keys(this.document.topology));
      return required;
    });
    await running.settle();
    return this.#enqueue(async () => this.observed);
  }

  /** Reads what does not ring in this namespace. */
  async lookAgain(namespace: RecordId): Promise<void> {
    await this.#enqueue(() => this.#machine.required().readSysctls(this.document.topology, [namespace]));
  }

  /** Makes sure that what was done by hand until now is in the document. */
  async followHand(): Promise<void> {
    await (await this.#enqueue(async () => this.#machine.required())).readAll();
    await this.#enqueue(async () => undefined);
  }

  /** @throws ProblemError: "stale", "invalid-edit", "kernel-refused", "storage-failed"…; then nothing has changed */
  edit(author: Author, edit: Edit, baseRevision?: number): Promise<Accepted> {
    return this.#enqueue(() => {
      if (baseRevision !== undefined && baseRevision !== this.revision) throw stale(this.revision);
      return this.#change(author, "edit", edit);
    });
  }

  /** An edit that is made of the document in its turn; where that is null, there is nothing to do. */
  editAs(author: Author, make: (document: Document) => Edit | null): Promise<Accepted> {
    return this.#enqueue(async () => {
      const edit = make(this.document);
      return edit === null ? { revision: this.revision, steps: [] } : this.#change(author, "edit", edit);
    });
  }

  /** Takes this person's last change back, in the kernel. @throws ProblemError "undo-impossible" with the reason */
  undo(author: Author): Promise<Accepted> {
    return this.#takeBack(author, "undo");
  }

  redo(author: Author): Promise<Accepted> {
    return this.#takeBack(author, "redo");
  }

  /** Storm control is about to change these in the kernel, past the queue: nobody's doing by hand. */
  announceCut(ids: readonly RecordId[]): void {
    this.#follower.spare(new Set(ids));
  }

  /** What storm control did in the kernel becomes an edit like any other. */
  cutLoop(edit: Edit): Promise<Accepted> {
    return this.#enqueue(() => {
      this.#follower.spare(new Set());
      const ran = plan(this.document.topology, applyEdit(this.document, edit).topology);
      return this.#change(serverAuthor, "cut-loop", edit, ran);
    });
  }

  /**
   * Brings the kernel back to what the document says of these records (all when empty), where something by hand changed
   * it or the kernel refused it. @throws ProblemError "kernel-refused"; what was put right stays so
   */
  restore(author: Author, records: readonly RecordId[]): Promise<Accepted> {
    return this.#enqueue(async () => {
      const { topology } = this.document;
      const touched =
        records.length === 0 ? Object.keys(topology) : records.filter((id) => topology[id] !== undefined);
      const changed = await this.#machine.use((running) =>
        running.restore(topology, touched, this.#progress),
      );
      this.#announceKernelWork(author, "restore", changed);
      const [refused] = changed.refused;
      if (refused !== undefined)
        throw new ProblemError({ ...refusal(refused).problem, code: "restore-refused" });
      return { revision: this.revision, steps: changed.steps };
    });
  }

  /** A new machine, built from the document: heals whatever was done to the old one. */
  restart(): Promise<void> {
    return this.#machine.restart();
  }

  /** Builds this network on any Linux machine. */
  script(language: ScriptLanguage): string {
    return toScript({ id: this.id, name: this.name, topology: this.document.topology }, language);
  }

  rename(name: string): void {
    this.#store.renameLab(this.id, name);
    this.#name = name;
    this.#emit({ type: "renamed", name });
  }

  /** Tells everybody who looks at it. */
  warn(problem: Problem): void {
    this.#emit({ type: "warning", problem });
  }

  /** Ends the machine. The document stays in the store. */
  async close({ deleted = false } = {}): Promise<void> {
    if (deleted) this.#emit({ type: "deleted" });
    this.#listeners.clear();
    this.#follower.stop();
    await this.#machine.close();
  }

  #takeBack(author: Author, action: "undo" | "redo"): Promise<Accepted> {
    return this.#enqueue(() => {
      const changes = this.#journal.lastOf(author.id, action);
      return this.#change(author, action, editToTakeBack(this.document, changes));
    });
  }

  /** @param ran  what it takes, when the kernel has taken it already */
  async #change(
    author: Author,
    action: DocumentAction,
    edit: Edit,
    ran: readonly Step[] | null = null,
  ): Promise<Accepted> {
    const before = this.document;
    const after = applyEdit(before, edit);
    const changes = changesBetween(before, after);
    // An undo of what is so already is an undo all the same: the history goes on to what came before.
    const isTakingBack = action === "undo" || action === "redo";
    if (isEmpty(changes) && !isTakingBack) return { revision: this.revision, steps: [] };
    const { observed, committed: entry } = await this.#machine.use((running) =>
      running.change(
        before.topology,
        after.topology,
        Object.keys(changes.records),
        (steps) => this.#journal.commit({ author, action, steps: ran ?? steps }, after, changes),
        this.#progress,
      ),
    );
    this.#announce(entry, observed, toDiff(changes));
    // What the kernel made of it, and what was done by hand meanwhile, before anybody goes on from this revision.
    await this.#follower.catchUp();
    return { revision: this.revision, steps: entry.steps };
  }

  /** With what was done by hand before, so that no edit is about something else than its author would see. */
  #enqueue<T>(job: () => Promise<T>): Promise<T> {
    this.start();
    return this.#queue.run(async () => {
      await this.#follower.catchUp();
      return job();
    });
  }

  /** What the kernel has already. The steps tell what was done, as commands. */
  #adopt(
    action: "follow" | "settle",
    after: Document,
    changes: DocumentChanges,
    { hasNetem }: Pick<PlanOptions, "hasNetem">,
  ): void {
    const steps = plan(this.document.topology, after.topology, { ...defaultPlanOptions, hasNetem });
    const isNobodys = this.machine !== null && haveEndedByThemselves(changes, this.machine);
    const author = action === "follow" && !isNobodys ? this.#typist : serverAuthor;
    const entry = this.#journal.commit({ author, action, steps }, after, changes);
    this.#announce(entry, null, toDiff(changes));
  }

  readonly #progress = (done: number, total: number): void => {
    if (total > progressFrom) this.#emit({ type: "progress", done, total });
  };

  /** The document is as it was. */
  #announceKernelWork(author: Author, action: "restore" | "rebuild", { steps, observed }: Changed): void {
    if (steps.length > 0) {
      const entry = { revision: this.revision, author, at: Date.now(), action, original: null, steps };
      this.#announce(entry, observed, { records: {}, positions: {} });
    } else if (observed !== null) this.#tellObserved(observed);
  }

  /** Drawing and kernel in one message: nobody sees the one without the other. */
  #announce(entry: CommandLogEntry, observed: ObservedDiff | null, diff: DocumentDiff): void {
    this.#journal.addToLog(entry);
    this.#emit({ type: "committed", revision: entry.revision, diff, observed, entry });
    // Somebody may have done something by hand meanwhile.
    if (observed !== null) this.#follower.note(observed);
  }

  #tellObserved(diff: ObservedDiff): void {
    this.#emit({ type: "observed", diff });
    this.#follower.note(diff);
  }

  #emit(event: LabEvent): void {
    for (const listener of this.#listeners) listener(event);
  }
}

function stale(revision: number): ProblemError {
  return new ProblemError({
    kind: "stale",
    detail: `this edit was made on an older revision than the lab's, which is ${revision}; make it anew on that one`,
    revision,
  });
}
