import { applyObservedDiff, diffObserved } from "../../shared/diff-observed.ts";
import { isEqual } from "../../shared/equal.ts";
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
import { Queue } from "../queue.ts";
import { DirtByName, addDevice, addDirt, allDirt, isClean, type Dirt } from "./dirt.ts";
import type { Machine } from "./machine.ts";
import { Names } from "./names.ts";
import type { KernelEvent } from "./netlink/events.ts";
import { kindReaders } from "./netlink/interface-kinds/index.ts";
import type { KindReader } from "./netlink/interface-kinds/kind.ts";
import { readTables } from "./read-tables.ts";
import { readNamespace } from "./read-namespace.ts";
import { startWatch, type Watch } from "./watch.ts";

const retryAfterMs = 20;
/** How soon a change is seen that does not ring. */
const silentMs = 1000;

/**
 * Keeps what is known of one lab's kernel state true: listens for the doorbell, reads again what rang, and tells what
 * changed. One reading at a time; what rings meanwhile is read in the next round, once.
 */
export class Observer {
  #observed: Observed = nothingObserved;
  /** What rang since it was last read. */
  readonly #dirty = new DirtByName();
  readonly #names: Names;
  #sysctls: ReadonlyMap<string, readonly string[]> = new Map();
  #round: Promise<void> | null = null;
  readonly #readings = new Queue();
  #held = 0;
  #watch: Watch | null = null;
  #silent: NodeJS.Timeout | null = null;
  #stopped = false;
  readonly #machine: Machine;
  readonly #onDiff: (diff: ObservedDiff) => void;

  private constructor(machine: Machine, onDiff: (diff: ObservedDiff) => void) {
    this.#machine = machine;
    this.#onDiff = onDiff;
    this.#names = new Names(machine, () => this.#wake());
    machine.containers.listen((inode) => this.#ringContainers(inode));
  }

  /** Resolves after the first full reading. */
  static async start(machine: Machine, onDiff: (diff: ObservedDiff) => void): Promise<Observer> {
    const observer = new Observer(machine, onDiff);
    observer.#watch = await startWatch(machine, {
      onEvent: (event) => observer.#ring(event),
      onName: (name) => observer.#ringName(name),
      onMissed: () => observer.#ringAll(),
    });
    void machine.gone.then(() => observer.stop());
    observer.#ringAll();
    await observer.settle();
    observer.#silent = setInterval(() => observer.#ringSilent(), silentMs).unref();
    return observer;
  }

  get observed(): Observed {
    return this.#observed;
  }

  /** Which sysctls are read, by namespace name. They are read with the next reading of theirs. */
  watchSysctls(keys: ReadonlyMap<string, readonly string[]>): void {
    this.#sysctls = keys;
  }

  /** Resolves when nothing is left that rang, or when the machine is gone. */
  async settle(): Promise<void> {
    do {
      this.#round ??= this.#readRound();
      await this.#round;
    } while (this.#isDirty() && !this.#stopped);
  }

  /** Reads everything again, whether it rang or not. */
  readAll(): Promise<void> {
    this.#ringAll();
    return this.settle();
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

  /**
   * Reads what may have changed, with what rang so far. For use inside `hold`.
   *
   * @returns what did change, for the caller to tell; null when nothing did
   */
  async read(dirt: ReadonlyMap<string, Dirt>): Promise<ObservedDiff | null> {
    for (const [name, touched] of dirt) {
      addDirt(this.#dirty.of(name), touched);
      this.#names.ring(name);
    }
    try {
      return await this.#readDirty();
    } catch {
      // The program that reads died under the reading. What was to be read is read in the next round.
      this.#ringAll();
      return null;
    }
  }

  stop(): void {
    this.#stopped = true;
    if (this.#silent !== null) clearInterval(this.#silent);
    this.#names.stop();
    this.#watch?.stop();
  }

  #ring({ nsid, about }: KernelEvent): void {
    if (about.kind === "number") this.#names.ringNumber(about.nsid, about.isGone);
    else {
      // One without a name is nobody's business; one with a new name is read whole when the name has been looked at.
      for (const name of nsid === null ? [hostName] : this.#names.namesOf(nsid)) this.#note(name, about);
    }
    this.#wake();
  }

  #note(name: string, about: KernelEvent["about"]): void {
    const dirt = this.#dirty.of(name);
    const seen = own(this.#observed.namespaces, name);
    if (seen === undefined || about.kind === "anything") addDirt(dirt, allDirt());
    else if (about.kind === "route") dirt.routes = true;
    else if (about.kind === "policy-rule") dirt.policyRules = true;
    else if (about.kind === "neighbor") dirt.neighbors = true;
    else if (about.kind === "forwarding") dirt.sysctls = true;
    else if (about.kind === "firewall") dirt.firewall = true;
    else if (about.kind === "fdb" || about.kind === "qdisc") addDevice(dirt, about.ifindex);
    else if (about.kind === "link" || about.kind === "address") {
      const known = Object.values(seen.interfaces).find(({ ifindex }) => ifindex === about.ifindex);
      addDevice(dirt, about.ifindex);
      // A bridge renamed: its ports name it.
      if (about.kind === "link" && known !== undefined && known.name !== about.name) dirt.devices = "all";
      // The kernel does not say which routes went with an interface.
      if (known === undefined || mayHaveRoutes(known)) dirt.routes = true;
    }
  }

  /** One came or went. The lab's own stack is the one whose identity nobody keeps. */
  #ringContainers(inode: number): void {
    const found = Object.entries(this.#observed.namespaces).find(([, seen]) => seen.inode === inode);
    this.#dirty.of(found?.[0] ?? hostName).containers = true;
    this.#wake();
  }

  #ringName(name: string | null): void {
    this.#names.ring(name);
    this.#wake();
  }

  #ringAll(): void {
    for (const name of [hostName, ...Object.keys(this.#observed.namespaces)])
      addDirt(this.#dirty.of(name), allDirt());
    this.#ringName(null);
  }

  /** Some kinds of interface change without a bell. */
  #ringSilent(): void {
    for (const [name, { interfaces }] of Object.entries(this.#observed.namespaces)) {
      for (const { kind, ifindex } of Object.values(interfaces))
        if (own<KindReader>(kindReaders, kind)?.isSilent === true) addDevice(this.#dirty.of(name), ifindex);
    }
    this.#wake();
  }

  #isDirty(): boolean {
    return this.#names.isDirty || !this.#dirty.isEmpty;
  }

  #wake(): void {
    if (this.#round !== null || this.#held > 0 || this.#stopped || !this.#isDirty()) return;
    this.#round = this.#readRound();
  }

  async #readRound(): Promise<void> {
    try {
      const diff = await this.#readDirty();
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

  /** One after another: of two readings of the same, the later one must be the last to be taken in. */
  #readDirty(): Promise<ObservedDiff | null> {
    return this.#readings.run(() => this.#readDirtyNow());
  }

  async #readDirtyNow(): Promise<ObservedDiff | null> {
    const { fresh, gone } = await this.#names.look();
    for (const name of fresh) addDirt(this.#dirty.of(name), allDirt());
    const read = [...this.#dirty.takeAll()]
      .filter(([, dirt]) => !isClean(dirt))
      .map(async ([name, dirt]) => [name, await this.#readNamespace(name, dirt)] as const);
    const namespaces = [...gone.map((name) => [name, null] as const), ...(await Promise.all(read))];
    const diff = diffObserved(this.#observed, Object.fromEntries(namespaces));
    if (this.#stopped || diff === null) return null;
    const before = this.#observed;
    this.#observed = applyObservedDiff(before, diff);
    this.#ringPeers(diff);
    this.#ringThoseOn(before, diff);
    return diff;
  }

  /** A veth's other end that came or went elsewhere: nothing rings for the end that stays. */
  #ringPeers({ namespaces }: ObservedDiff): void {
    for (const [namespace, changed] of Object.entries(namespaces)) {
      for (const seen of Object.values(changed?.interfaces ?? {})) {
        const { namespace: elsewhere = null, ifindex } = seen?.peer ?? {};
        if (seen === null || elsewhere === null) continue;
        const there = own(this.#observed.namespaces, elsewhere);
        const other = Object.values(there?.interfaces ?? {}).find((each) => each.ifindex === ifindex);
        if (other === undefined || isEqual(other.peer, { namespace, ifindex: seen.ifindex })) continue;
        addDevice(this.#dirty.of(elsewhere), other.ifindex);
      }
    }
  }

  /** An interface that others are on may be somewhere else now, under another index: nothing rings for them. */
  #ringThoseOn(before: Observed, { namespaces }: ObservedDiff): void {
    const left = Object.entries(namespaces).flatMap(([namespace, changed]) => {
      const was = own(before.namespaces, namespace)?.interfaces ?? {};
      const gone =
        changed === null
          ? Object.keys(was)
          : Object.keys(changed.interfaces ?? {}).filter((name) => changed.interfaces?.[name] === null);
      return gone.map((name) => ({ namespace, ifindex: was[name]?.ifindex }));
    });
    if (left.length === 0) return;
    for (const [namespace, { interfaces }] of Object.entries(this.#observed.namespaces)) {
      for (const { lower, ifindex } of Object.values(interfaces)) {
        if (lower !== null && left.some((place) => isEqual(place, lower)))
          addDevice(this.#dirty.of(namespace), ifindex);
      }
    }
  }

  #readNamespace(name: string, dirt: Dirt): Promise<ObservedNamespace | null> {
    const known = own(this.#observed.namespaces, name);
    return readNamespace(
      this.#machine.reader,
      name,
      known === undefined ? allDirt() : dirt,
      known ?? emptyObservedNamespace,
      {
        nameOfNsid: this.#names.nameOf,
        namesIn: (namespace) => this.#names.namesIn(namespace),
        sysctls: this.#sysctls.get(name) ?? [],
        readTables: () => readTables(this.#machine, name),
        containersIn: (inode) => this.#machine.containers.inStack(inode),
      },
    );
  }
}

/** A bridge's port without an address has none: in a large lab that spares reading all of the host's at each edit. */
function mayHaveRoutes({ master, addresses }: ObservedInterface): boolean {
  return master === null || addresses.some(({ scope }) => scope !== "link");
}
