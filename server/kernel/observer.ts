import { applyObservedDiff, diffObserved } from "../../shared/diff-observed.ts";
import { hostName } from "../../shared/names.ts";
import {
  emptyObservedNamespace,
  nothingObserved,
  type Observed,
  type ObservedDiff,
  type ObservedInterface,
  type ObservedNamespace,
} from "../../shared/observed.ts";
import { own } from "../../shared/own.ts";
import type { CommandOutcome } from "./batch.ts";
import { DirtByName, addDevice, addDirt, allDirt, isClean, type Dirt } from "./dirt.ts";
import type { Machine } from "./machine.ts";
import { readNames, numberNamespaces } from "./names.ts";
import type { KernelEvent } from "./parse/monitor.ts";
import { askNamespace, planReading, type Reading } from "./read-namespace.ts";
import { startWatch, type Watch } from "./watch.ts";

const retryAfterMs = 20;
/** How often a name is looked at again that stands for no namespace yet, each time after twice as long. */
const unbornLooks = 9;
const firstUnbornLookMs = 5;
/** Namespaces read by the job that changed them rang because of it, mostly. They are read once more, but not at once. */
const readAgainAfterMs = 25;

/**
 * Keeps what is known of one lab's kernel state true: listens for the doorbell, reads again what rang, and tells what
 * changed. One reading at a time; what rings meanwhile is read in the next round, once.
 */
export class Observer {
  #observed: Observed = nothingObserved;
  /** What rang since it was last read. */
  readonly #dirty = new DirtByName();
  /** The same, but in no hurry. */
  readonly #later = new DirtByName();
  #laterTimer: NodeJS.Timeout | null = null;
  #namesDirty = true;
  /** Names that stood for no namespace at the last look, and how often they did. */
  #unborn = { names: "", looks: 0 };
  #unbornTimer: NodeJS.Timeout | null = null;
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

  /** Resolves when nothing is left that rang, or when the machine is gone. */
  async settle(): Promise<void> {
    do {
      this.#hurry();
      this.#round ??= this.#readRound();
      await this.#round;
    } while (this.#isDirty() && !this.#stopped);
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

  /** What to ask after steps that touch this, with what rang there so far. For use inside `hold`. */
  prepare(dirt: ReadonlyMap<string, Dirt>): ReadonlyMap<string, Reading> {
    const readings = new Map<string, Reading>();
    for (const [name, touched] of dirt) {
      for (const rang of [this.#dirty.take(name), this.#later.take(name)])
        if (rang !== undefined) addDirt(touched, rang);
      const whole = own(this.#observed.namespaces, name) === undefined ? allDirt() : touched;
      readings.set(name, planReading(name, whole, this.#nameOfNsid));
    }
    return readings;
  }

  /**
   * Takes in what was prepared, asking what has no answer yet. What rang in the namespaces that the steps' own jobs have
   * read is read again a little later.
   *
   * @returns what changed, for the caller to tell; null when nothing did
   */
  async take(
    readings: ReadonlyMap<string, Reading>,
    answers: ReadonlyMap<string, readonly CommandOutcome[]>,
  ): Promise<ObservedDiff | null> {
    for (const name of answers.keys()) {
      const rang = this.#dirty.take(name);
      if (rang !== undefined) addDirt(this.#later.of(name), rang);
    }
    this.#laterTimer ??= setTimeout(() => this.#hurry(), readAgainAfterMs);
    try {
      return this.#learn({
        ...(await this.#readNames()),
        ...(await this.#read([...readings.values()], answers)),
      });
    } catch {
      // The program that reads died under the reading. The steps have run all the same.
      this.#ringAll();
      return null;
    }
  }

  stop(): void {
    this.#stopped = true;
    if (this.#laterTimer !== null) clearTimeout(this.#laterTimer);
    if (this.#unbornTimer !== null) clearTimeout(this.#unbornTimer);
    this.#watch?.stop();
  }

  readonly #nameOfNsid = (nsid: number): string | null => this.#nsids.get(nsid) ?? null;

  #ring({ nsid, about }: KernelEvent): void {
    const name = nsid === null ? hostName : this.#nsids.get(nsid);
    if (name === undefined || about.kind === "names") this.#namesDirty = true;
    else this.#note(name, about);
    this.#wake();
  }

  #note(name: string, about: KernelEvent["about"]): void {
    const dirt = this.#dirty.of(name);
    const seen = own(this.#observed.namespaces, name);
    if (seen === undefined || about.kind === "anything") addDirt(dirt, allDirt());
    else if (about.kind === "route") dirt.routes = true;
    else if (about.kind === "neighbor") dirt.neighbors = true;
    else if (about.kind === "forwarding") dirt.forwarding = true;
    else if (about.kind === "link" || about.kind === "address") {
      // Under the name it was known by, too: it may have been renamed, or be another one with the same name.
      const known = Object.values(seen.interfaces).find(({ ifindex }) => ifindex === about.ifindex);
      if (about.kind === "link") addDevice(dirt, about.name);
      // A bridge renamed: its ports name it.
      if (known !== undefined && about.kind === "link" && known.name !== about.name) dirt.devices = "all";
      else if (known !== undefined) addDevice(dirt, known.name);
      else if (about.kind === "address") dirt.devices = "all";
      // The kernel does not say which routes went with an interface.
      if (known === undefined || mayHaveRoutes(known)) dirt.routes = true;
    }
  }

  #ringNames(): void {
    this.#namesDirty = true;
    this.#wake();
  }

  #ringAll(): void {
    for (const name of [hostName, ...Object.keys(this.#observed.namespaces)])
      addDirt(this.#dirty.of(name), allDirt());
    this.#ringNames();
  }

  /** What could wait is due. */
  #hurry(): void {
    if (this.#laterTimer !== null) clearTimeout(this.#laterTimer);
    this.#laterTimer = null;
    for (const [name, dirt] of this.#later.takeAll()) addDirt(this.#dirty.of(name), dirt);
    this.#wake();
  }

  #isDirty(): boolean {
    return this.#namesDirty || !this.#dirty.isEmpty || !this.#later.isEmpty;
  }

  #wake(): void {
    const isDue = this.#namesDirty || !this.#dirty.isEmpty;
    if (this.#round !== null || this.#held > 0 || this.#stopped || !isDue) return;
    this.#round = this.#readRound();
  }

  async #readRound(): Promise<void> {
    try {
      const names = await this.#readNames();
      const readings = [...this.#dirty.takeAll()]
        .filter(([, dirt]) => !isClean(dirt))
        .map(([name, dirt]) => planReading(name, dirt, this.#nameOfNsid));
      const diff = this.#learn({ ...names, ...(await this.#read(readings, new Map())) });
      if (diff !== null) this.#onDiff(diff);
    } catch {
      // The program that reads died under the reading, which starts another: everything has to be read again.
      this.#ringAll();
      await new Promise((resolve) => setTimeout(resolve, retryAfterMs));
    } finally {
      this.#round = null;
      this.#wake();
    }
  }

  /** When names rang: numbers new namespaces, has them read, and returns those that are gone. */
  async #readNames(): Promise<Record<string, null>> {
    if (!this.#namesDirty) return {};
    this.#namesDirty = false;
    const names = await readNames(this.#machine);
    const before = this.#nsids;
    this.#nsids = await numberNamespaces(this.#machine, names);
    this.#lookAgainFor(names.map(({ name }) => name));
    const inodes = await Promise.all(names.map(({ name }) => this.#machine.inodeOf(name)));
    const inodeOf = new Map(names.map(({ name }, index) => [name, inodes[index]]));
    for (const [nsid, name] of this.#nsids) {
      // A new name, or an old one that stands for another namespace now, which may have got the old one's number.
      const known = own(this.#observed.namespaces, name);
      if (before.get(nsid) !== name || known?.inode !== inodeOf.get(name))
        addDirt(this.#dirty.of(name), allDirt());
    }
    const present = new Set([hostName, ...names.map(({ name }) => name)]);
    const gone = Object.keys(this.#observed.namespaces).filter((name) => !present.has(name));
    return Object.fromEntries(gone.map((name) => [name, null]));
  }

  /** `ip netns add` makes the name first and the namespace after it, of which nothing tells: look again a little later. */
  #lookAgainFor(names: readonly string[]): void {
    const numbered = new Set(this.#nsids.values());
    const unborn = JSON.stringify(names.filter((name) => !numbered.has(name)));
    const looks = this.#unborn.names === unborn ? this.#unborn.looks + 1 : 0;
    this.#unborn = { names: unborn, looks };
    if (unborn === "[]" || looks > unbornLooks || this.#unbornTimer !== null) return;
    this.#unbornTimer = setTimeout(
      () => {
        this.#unbornTimer = null;
        this.#ringNames();
      },
      firstUnbornLookMs * 2 ** looks,
    );
  }

  /** The namespaces as they are after these readings; null for those that are not there. */
  async #read(
    readings: readonly Reading[],
    answers: ReadonlyMap<string, readonly CommandOutcome[]>,
  ): Promise<Record<string, ObservedNamespace | null>> {
    const read = async (reading: Reading): Promise<[string, ObservedNamespace | null]> => {
      const name = reading.namespace;
      const [inode, outcomes] = await Promise.all([
        name === hostName ? null : this.#machine.inodeOf(name),
        answers.get(name) ?? askNamespace(this.#machine, reading),
      ]);
      if (name !== hostName && inode === null) return [name, null];
      const known = own(this.#observed.namespaces, name) ?? emptyObservedNamespace;
      return [name, { ...reading.apply(known, outcomes), inode }];
    };
    return Object.fromEntries(await Promise.all(readings.map(read)));
  }

  #learn(after: Readonly<Record<string, ObservedNamespace | null>>): ObservedDiff | null {
    const diff = this.#stopped ? null : diffObserved(this.#observed, after);
    if (diff !== null) this.#observed = applyObservedDiff(this.#observed, diff);
    return diff;
  }
}

/** A bridge's port without an address has none: in a large lab that spares reading all of the host's at each edit. */
function mayHaveRoutes({ master, addresses }: ObservedInterface): boolean {
  return master === null || addresses.some(({ scope }) => scope !== "link");
}
