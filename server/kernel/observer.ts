import { applyObservedDiff, diffObserved } from "../../shared/diff-observed.ts";
import { hostName } from "../../shared/names.ts";
import {
  emptyObservedNamespace,
  nothingObserved,
  type Observed,
  type ObservedDiff,
  type ObservedNamespace,
} from "../../shared/observed.ts";
import { addDevice, addDirt, allDirt, isClean, noDirt, type Dirt } from "./dirt.ts";
import type { Machine } from "./machine.ts";
import { readNames, numberNamespaces } from "./names.ts";
import type { KernelEvent } from "./parse/monitor.ts";
import { readNamespace } from "./read-namespace.ts";
import { startWatch, type Watch } from "./watch.ts";

const retryAfterMs = 20;

/**
 * Keeps what is known of one lab's kernel state true: listens for the doorbell, reads again what rang, and tells what
 * changed. One reading at a time; what rings meanwhile is read in the next round, once.
 */
export class Observer {
  #observed: Observed = nothingObserved;
  /** What rang since it was last read, by namespace name. */
  #dirty = new Map<string, Dirt>();
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
      onEvent: (event) => observer.#ring(event),
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

  /** Reads this again now, and whatever rang, and tells what changed. For after steps of our own. */
  async read(dirt: ReadonlyMap<string, Dirt>): Promise<void> {
    for (const [name, what] of dirt) addDirt(this.#dirtOf(name), what);
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

  #ring({ nsid, about }: KernelEvent): void {
    const name = nsid === null ? hostName : this.#nsids.get(nsid);
    if (name === undefined || about.kind === "names") this.#namesDirty = true;
    // A namespace nobody has read yet is read whole.
    else if (this.#observed.namespaces[name] === undefined) this.#dirty.set(name, allDirt());
    else this.#note(name, about);
    this.#wake();
  }

  #note(name: string, about: KernelEvent["about"]): void {
    const dirt = this.#dirtOf(name);
    const interfaces = this.#observed.namespaces[name]?.interfaces ?? {};
    if (about.kind === "route") dirt.routes = true;
    else if (about.kind === "neighbor") dirt.neighbors = true;
    else if (about.kind === "forwarding") dirt.forwarding = true;
    else if (about.kind === "link" || about.kind === "address") {
      // Under the name it was known by, too: it may have been renamed, or be another one with the same name.
      const known = Object.values(interfaces).find(({ ifindex }) => ifindex === about.ifindex);
      if (about.kind === "link") addDevice(dirt, about.name);
      if (known !== undefined) addDevice(dirt, known.name);
      else if (about.kind === "address") dirt.devices = "all";
      // The kernel does not say which routes went with an interface.
      dirt.routes = true;
    } else addDirt(dirt, allDirt());
  }

  #dirtOf(name: string): Dirt {
    const dirt = this.#dirty.get(name) ?? noDirt();
    this.#dirty.set(name, dirt);
    return dirt;
  }

  #ringNames(): void {
    this.#namesDirty = true;
    this.#wake();
  }

  #ringAll(): void {
    for (const name of [hostName, ...Object.keys(this.#observed.namespaces)])
      this.#dirty.set(name, allDirt());
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
      const before = this.#nsids;
      this.#nsids = await numberNamespaces(this.#machine, names);
      // A new name, or an old one that stands for another namespace now.
      for (const [nsid, name] of this.#nsids) {
        if (before.get(nsid) !== name || this.#observed.namespaces[name] === undefined)
          this.#dirty.set(name, allDirt());
      }
      const present = new Set([hostName, ...names.map(({ name }) => name)]);
      for (const name of Object.keys(this.#observed.namespaces)) if (!present.has(name)) after[name] = null;
    }
    const dirty = this.#dirty;
    this.#dirty = new Map();
    const nameOf = (nsid: number) => this.#nsids.get(nsid) ?? null;
    await Promise.all(
      [...dirty].map(async ([name, dirt]) => {
        const known = this.#observed.namespaces[name] ?? emptyObservedNamespace;
        if (!isClean(dirt)) after[name] = await readNamespace(this.#machine, name, known, dirt, nameOf);
      }),
    );
    const diff = diffObserved(this.#observed, after);
    if (diff === null || this.#stopped) return;
    this.#observed = applyObservedDiff(this.#observed, diff);
    this.#onDiff(diff);
  }
}
