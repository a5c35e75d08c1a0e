import { checkTopology } from "../../shared/check-topology.ts";
import { ProblemError, type Problem } from "../../shared/errors.ts";
import type { Dropped, DropReason } from "../../shared/foreign.ts";
import { hostId, nextFreeName } from "../../shared/names.ts";
import { parseInput } from "../../shared/parse.ts";
import {
  emptyDocument,
  interfacesOf,
  isInterface,
  recordSchema,
  recordsOfKind,
  type InterfaceRecord,
  type RecordId,
  type Topology,
  type TopologyRecord,
} from "../../shared/topology.ts";
import { editsOfCommand } from "./ip-command.ts";

/** Where something stands in another lab's file. */
export type Place = Pick<Dropped, "file" | "line" | "text">;
export type Fields = Readonly<Record<string, unknown>>;

/** Records as they are to be: whole new ones, and fields of those there are. */
export interface Change {
  readonly id: RecordId;
  readonly fields: Fields;
}
/** Looks at what there is by then. */
type Make = (topology: Topology) => readonly Change[] | DropReason;

interface Step {
  readonly place: Place;
  readonly make: Make;
}

export interface End {
  readonly namespace: RecordId;
  readonly name: string;
  readonly fields: Fields;
}

/** So many records are looked at in all, again for each part that cannot be: a second or two. */
const maxChecks = 200_000;

/**
 * A topology in the making, from files of which any part may be one that cannot be. What is asked for waits for `settle`;
 * there all of it is tried together, and where that cannot be, halves of it, down to the parts at fault. These are left
 * out, and told with the reason.
 */
export class Draft {
  readonly dropped: Dropped[] = [];
  readonly #topology: Record<RecordId, TopologyRecord> = { ...emptyDocument.topology };
  /** Of interfaces, by namespace and name. */
  readonly #ids = new Map<string, RecordId>();
  #waiting: Step[] = [];
  #made = 0;
  #checks = 0;

  get topology(): Topology {
    return this.#topology;
  }

  has(id: RecordId): boolean {
    return this.#topology[id] !== undefined;
  }

  drop(place: Place, reason: DropReason, problem: Problem | null = null): void {
    this.dropped.push({ ...place, reason, problem });
  }

  namespace(place: Place, name: string, fields: Fields): RecordId {
    const id = this.newId("n");
    this.#ask(place, () => [{ id, fields: { kind: "namespace", name, ...fields } }]);
    return id;
  }

  bridge(place: Place, namespace: RecordId, name: string): RecordId {
    const id = this.newId("b");
    this.#ask(place, () => [{ id, fields: { kind: "bridge", namespace, name, adminState: "up" } }]);
    return id;
  }

  link(place: Place, [first, second]: readonly [End, End]): readonly [RecordId, RecordId] {
    const ids = [this.newId("e"), this.newId("e")] as const;
    const end = (id: RecordId, peer: RecordId, { namespace, name, fields }: End) => ({
      id,
      fields: { kind: "veth", peer, namespace, name, adminState: "up", ...fields },
    });
    this.#ask(place, () => [end(ids[0], ids[1], first), end(ids[1], ids[0], second)]);
    return ids;
  }

  update(place: Place, id: RecordId, fields: (record: TopologyRecord) => Fields): void {
    this.#ask(place, (topology) => {
      const record = topology[id];
      return record === undefined ? "nothing-there" : [{ id, fields: fields(record) }];
    });
  }

  /** A command that runs in a namespace when the lab starts. */
  command(place: Place, namespace: RecordId, words: readonly string[]): void {
    const id = this.newId("c");
    const find = (name: string) => this.interfaceNamed(namespace, name);
    this.#ask(place, (topology) => editsOfCommand(words, { namespace, topology, find, newId: id }));
  }

  /** Tries all that was asked for since. @throws ProblemError "too-large" when too much of it cannot be */
  settle(): void {
    this.#try(this.#waiting);
    this.#waiting = [];
  }

  interfaceNamed(namespace: RecordId, name: string): InterfaceRecord | null {
    const record = this.#topology[this.#ids.get(slot(namespace, name)) ?? ""];
    return isInterface(record) ? record : null;
  }

  /** A bridge whose MTU nobody says follows its ports (br_mtu_auto_adjust, net/bridge/br_if.c). */
  adjustBridges(): void {
    const smallest = new Map<RecordId, number>();
    for (const { master, mtu } of recordsOfKind(this.#topology, "veth"))
      if (master !== null) smallest.set(master, Math.min(mtu, smallest.get(master) ?? mtu));
    for (const [id, mtu] of smallest) this.update({ file: "", line: null, text: id }, id, () => ({ mtu }));
    this.settle();
  }

  newId(letter: string): RecordId {
    this.#made += 1;
    return `${letter}${this.#made}`;
  }

  #ask(place: Place, make: Make): void {
    this.#waiting.push({ place, make });
  }

  #try(steps: readonly Step[]): void {
    const before = new Map<RecordId, TopologyRecord | undefined>();
    const refused: Dropped[] = [];
    for (const { place, make } of steps) {
      const reason = this.#make(make, before);
      if (reason !== null) refused.push({ ...place, ...reason });
    }
    const problem = before.size === 0 ? null : this.#problem();
    if (problem === null) {
      this.dropped.push(...refused);
      return;
    }
    for (const [id, record] of before) this.#put(id, record);
    const [first, ...others] = steps;
    if (first !== undefined && others.length === 0) return this.drop(first.place, "impossible", problem);
    const middle = Math.ceil(steps.length / 2);
    this.#try(steps.slice(0, middle));
    this.#try(steps.slice(middle));
  }

  /** null when it was made, as far as each record by itself can be. */
  #make(
    make: Make,
    before: Map<RecordId, TopologyRecord | undefined>,
  ): Pick<Dropped, "reason" | "problem"> | null {
    const changes = make(this.#topology);
    if (typeof changes === "string") return { reason: changes, problem: null };
    try {
      const records = changes.map(({ id, fields }) =>
        parseInput(recordSchema, { ...this.#topology[id], id, ...fields }, { kind: "invalid-edit", at: id }),
      );
      for (const record of records) {
        if (!before.has(record.id)) before.set(record.id, this.#topology[record.id]);
        this.#put(record.id, record);
      }
      return null;
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      return { reason: "impossible", problem: error.problem };
    }
  }

  #put(id: RecordId, record: TopologyRecord | undefined): void {
    const known = this.#topology[id];
    // Of two with one name, which cannot be, the first is found.
    const was = isInterface(known) ? slot(known.namespace, known.name) : "";
    if (this.#ids.get(was) === id) this.#ids.delete(was);
    const is = isInterface(record) ? slot(record.namespace, record.name) : "";
    if (is !== "" && !this.#ids.has(is)) this.#ids.set(is, id);
    if (record === undefined) delete this.#topology[id];
    else this.#topology[id] = record;
  }

  #problem(): Problem | null {
    this.#checks += Object.keys(this.#topology).length;
    if (this.#checks > maxChecks) {
      throw new ProblemError({
        kind: "too-large",
        code: "foreign-too-large",
        detail: "files: too much in them cannot be",
        path: "files",
      });
    }
    try {
      checkTopology(this.#topology);
      return null;
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      return error.problem;
    }
  }
}

function slot(namespace: RecordId, name: string): string {
  return `${namespace} ${name}`;
}

/** Names for what a file does not name, in the lab's host. */
export class HostNames {
  readonly #taken: Set<string>;

  constructor(topology: Topology) {
    this.#taken = new Set([...interfacesOf(topology, hostId)].map(({ name }) => name));
  }

  next(stem: string): string {
    const name = nextFreeName(stem, this.#taken);
    this.#taken.add(name);
    return name;
  }
}
