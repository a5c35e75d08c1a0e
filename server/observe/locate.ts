import { newId } from "../../shared/ids.ts";
import { checkInterfaceName, checkNamespaceName, hostName } from "../../shared/names.ts";
import type { Observed } from "../../shared/observed.ts";
import {
  isInterface,
  isOnNoCard,
  newBridge,
  newNamespace,
  newVeth,
  parseSingle,
  recordsOfKind,
  type InterfaceRecord,
  type RecordId,
  type Topology,
  type TopologyRecord,
  type VethRecord,
} from "../../shared/topology.ts";
import { canBeDrawn, Places, type Place } from "./places.ts";

/** Which namespaces the names stood for when they were last looked at. */
export type Inodes = ReadonlyMap<string, number>;

export interface Located {
  /** What the kernel has of the topology, each record under the name and in the namespace it has there; and what is new. */
  readonly topology: Topology;
  /** Both ends of pairs of which only one is to be seen. */
  readonly halves: ReadonlySet<RecordId>;
}

/**
 * Finds everything again that somebody may have renamed, moved, taken away or made. A namespace is known by its name, else
 * by its inode; an interface by its name, kind and MAC address, else by kind and MAC address, else a veth end by its other
 * end, else by its name. Values other than names and places are as they were.
 */
export function locate(before: Topology, observed: Observed, inodes: Inodes): Located {
  const known = new Set([...recordsOfKind(before, "namespace")].map(({ name }) => name));
  const places = new Places(observed, known);
  const namespaces = locateNamespaces(before, observed, inodes, places);
  const search = new Search(before, namespaces, places);
  const located: Record<RecordId, TopologyRecord> = {};
  const idOf = new Map<string, RecordId>();
  for (const [id, { record, name }] of namespaces) {
    located[id] = record.name === name ? record : { ...record, name };
    idOf.set(name, id);
  }
  const placed = (record: InterfaceRecord, { namespace, seen }: Place) => {
    const id = idOf.get(namespace) ?? record.namespace;
    const isThere = record.namespace === id && record.name === seen.name;
    located[record.id] = isThere ? record : { ...record, namespace: id, name: seen.name };
  };
  for (const [record, place] of search.found) placed(record, place);
  for (const record of search.made(idOf)) located[record.id] = record;
  // Routes, rules and firewalls come and go with what they are in: whoever compares them with the kernel finds out.
  for (const record of Object.values(before)) {
    if (isOnNoCard(record) && located[record.namespace] !== undefined) located[record.id] = record;
  }
  for (const container of recordsOfKind(before, "container")) located[container.id] = container;
  return { topology: located, halves: search.halves };
}

interface LocatedNamespace {
  readonly record: Extract<TopologyRecord, { kind: "namespace" }>;
  readonly name: string;
}

function locateNamespaces(
  before: Topology,
  { namespaces }: Observed,
  inodes: Inodes,
  places: Places,
): Map<RecordId, LocatedNamespace> {
  const located = new Map<RecordId, LocatedNamespace>();
  const free = new Set(places.namespaces);
  const missing = [];
  for (const record of recordsOfKind(before, "namespace")) {
    if (free.delete(record.name)) located.set(record.id, { record, name: record.name });
    else missing.push(record);
  }
  for (const record of missing) {
    const inode = inodes.get(record.name);
    const name = [...free].find((other) => inode !== undefined && namespaces[other]?.inode === inode);
    if (name === undefined) continue;
    free.delete(name);
    located.set(record.id, { record, name });
  }
  for (const name of free) {
    if (name === hostName || checkNamespaceName(name) !== null) continue;
    const record = newNamespace(newId(), name);
    located.set(record.id, { record, name });
  }
  return located;
}

/** Which interface of the kernel's is which of the document's. */
class Search {
  readonly #before: Topology;
  readonly #namespaces: ReadonlyMap<RecordId, LocatedNamespace>;
  readonly #places: Places;
  readonly #placeOf = new Map<RecordId, Place>();
  readonly #taken = new Set<Place>();
  readonly halves = new Set<RecordId>();

  constructor(before: Topology, namespaces: ReadonlyMap<RecordId, LocatedNamespace>, places: Places) {
    this.#before = before;
    this.#namespaces = namespaces;
    this.#places = places;
    const records = Object.values(before).filter(isInterface);
    this.#take(records, (record) => withSameAddress(record, this.#drawnPlace(record)));
    this.#takeByAddress(records);
    this.#take(records, (record) => this.#besideItsPeer(record));
    this.#take(records, (record) => this.#byNameAlone(record));
    this.#dropHalves(records);
  }

  get found(): (readonly [InterfaceRecord, Place])[] {
    return [...this.#placeOf].flatMap(([id, place]) => {
      const record = this.#before[id];
      return isInterface(record) ? [[record, place] as const] : [];
    });
  }

  /** Records for what nobody drew, of the kinds that can be drawn. */
  made(idOf: ReadonlyMap<string, RecordId>): InterfaceRecord[] {
    const places = [...this.#places.all].filter((place) => idOf.has(place.namespace) && this.#isNew(place));
    const ids = new Map(places.map((place) => [place, newId()]));
    // What is on another can be said once that one can.
    for (const [id, place] of this.#placeOf) ids.set(place, id);
    return places.flatMap((place) => this.#recordAt(place, ids, idOf) ?? []);
  }

  #recordAt(
    place: Place,
    ids: ReadonlyMap<Place, RecordId>,
    idOf: ReadonlyMap<string, RecordId>,
  ): InterfaceRecord | null {
    const { name, kind, macAddress, settings } = place.seen;
    const [id, namespace] = [ids.get(place), idOf.get(place.namespace)];
    if (id === undefined || namespace === undefined) return null;
    const address = macAddress === null ? {} : { macAddress };
    if (kind === "bridge") return newBridge(id, namespace, name, address);
    if (kind === "veth") {
      const other = this.#places.otherEnd(place);
      const peer = other === undefined ? undefined : ids.get(other);
      return peer === undefined ? null : newVeth(id, peer, namespace, name, address);
    }
    const lower = this.#places.lowerOf(place);
    const on = lower === undefined ? {} : { lower: ids.get(lower) };
    return parseSingle(kind, { ...settings, ...on, ...address, id, namespace, name, mtu: place.seen.mtu });
  }

  #isNew(place: Place): boolean {
    return canBeDrawn(place.seen) && !this.#taken.has(place) && checkInterfaceName(place.seen.name) === null;
  }

  #take(records: readonly InterfaceRecord[], find: (record: InterfaceRecord) => Place | undefined): void {
    for (const record of records) {
      if (this.#placeOf.has(record.id)) continue;
      const place = find(record);
      if (place === undefined || this.#taken.has(place) || place.seen.kind !== record.kind) continue;
      if (!canBeDrawn(place.seen)) continue;
      this.#placeOf.set(record.id, place);
      this.#taken.add(place);
    }
  }

  #takeByAddress(records: readonly InterfaceRecord[]): void {
    if (records.every(({ id }) => this.#placeOf.has(id))) return;
    const byAddress = new Map<string, Place>();
    for (const place of this.#places.all) {
      const { kind, macAddress } = place.seen;
      if (!this.#taken.has(place) && macAddress !== null) byAddress.set(`${kind} ${macAddress}`, place);
    }
    this.#take(records, ({ kind, macAddress }) => byAddress.get(`${kind} ${macAddress}`));
  }

  #drawnPlace({ namespace, name }: InterfaceRecord): Place | undefined {
    return this.#places.find(this.#namespaces.get(namespace)?.name, name);
  }

  #besideItsPeer(record: InterfaceRecord): Place | undefined {
    const peer = record.kind === "veth" ? this.#placeOf.get(record.peer) : undefined;
    return peer === undefined ? undefined : this.#places.otherEnd(peer);
  }

  /** Its address was changed. A pair of the same names and other addresses is the same only as a pair. */
  #byNameAlone(record: InterfaceRecord): Place | undefined {
    const place = this.#drawnPlace(record);
    if (record.kind !== "veth" || place === undefined) return place;
    const peer = this.#before[record.peer];
    const other = isInterface(peer) ? this.#drawnPlace(peer) : undefined;
    return other !== undefined && this.#places.otherEnd(place) === other ? place : undefined;
  }

  /** The kernel has pairs only: where one end is to be seen, the other is somewhere. */
  #dropHalves(records: readonly InterfaceRecord[]): void {
    for (const record of records) {
      if (record.kind !== "veth" || this.#isWhole(record)) continue;
      for (const id of [record.id, record.peer]) {
        const place = this.#placeOf.get(id);
        if (place === undefined) continue;
        this.halves.add(record.id).add(record.peer);
        this.#placeOf.delete(id);
        // What was taken for it may be another's.
        this.#taken.delete(place);
      }
    }
  }

  #isWhole({ id, peer }: VethRecord): boolean {
    const [place, other] = [this.#placeOf.get(id), this.#placeOf.get(peer)];
    return place !== undefined && other !== undefined && this.#places.otherEnd(place) === other;
  }
}

function withSameAddress({ macAddress }: InterfaceRecord, place: Place | undefined): Place | undefined {
  return place?.seen.macAddress === macAddress ? place : undefined;
}
