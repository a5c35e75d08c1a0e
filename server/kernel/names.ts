import { hostName } from "../../shared/names.ts";
import type { Machine } from "./machine.ts";
import {
  decodeNumber,
  decodeNumbersIn,
  requestNewNumber,
  requestNumber,
  requestNumbersIn,
} from "./netlink/numbers.ts";

/** How often names are looked at again that stand for no namespace yet, each time after twice as long. */
const unbornLooks = 9;
const firstUnbornLookMs = 5;

/** What a name stood for when it was looked at. */
interface Namespace {
  /** The number by which the lab's host knows it, which is how the listener hears it; null for no namespace (yet). */
  readonly nsid: number | null;
  /** Its identity. */
  readonly inode: number | null;
}

/** What a look found. */
export interface Found {
  /** Names that stand for another namespace than before, or for one at last. */
  readonly fresh: readonly string[];
  readonly gone: readonly string[];
}

/** The lab's named namespaces (files in /run/netns). Gives a number to each, so that the listener hears it. */
export class Names {
  readonly #known = new Map<string, Namespace>();
  readonly #nameOfNsid = new Map<number, string>();
  #dirty: Set<string> | "all" = "all";
  #unborn = { names: "", looks: 0 };
  #unbornTimer: NodeJS.Timeout | null = null;
  readonly #machine: Machine;
  readonly #onUnborn: () => void;

  /** @param onUnborn  a name is to be looked at again */
  constructor(machine: Machine, onUnborn: () => void) {
    this.#machine = machine;
    this.#onUnborn = onUnborn;
  }

  get isDirty(): boolean {
    return this.#dirty === "all" || this.#dirty.size > 0;
  }

  /** What the lab's host calls the namespace with this number: of several names, one. */
  readonly nameOf = (nsid: number): string | null => this.#nameOfNsid.get(nsid) ?? null;

  /** All that it is called. */
  namesOf(nsid: number): readonly string[] {
    return [...this.#known].flatMap(([name, known]) => (known.nsid === nsid ? [name] : []));
  }

  /** What the lab's host calls those to which this namespace has given a number, but for the host itself. */
  async namesIn(namespace: string): Promise<ReadonlyMap<number, string>> {
    const nsid = this.#known.get(namespace)?.nsid ?? null;
    if (nsid === null) return new Map();
    const replies = await this.#machine.reader.ask(hostName, [{ request: requestNumbersIn(nsid) }]);
    const [answer] = replies?.answers ?? [];
    const numbers = answer === undefined ? [] : [...decodeNumbersIn(answer)];
    return new Map(
      numbers.flatMap(([there, here]) => {
        const name = this.nameOf(here);
        return name === null ? [] : [[there, name] as const];
      }),
    );
  }

  /** Something happened to this name, or to any. */
  ring(name: string | null): void {
    if (name === null) this.#dirty = "all";
    else if (this.#dirty !== "all" && name !== hostName) this.#dirty.add(name);
  }

  /** The kernel gave or took a number. A new one may belong to a name that stood for nothing. */
  ringNumber(nsid: number, isGone: boolean): void {
    if (isGone) {
      const name = this.nameOf(nsid);
      if (name !== null) this.ring(name);
    } else for (const name of this.#unbornNames()) this.ring(name);
  }

  /** Looks at the names that rang. @throws when the reader dies; the names have to ring again then */
  async look(): Promise<Found> {
    if (!this.isDirty) return { fresh: [], gone: [] };
    const dirty = this.#dirty;
    this.#dirty = new Set();
    // One that somebody calls like the host cannot be told from it.
    const present = new Set((await this.#machine.names()).filter((name) => name !== hostName));
    const names = dirty === "all" ? new Set([...present, ...this.#known.keys()]) : dirty;
    const gone = [...names].filter((name) => !present.has(name));
    for (const name of gone) this.#forget(name);
    const namespaces = await this.#identify([...names].filter((name) => present.has(name)));
    const fresh = [...namespaces].filter(([name, found]) => {
      const before = this.#known.get(name);
      return found.nsid !== null && (found.nsid !== before?.nsid || found.inode !== before.inode);
    });
    for (const [name, namespace] of namespaces) {
      this.#forget(name);
      this.#known.set(name, namespace);
      if (namespace.nsid !== null) this.#nameOfNsid.set(namespace.nsid, name);
    }
    this.#lookAgainForUnborn();
    return { fresh: fresh.map(([name]) => name), gone };
  }

  stop(): void {
    if (this.#unbornTimer !== null) clearTimeout(this.#unbornTimer);
  }

  async #identify(names: readonly string[]): Promise<ReadonlyMap<string, Namespace>> {
    if (names.length === 0) return new Map();
    const questions = names.flatMap((name) => [
      { request: requestNewNumber(), file: name },
      { request: requestNumber(), file: name },
    ]);
    const [replies, inodes] = await Promise.all([
      this.#machine.reader.ask(hostName, questions),
      Promise.all(names.map((name) => this.#machine.inodeOf(name))),
    ]);
    return new Map(
      names.map((name, index) => {
        const answer = replies?.answers[index * 2 + 1];
        const nsid = answer === undefined ? null : decodeNumber(answer);
        return [name, { nsid, inode: inodes[index] ?? null }];
      }),
    );
  }

  #forget(name: string): void {
    const nsid = this.#known.get(name)?.nsid ?? null;
    if (nsid !== null && this.#nameOfNsid.get(nsid) === name) this.#nameOfNsid.delete(nsid);
    this.#known.delete(name);
  }

  #unbornNames(): string[] {
    return [...this.#known].flatMap(([name, { nsid }]) => (nsid === null ? [name] : []));
  }

  /** `ip netns add` makes the name first and the namespace after it, of which nothing tells: look again a little later. */
  #lookAgainForUnborn(): void {
    const names = this.#unbornNames();
    const unborn = JSON.stringify(names);
    const looks = this.#unborn.names === unborn ? this.#unborn.looks + 1 : 0;
    this.#unborn = { names: unborn, looks };
    if (names.length === 0 || looks > unbornLooks || this.#unbornTimer !== null) return;
    this.#unbornTimer = setTimeout(
      () => {
        this.#unbornTimer = null;
        for (const name of names) this.ring(name);
        this.#onUnborn();
      },
      firstUnbornLookMs * 2 ** looks,
    );
  }
}
