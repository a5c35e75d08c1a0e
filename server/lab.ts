import { applyEdit } from "../shared/apply-edit.ts";
import { changesBetween, isEmpty, toDiff, type DocumentDiff } from "../shared/changes.ts";
import type { Edit } from "../shared/edit.ts";
import { ProblemError, type Problem } from "../shared/errors.ts";
import { nothingObserved, type Observed, type ObservedDiff } from "../shared/observed.ts";
import type { Author, CommandLogEntry, HistoryState, LabState } from "../shared/protocol.ts";
import { formatStep, type Step } from "../shared/step.ts";
import { emptyDocument, type Document, type RecordId } from "../shared/topology.ts";
import { editToTakeBack } from "../shared/undo.ts";
import { History } from "./history.ts";
import type { Machine } from "./kernel/machine.ts";
import { plan } from "./plan/plan.ts";
import { Queue } from "./queue.ts";
import { RunningLab, type Changed } from "./running-lab.ts";
import type { Store, StoredLab } from "./store.ts";

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
  | { readonly type: "deleted" }
  | { readonly type: "progress"; readonly done: number; readonly total: number };

export interface Accepted {
  readonly revision: number;
  readonly steps: readonly Step[];
}

/** Command log entries kept at hand for those who join. */
const logLength = 300;
/** The server itself, in the command log. */
const serverAuthor: Author = { id: "vethlab", name: "Vethlab" };

/** One lab: the only writer of its document and of its machine. Everything that changes either goes through one queue. */
export class Lab {
  readonly id: string;
  readonly number: number;
  readonly createdAt: number;
  #name: string;
  #changedAt: number;
  #document: Document;
  #revision: number;
  #state: LabState = { phase: "idle" };
  #running: RunningLab | null = null;
  #log: CommandLogEntry[];
  readonly #history = new History();
  readonly #queue = new Queue();
  readonly #listeners = new Set<(event: LabEvent) => void>();
  readonly #store: Store;
  readonly #uid: number | null;
  #started = false;
  #closed = false;

  /** @param uid  who the lab's machine runs as, when the server is root */
  constructor(stored: StoredLab, store: Store, uid: number | null) {
    const { revision, document, edits } = store.loadLab(stored.id);
    this.id = stored.id;
    this.number = stored.number;
    this.createdAt = stored.createdAt;
    this.#name = stored.name;
    this.#changedAt = stored.changedAt;
    this.#document = document;
    this.#revision = revision;
    this.#log = edits.slice(-logLength).map(({ changes: _changes, ...entry }) => entry);
    for (const { author, action, changes } of edits) {
      if (action !== "restore" && action !== "rebuild")
        this.#history.record({ authorId: author.id, action, changes });
    }
    this.#store = store;
    this.#uid = uid;
  }

  get name(): string {
    return this.#name;
  }
  get changedAt(): number {
    return this.#changedAt;
  }
  get document(): Document {
    return this.#document;
  }
  get revision(): number {
    return this.#revision;
  }
  get state(): LabState {
    return this.#state;
  }
  get log(): readonly CommandLogEntry[] {
    return this.#log;
  }
  get observed(): Observed {
    return this.#running?.observed ?? nothingObserved;
  }

  historyOf(authorId: string): HistoryState {
    return this.#history.stateOf(authorId);
  }

  /** Events from now on. Returns how to stop. */
  listen(listener: (event: LabEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Starts the machine, once; rebuilt from the document. Does not wait. */
  start(): void {
    if (this.#started || this.#closed) return;
    this.#started = true;
    void this.#queue.run(() => this.#build());
  }

  /** Resolves when the lab runs and the kernel holds its document. @throws ProblemError why it does not */
  async ready(): Promise<Machine> {
    this.start();
    await this.#queue.run(async () => undefined);
    return this.#requireRunning().machine;
  }

  /** What the kernel says, after everything that has rung so far was read. */
  async readObserved(): Promise<Observed> {
    await this.ready();
    await this.#running?.settle();
    return this.observed;
  }

  /** @throws ProblemError: "stale", "invalid-edit", "kernel-refused", "storage-failed"…; then nothing has changed */
  edit(author: Author, edit: Edit, baseRevision?: number): Promise<Accepted> {
    return this.#enqueue(() => {
      if (baseRevision !== undefined && baseRevision !== this.#revision) throw stale(this.#revision);
      return this.#change(author, "edit", edit);
    });
  }

  /** Takes this person's last change back, in the kernel. @throws ProblemError "undo-impossible" with the reason */
  undo(author: Author): Promise<Accepted> {
    return this.#takeBack(author, "undo");
  }

  redo(author: Author): Promise<Accepted> {
    return this.#takeBack(author, "redo");
  }

  /** Brings the kernel back to what the document says of these records (all when empty), where something by hand changed it. */
  restore(author: Author, records: readonly RecordId[]): Promise<Accepted> {
    return this.#enqueue(async () => {
      const running = this.#requireRunning();
      const { topology } = this.#document;
      const touched =
        records.length === 0 ? Object.keys(topology) : records.filter((id) => topology[id] !== undefined);
      const changed = await this.#guard(running.restore(topology, touched, this.#progress));
      this.#announce(author, "restore", changed);
      return { revision: this.#revision, steps: changed.steps };
    });
  }

  /** A new machine, built from the document: heals whatever was done to the old one. */
  restart(): Promise<void> {
    this.#started = true;
    return this.#queue.run(async () => {
      await this.#running?.stop();
      await this.#build();
      if (this.#state.phase === "failed") throw new ProblemError(this.#state.problem);
    });
  }

  /** The commands that build this network from nothing, in order. */
  script(): string {
    const steps = plan(emptyDocument.topology, this.#document.topology);
    return ["#!/usr/bin/env bash", "set -eu", ...steps.map(formatStep), ""].join("\n");
  }

  rename(name: string): void {
    this.#store.renameLab(this.id, name);
    this.#name = name;
    this.#emit({ type: "renamed", name });
  }

  /** Ends the machine. The document stays in the store. */
  async close({ deleted = false } = {}): Promise<void> {
    this.#closed = true;
    if (deleted) this.#emit({ type: "deleted" });
    this.#listeners.clear();
    await this.#queue.run(async () => this.#running?.stop());
  }

  #takeBack(author: Author, action: "undo" | "redo"): Promise<Accepted> {
    return this.#enqueue(() => {
      const changes = this.#history.next(author.id, action);
      if (changes === null) {
        throw new ProblemError({
          kind: "undo-impossible",
          code: `nothing-to-${action}`,
          detail: `there is nothing to ${action}`,
        });
      }
      return this.#change(author, action, editToTakeBack(this.#document, changes));
    });
  }

  async #change(author: Author, action: "edit" | "undo" | "redo", edit: Edit): Promise<Accepted> {
    const running = this.#requireRunning();
    const before = this.#document;
    const after = applyEdit(before, edit);
    const changes = changesBetween(before, after);
    // An undo of what is so already is an undo all the same: the history goes on to what came before.
    if (isEmpty(changes) && action === "edit") return { revision: this.#revision, steps: [] };
    const commit = (steps: readonly Step[]): void => {
      const entry: CommandLogEntry = { revision: this.#revision + 1, author, at: Date.now(), action, steps };
      this.#store.appendEdit(this.id, { ...entry, changes }, after);
      this.#document = after;
      this.#revision += 1;
      this.#changedAt = entry.at;
      this.#history.record({ authorId: author.id, action, changes });
    };
    const touched = Object.keys(changes.records);
    const changed = await this.#guard(
      running.change(before.topology, after.topology, touched, commit, this.#progress),
    );
    this.#announce(author, action, changed, toDiff(changes));
    return { revision: this.#revision, steps: changed.steps };
  }

  /** A machine that cannot be put back is thrown away and built anew from the document, which is whole. */
  async #guard<T>(work: Promise<T>): Promise<T> {
    try {
      return await work;
    } catch (error) {
      const isBroken = !(error instanceof ProblemError) || error.problem.kind === "rollback-failed";
      if (isBroken && !this.#closed) {
        await this.#running?.stop();
        await this.#build();
      }
      throw error;
    }
  }

  async #build(): Promise<void> {
    if (this.#closed) return;
    this.#forgetMachine();
    this.#setState({ phase: "building", done: 0, total: 0 });
    try {
      const running = await RunningLab.start(this.#uid, (diff) => this.#emit({ type: "observed", diff }));
      this.#running = running;
      const { topology } = this.#document;
      const commit = () => undefined;
      const changed = await running.change(
        emptyDocument.topology,
        topology,
        Object.keys(topology),
        commit,
        (done, total) => this.#setState({ phase: "building", done, total }),
      );
      void running.machine.gone.then(() => this.#rebuildAfterDeath(running));
      this.#setState({ phase: "running" });
      this.#announce(serverAuthor, "rebuild", changed);
    } catch (error) {
      await this.#running?.stop();
      this.#running = null;
      this.#setState({ phase: "failed", problem: toProblem(error) });
    }
  }

  /** What was seen of the machine before is not true of the next one. */
  #forgetMachine(): void {
    const names = Object.keys(this.observed.namespaces);
    this.#running = null;
    if (names.length === 0) return;
    this.#emit({
      type: "observed",
      diff: { namespaces: Object.fromEntries(names.map((name) => [name, null])) },
    });
  }

  #rebuildAfterDeath(running: RunningLab): void {
    if (this.#closed || this.#running !== running) return;
    void this.#queue.run(async () => {
      // It may have been replaced by whoever noticed first.
      if (this.#running === running) await this.#build();
    });
  }

  #requireRunning(): RunningLab {
    if (this.#state.phase === "failed") throw new ProblemError(this.#state.problem);
    if (this.#running === null)
      throw new ProblemError({ kind: "not-found", code: "lab-closed", detail: "the lab is closed" });
    return this.#running;
  }

  #enqueue<T>(job: () => Promise<T>): Promise<T> {
    this.start();
    return this.#queue.run(job);
  }

  readonly #progress = (done: number, total: number): void => {
    if (total > progressFrom) this.#emit({ type: "progress", done, total });
  };

  /** Drawing and kernel in one message: nobody sees the one without the other. */
  #announce(
    author: Author,
    action: CommandLogEntry["action"],
    { steps, observed }: Changed,
    diff: DocumentDiff = { records: {}, positions: {} },
  ): void {
    if (steps.length === 0 && (action === "restore" || action === "rebuild")) {
      if (observed !== null) this.#emit({ type: "observed", diff: observed });
      return;
    }
    const entry: CommandLogEntry = { revision: this.#revision, author, at: Date.now(), action, steps };
    this.#log = [...this.#log.slice(1 - logLength), entry];
    this.#emit({ type: "committed", revision: this.#revision, diff, observed, entry });
  }

  #setState(state: LabState): void {
    this.#state = state;
    this.#emit({ type: "state", state });
  }

  #emit(event: LabEvent): void {
    for (const listener of this.#listeners) listener(event);
  }
}

/** Shorter edits are done before anybody could read how far they are. */
const progressFrom = 60;

function stale(revision: number): ProblemError {
  return new ProblemError({
    kind: "stale",
    detail: `this edit was made on an older revision than the lab's (${revision})`,
    revision,
  });
}

export function toProblem(error: unknown): Problem {
  if (error instanceof ProblemError) return error.problem;
  return { kind: "internal", detail: error instanceof Error ? error.message : String(error) };
}
