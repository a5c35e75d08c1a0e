import { checkTopology } from "./check-topology.ts";
import type { ContainerRecord } from "./container.ts";
import { checkStacksAreNew, containerWithout, letContainersFollow } from "./container-rules.ts";
import type { Edit } from "./edit.ts";
import { isEqual } from "./equal.ts";
import { ProblemError } from "./errors.ts";
import { followInterfaces } from "./follow-interfaces.ts";
import { hostId } from "./names.ts";
import { parseInput } from "./parse.ts";
import { Routing } from "./routing.ts";
import {
  canBePort,
  isInterface,
  isSingle,
  recordSchema,
  type Document,
  type Layout,
  type Position,
  type RecordId,
  type Topology,
  type TopologyRecord,
} from "./topology.ts";

/** What an update may never change: who a record is, and what the kernel cannot do to it. */
const fixedFields: Readonly<Partial<Record<TopologyRecord["kind"], readonly string[]>>> = {
  // A bridge device cannot change its namespace (netns-local in the kernel).
  bridge: ["namespace"],
  veth: ["peer"],
  route: ["namespace"],
  firewall: ["namespace"],
  container: ["stack", "namespace"],
};

/**
 * The document after an edit. Pure; records that did not change keep their identity. Throws a ProblemError, having
 * changed nothing, when the result would not be valid.
 *
 * Removal takes what the kernel would take with it: a namespace its interfaces and routes, a veth end its peer, an
 * interface the routes through it, what is on it and its sysctls; a removed bridge frees its ports; a route goes when its gateway is cut
 * off. The sysctls of an interface follow it to another name or namespace.
 */
export function applyEdit(document: Document, edit: Edit): Document {
  const draft = new Draft(document);
  for (const simple of edit.op === "batch" ? edit.edits : [edit]) draft.apply(simple);
  return draft.finish();
}

class Draft {
  readonly #before: Document;
  /** Copied on the first change, so that an edit that changes nothing gives the same document. */
  #topology: Record<RecordId, TopologyRecord> | null = null;
  #layout: Record<RecordId, Position> | null = null;
  /** Named by this edit: never dropped as a consequence. */
  readonly #named = new Set<RecordId>();
  /** Namespaces whose sysctls this edit says. */
  readonly #sysctlsGiven = new Set<RecordId>();
  readonly #removed = new Set<RecordId>();

  constructor(before: Document) {
    this.#before = before;
  }

  get topology(): Topology {
    return this.#topology ?? this.#before.topology;
  }

  apply(edit: Edit): void {
    switch (edit.op) {
      case "batch":
        for (const inner of edit.edits) this.apply(inner);
        return;
      case "add":
        return this.#add(edit.record);
      case "update":
        return this.#update(edit.id, edit.changes);
      case "remove":
        return this.#remove(edit.id);
      case "place":
        return this.#place(edit.positions);
    }
  }

  finish(): Document {
    if (this.#topology !== null) {
      this.#dropCutOffRoutes();
      this.#letSysctlsFollow();
      checkStacksAreNew(this.#before.topology, this.#topology);
      checkTopology(this.#topology);
    }
    if (this.#layout !== null) letContainersFollow(this.topology, this.#before.layout, this.#layout);
    const layout: Layout = this.#layout ?? this.#before.layout;
    for (const id of Object.keys(this.#layout ?? {})) {
      if (this.topology[id] === undefined) throw missing(id, "place");
    }
    if (this.#topology === null && this.#layout === null) return this.#before;
    return { topology: this.topology, layout };
  }

  #add(record: TopologyRecord): void {
    if (this.topology[record.id] !== undefined) {
      throw new ProblemError({
        kind: "invalid-edit",
        code: "id-taken",
        detail: `${record.id}.id: there is a record with this id already; choose another`,
        path: `${record.id}.id`,
      });
    }
    // Removed by this edit: what comes back under its id is the same thing.
    const removed = this.#before.topology[record.id];
    if (removed !== undefined) checkFixedFields(removed, record);
    this.#named.add(record.id);
    this.#sysctlsGiven.add(record.id);
    this.#set(record);
  }

  #update(id: RecordId, changes: Readonly<Record<string, unknown>>): void {
    const record = this.topology[id];
    if (record === undefined) throw missing(id, "update");
    checkFixedFields(record, changes);
    // Moving a port takes it off its bridge, as in the kernel, unless the edit gives it a new one.
    const moved =
      canBePort(record) && changes["namespace"] !== undefined && changes["namespace"] !== record.namespace;
    const merged = { ...record, ...(moved ? { master: null } : {}), ...changes };
    const updated = parseInput(recordSchema, merged, { kind: "invalid-edit", at: id });
    this.#named.add(id);
    if (Object.hasOwn(changes, "sysctls")) this.#sysctlsGiven.add(id);
    if (!isEqual(record, updated)) this.#set(updated);
  }

  #remove(id: RecordId): void {
    if (id === hostId) {
      throw new ProblemError({
        kind: "invalid-edit",
        code: "host-stays",
        detail: "the lab's own host cannot be removed",
        path: id,
      });
    }
    if (this.#removed.has(id)) return;
    if (this.topology[id] === undefined) throw missing(id, "remove");
    this.#drop(id);
  }

  #drop(id: RecordId): void {
    const record = this.topology[id];
    if (record === undefined) return;
    const topology = this.#ownTopology();
    delete topology[id];
    this.#removed.add(id);
    this.#forgetPlace(id);
    if (record.kind === "veth") this.#drop(record.peer);
    if (record.kind === "container" && record.stack === "own") this.#drop(record.namespace);
    if (record.kind !== "namespace" && record.kind !== "container" && !isInterface(record)) return;
    for (const other of Object.values(topology)) {
      if (other.kind === "container") this.#letGo(other, record);
      else if (record.kind === "namespace") {
        if (other.kind !== "namespace" && other.namespace === id) this.#drop(other.id);
      } else if (other.kind === "route" && other.interface === id) this.#drop(other.id);
      else if (isSingle(other) && other.lower === id) this.#drop(other.id);
      else if (canBePort(other) && other.master === id && this.topology[other.id] !== undefined) {
        this.#set({ ...other, master: null });
      }
    }
  }

  #letGo(container: ContainerRecord, gone: TopologyRecord): void {
    const left = containerWithout(container, gone, this.topology);
    if (left === null) this.#drop(container.id);
    else if (left !== container) this.#set(left);
  }

  #place(positions: Readonly<Record<RecordId, Position | null>>): void {
    for (const [id, position] of Object.entries(positions)) {
      if (position === null) this.#forgetPlace(id);
      else this.#ownLayout()[id] = position;
    }
  }

  /**
   * A route stays only while its interface is in its namespace and its gateway can be reached. Those that the edit
   * itself names are left for the check, which tells the user.
   */
  #dropCutOffRoutes(): void {
    const routing = new Routing(this.topology);
    for (const record of Object.values(this.topology)) {
      if (record.kind !== "route" || this.#named.has(record.id)) continue;
      if (routing.interfaceOf(record) === null) this.#drop(record.id);
    }
  }

  #letSysctlsFollow(): void {
    const followed = followInterfaces(this.#before.topology, this.topology, (id) =>
      this.#sysctlsGiven.has(id),
    );
    for (const [id, sysctls] of followed) {
      const updated = { ...this.topology[id], sysctls };
      // Those that came along may be too many.
      this.#set(parseInput(recordSchema, updated, { kind: "invalid-edit", at: id }));
    }
  }

  #set(record: TopologyRecord): void {
    this.#ownTopology()[record.id] = record;
    this.#removed.delete(record.id);
  }

  #forgetPlace(id: RecordId): void {
    if ((this.#layout ?? this.#before.layout)[id] === undefined) return;
    delete this.#ownLayout()[id];
  }

  #ownTopology(): Record<RecordId, TopologyRecord> {
    this.#topology ??= { ...this.#before.topology };
    return this.#topology;
  }

  #ownLayout(): Record<RecordId, Position> {
    this.#layout ??= { ...this.#before.layout };
    return this.#layout;
  }
}

function checkFixedFields(record: TopologyRecord, changes: Readonly<Record<string, unknown>>): void {
  for (const field of ["id", "kind", ...(fixedFields[record.kind] ?? [])]) {
    if (!Object.hasOwn(changes, field) || isEqual(changes[field], record[field as keyof TopologyRecord]))
      continue;
    const path = `${record.id}.${field}`;
    throw new ProblemError({
      kind: "invalid-edit",
      code: "fixed-field",
      detail: `${path} never changes; remove the record and add another instead`,
      path,
      parameters: { field },
    });
  }
}

function missing(id: RecordId, op: string): ProblemError {
  return new ProblemError({
    kind: "invalid-edit",
    code: "no-such-record",
    detail: `there is no record with the id ${id} to ${op}`,
    path: id,
    parameters: { id },
  });
}
