import { batch, type Edit } from "../../shared/edit.ts";
import { nextFreeName } from "../../shared/names.ts";
import { formatPrefix, nthAddress } from "../../shared/prefix.ts";
import {
  newVeth,
  type BridgeRecord,
  type NamespaceRecord,
  type RecordId,
  type Topology,
  type VethRecord,
} from "../../shared/topology.ts";
import { interfaceNames, portName } from "./names.ts";
import { freeAddress, freeNetwork, networkAmong } from "../../shared/networks.ts";
import { segmentOf } from "./segment.ts";

type Wireable = NamespaceRecord | BridgeRecord;

/** The ids of the two ends; made once, so that a gesture computed again makes the same records. */
export interface LinkIds {
  readonly from: RecordId;
  readonly to: RecordId;
}

/**
 * A veth pair between two cards, working at once: named, up, with addresses that suggest themselves. Null for a card
 * with itself, or when one of them is gone.
 */
export function wire(topology: Topology, from: RecordId, to: RecordId, ids: LinkIds): Edit | null {
  const a = wireable(topology, from);
  const b = wireable(topology, to);
  if (a === null || b === null || a === b) return null;
  const aName = endName(topology, a, b, new Set());
  const taken = spaceOf(a) === spaceOf(b) ? new Set([aName]) : new Set<string>();
  const addresses = endAddresses(topology, a, b);
  const ends = [
    newEnd(ids.from, ids.to, a, aName, addresses.from),
    newEnd(ids.to, ids.from, b, endName(topology, b, a, taken), addresses.to),
  ];
  return batch(...ends.map((record): Edit => ({ op: "add", record })), ...bridgeUpdates(topology, a, b));
}

function wireable(topology: Topology, id: RecordId): Wireable | null {
  const record = topology[id];
  return record?.kind === "namespace" || record?.kind === "bridge" ? record : null;
}

function spaceOf(record: Wireable): RecordId {
  return record.kind === "bridge" ? record.namespace : record.id;
}

function endName(
  topology: Topology,
  here: Wireable,
  there: Wireable,
  alsoTaken: ReadonlySet<string>,
): string {
  const taken = new Set([...interfaceNames(topology, spaceOf(here)), ...alsoTaken]);
  return here.kind === "bridge" ? portName(there.name, taken) : nextFreeName("eth", taken);
}

function newEnd(
  id: RecordId,
  peer: RecordId,
  at: Wireable,
  name: string,
  address: string | null,
): VethRecord {
  return newVeth(id, peer, spaceOf(at), name, {
    adminState: "up",
    master: at.kind === "bridge" ? at.id : null,
    addresses: address === null ? [] : [address],
  });
}

function endAddresses(
  topology: Topology,
  a: Wireable,
  b: Wireable,
): { from: string | null; to: string | null } {
  if (a.kind === "bridge") return { from: null, to: b.kind === "bridge" ? null : memberAddress(topology, a) };
  if (b.kind === "bridge") return { from: memberAddress(topology, b), to: null };
  const network = freeNetwork(topology);
  const first = network === null ? null : nthAddress(network, 1);
  const second = network === null ? null : nthAddress(network, 2);
  return { from: first && formatPrefix(first), to: second && formatPrefix(second) };
}

/** The next free address beside the bridge's own or, when it has none, beside its members'. */
function memberAddress(topology: Topology, bridge: BridgeRecord): string | null {
  const network =
    networkAmong([bridge]) ?? networkAmong(segmentOf(topology, bridge.id)) ?? freeNetwork(topology);
  return network === null ? null : freeAddress(topology, network);
}

/** A bridge that is down forwards nothing. A second way between two bridges is a loop: without STP, a broadcast storm. */
function bridgeUpdates(topology: Topology, a: Wireable, b: Wireable): Edit[] {
  const loop = a.kind === "bridge" && segmentOf(topology, a.id).some((record) => record.id === b.id);
  const edits: Edit[] = [];
  for (const bridge of [a, b]) {
    if (bridge.kind !== "bridge") continue;
    const changes = {
      ...(bridge.adminState === "down" ? { adminState: "up" } : {}),
      ...(loop && !bridge.stp ? { stp: true } : {}),
    };
    if (Object.keys(changes).length > 0) edits.push({ op: "update", id: bridge.id, changes });
  }
  return edits;
}
