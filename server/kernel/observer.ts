import { applyObservedDiff, diffObserved } from "../../shared/diff-observed.ts";
import { hostName } from "../../shared/names.ts";
import {
  nothingObserved,
  type Observed,
  type ObservedDiff,
  type ObservedNamespace,
} from "../../shared/observed.ts";
import type { Machine } from "./machine.ts";
import { readNames, numberNamespaces } from "./names.ts";
import { readNamespace } from "./read-namespace.ts";
import { startWatch, type Watch } from "./watch.ts";

const retryAfterMs = 20;

/**
 * Keeps what is known of one lab's kernel state true: listens for the doorbell, reads again what rang, and tells what
 * changed. One reading at a time; what rings meanwhile is read in the next round, once.
 */
export class Observer {
  #observed: Observed = nothingObserved;
  /** Names that rang since they were last read. */
  readonly #dirty = new Set<string>();
  #namesDirty = true;
  #nsids: ReadonlyMap<number, string> = new Map();
  #round: Promise<void> | null = null;
  #held = 0;
  #watch: Watch | null = null;
  #stopped = false;
  readonly #machine: Machine;
  readonly #onDiff: (diff: ObservedDiff) => void;

  private constructor(machine: Machine, onDiff: (diff: ObservedDiff) => void) {
    this.#machine = machine;
    this.#onDiff = onDiff;
  }

  /** Resolves after the first full reading. */
  static async start(machine: Machine, onDiff: (diff: ObservedDiff) => void): Promise<Observer> {
    const observer = new Observer(machine, onDiff);
    observer.#watch = await startWatch(machine, {
      onNamespace: (nsid) => observer.#ring(nsid),
      onNames: () => observer.#ringNames(),
      onMissed: () => observer.#ringAll(),
    });
    void machine.gone.then(() => observer.stop());
    observer.#ringAll();
    await observer.settle();
    return observer;
  }

  get observed(): Observed {
    return this.#observed;
  }

  /** Reads these again now, whatever rang, and tells what changed. For after steps of our own. */
  async read(names: Iterable<string>): Promise<void> {
    for (const name of names) this.#dirty.add(name);
    this.#namesDirty = true;
    await this.settle();
  }

  /** Resolves when nothing is left that rang, or when the machine is gone. */
  async settle(): Promise<void> {
    while (this.#round !== null || (this.#isDirty() && !this.#stopped)) {
      this.#round ??= this.#readRound();
      await this.#round;
    }
  }

  /** While `work` runs, the doorbell is noted but nothing is read: half-made states are nobody's business. */
  async hold<T>(work: () => Promise<T>): Promise<T> {
    this.#held += 1;
    try {
      await this.#round;
      return await work();
    } finally {
      this.#held -= 1;
      this.#wake();
    }
  }

  stop(): void {
    this.#stopped = true;
    this.#watch?.stop();
  }

  #ring(nsid: number | null): void {
    const name = nsid === null ? hostName : this.#nsids.get(nsid);
    if (name === undefined) this.#namesDirty = true;
    else this.#dirty.add(name);
    this.#wake();
  }

  #ringNames(): void {
    this.#namesDirty = true;
    this.#wake();
  }

  #ringAll(): void {
    for (const name of Object.keys(this.#observed.namespaces)) this.#dirty.add(name);
    this.#dirty.add(hostName);
    this.#ringNames();
  }

  #isDirty(): boolean {
    return this.#namesDirty || this.#dirty.size > 0;
  }

  #wake(): void {
    if (this.#round !== null || this.#held > 0 || this.#stopped || !this.#isDirty()) return;
    this.#round = this.#readRound();
  }

  async #readRound(): Promise<void> {
    try {
      await this.#readDirty();
    } catch {
      // The program that reads died under the reading, which starts another: everything has to be read again.
      this.#ringAll();
      await new Promise((resolve) => setTimeout(resolve, retryAfterMs));
    } finally {
      this.#round = null;
      this.#wake();
    }
  }

  async #readDirty(): Promise<void> {
    const after: Record<string, ObservedNamespace | null> = {};
    if (this.#namesDirty) {
      this.#namesDirty = false;
      const names = await readNames(this.#machine);
      this.#nsids = await numberNamespaces(this.#machine, names);
      for (const { name } of names) if (this.#observed.namespaces[name] === undefined) this.#dirty.add(name);
      const present = new Set([hostName, ...names.map(({ name }) => name)]);
      for (const name of Object.keys(this.#observed.namespaces)) if (!present.has(name)) after[name] = null;
    }
    const dirty = [...this.#dirty];
    this.#dirty.clear();
    const nameOf = (nsid: number) => this.#nsids.get(nsid) ?? null;
    await Promise.all(
      dirty.map(async (name) => {
        after[name] = await readNamespace(this.#machine, name, nameOf);
      }),
    );
    const diff = diffObserved(this.#observed, after);
    if (diff === null || this.#stopped) return;
    this.#observed = applyObservedDiff(this.#observed, diff);
    this.#onDiff(diff);
  }
}
