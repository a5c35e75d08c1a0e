import type { ObservedInterface } from "../shared/observed.ts";
import {
  addressFamily,
  canBePort,
  isInterface,
  type InterfaceRecord,
  type RecordId,
  type SingleRecord,
  type Topology,
  type VethRecord,
} from "../shared/topology.ts";
import { isAttachedAsDrawn, masterOf } from "./attachment.ts";
import { carries } from "./bonds.ts";
import { indexOf } from "./canvas/topology-index.ts";
import type { OpenLab } from "./state.ts";
import { observedInterface, observedNamespace } from "./store.ts";
import { uppersOf, waysOut, type Crossing } from "./ways-out.ts";

type Lab = Pick<OpenLab, "document" | "observed">;

/** How far frames get through bridges on their way to whoever has an address. */
export interface Switched {
  readonly crossings: readonly Crossing[];
  readonly end:
    | { readonly type: "arrived"; readonly interface: InterfaceRecord }
    /** As drawn they would go on, but this end is a port of another bridge or of none. */
    | { readonly type: "detached"; readonly port: VethRecord | SingleRecord }
    /** As drawn this one has the address. */
    | { readonly type: "no-address"; readonly interface: InterfaceRecord }
    | { readonly type: "no-link" };
}

/** Where the kernel's wires do not lead, the drawn ones tell how far it is. */
export function switchTo(lab: Lab, start: RecordId, address: string): Switched {
  const { topology } = lab.document;
  const answers = (record: InterfaceRecord) => answersFor(lab, record, address);
  const real = search(
    topology,
    start,
    (end) => masterOf(lab, end),
    answers,
    (end) => carries(lab, end),
  );
  if (real !== null) return { crossings: real.crossings, end: { type: "arrived", interface: real.found } };
  const drawn = search(
    topology,
    start,
    (end) => end.master,
    (record) => answers(record) || includes(record.addresses, address),
  );
  return drawn === null ? { crossings: [], end: { type: "no-link" } } : upToTheGap(lab, drawn);
}

/** Has somebody in this namespace the address? */
export function isOwnAddress(lab: Lab, namespace: RecordId, address: string): boolean {
  const { topology } = lab.document;
  const record = topology[namespace];
  const observed = observedNamespace(lab, namespace);
  const drawn = record?.kind === "namespace" && observed === undefined ? record.loopback.addresses : [];
  const there = Object.values(observed?.interfaces ?? {}).flatMap(addressesOf);
  const interfaces = indexOf(topology).interfaces.get(namespace) ?? [];
  return includes([...drawn, ...there], address) || interfaces.some((own) => hasAddress(lab, own, address));
}

/** Asked by ARP, Linux answers for every address of its namespace on each interface; for IPv6, for the interface's own. */
function answersFor(lab: Lab, record: InterfaceRecord, address: string): boolean {
  return addressFamily(address) === "ipv4"
    ? isOwnAddress(lab, record.namespace, address)
    : hasAddress(lab, record, address);
}

/**
 * In the kernel; until it has spoken, in the drawing. An IPv6 address that is away while its interface is down still
 * belongs there.
 */
function hasAddress(lab: Lab, record: InterfaceRecord, address: string): boolean {
  const observed = observedInterface(lab, record);
  if (observed === undefined) return includes(record.addresses, address);
  const isWaiting = observed.adminState === "down" && addressFamily(address) === "ipv6";
  const there = addressesOf(observed);
  return includes(isWaiting ? [...there, ...record.addresses] : there, address);
}

function addressesOf({ addresses }: ObservedInterface): string[] {
  return addresses.map(({ address }) => address);
}

function includes(prefixes: readonly string[], address: string): boolean {
  return prefixes.some((own) => own.split("/")[0] === address);
}

interface Found {
  readonly found: InterfaceRecord;
  readonly crossings: readonly Crossing[];
}

/** null for a port of none, undefined for one of a bridge or bond that is not drawn. */
type MasterOf = (end: VethRecord | SingleRecord) => RecordId | null | undefined;

/**
 * Breadth first. Packets leave a namespace's own interface by its pair, its tunnel or what it is on; frames leave a bridge by
 * every port, and reach what is on where they arrive.
 */
function search(
  topology: Topology,
  start: RecordId,
  masterOf: MasterOf,
  isIt: (record: InterfaceRecord) => boolean,
  carries: (member: VethRecord | SingleRecord) => boolean = () => true,
): Found | null {
  const ports = portsBy(topology, masterOf);
  const membersOf = (bond: RecordId) => (ports.get(bond) ?? []).filter(carries);
  const receiverOf = (arrived: InterfaceRecord): RecordId | undefined => {
    const master = canBePort(arrived) ? masterOf(arrived) : null;
    if (master === null || master === undefined) return master === null ? arrived.id : undefined;
    const record = topology[master];
    return record?.kind === "bond" ? receiverOf(record) : master;
  };
  const reached = new Map<RecordId, readonly Crossing[]>([[start, []]]);
  const reach = (id: RecordId, crossings: readonly Crossing[]) => {
    if (!reached.has(id)) reached.set(id, crossings);
  };
  for (const [id, crossings] of reached) {
    const record = topology[id];
    if (!isInterface(record)) continue;
    if (id !== start && isIt(record)) return { found: record, crossings };
    if (id !== start)
      for (const upper of uppersOf(topology, record))
        reach(upper.id, [...crossings, { from: id, to: upper.id }]);
    const leaving = record.kind === "bridge" ? (ports.get(id) ?? []) : id === start ? [record] : [];
    for (const way of leaving.flatMap((end) => waysOut(topology, end, membersOf))) {
      const arrived = topology[way.at(-1)?.to ?? ""];
      const at = isInterface(arrived) ? receiverOf(arrived) : undefined;
      if (at !== undefined) reach(at, [...crossings, ...way]);
    }
  }
  return null;
}

function portsBy(topology: Topology, masterOf: MasterOf): Map<RecordId, (VethRecord | SingleRecord)[]> {
  const ports = new Map<RecordId, (VethRecord | SingleRecord)[]>();
  for (const end of Object.values(topology).filter(canBePort)) {
    const master = masterOf(end);
    if (typeof master !== "string") continue;
    const here = ports.get(master) ?? [];
    ports.set(master, here);
    here.push(end);
  }
  return ports;
}

/** Along the drawn way, up to where the kernel has it otherwise. */
function upToTheGap(lab: Lab, { found, crossings }: Found): Switched {
  const { topology } = lab.document;
  for (const [index, { from, to }] of crossings.entries()) {
    const left = topology[from];
    // What leaves a namespace's own interface does so whatever that is a port of.
    if (canBePort(left) && left.master !== null && !isAttachedAsDrawn(lab, left))
      return { crossings: crossings.slice(0, index), end: { type: "detached", port: left } };
    const entered = topology[to];
    if (canBePort(entered) && !isAttachedAsDrawn(lab, entered))
      return { crossings: crossings.slice(0, index + 1), end: { type: "detached", port: entered } };
  }
  return { crossings, end: { type: "no-address", interface: found } };
}
