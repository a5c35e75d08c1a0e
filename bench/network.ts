import { hostId } from "../shared/names.ts";
import {
  emptyDocument,
  newBridge,
  newNamespace,
  newVeth,
  type Topology,
  type TopologyRecord,
} from "../shared/topology.ts";

/** The network everybody builds: one bridge, `count` namespaces on it, each with an address, everything up. */
export interface Member {
  readonly namespace: string;
  /** Its end in the lab's host, a port of br0. */
  readonly port: string;
  readonly address: string;
}

export const bridgeName = "br0";

export function membersOf(count: number): Member[] {
  return Array.from({ length: count }, (_, index) => memberAt(index));
}

function memberAt(index: number): Member {
  const number = index + 1;
  const address = `10.0.${Math.floor(index / 250)}.${(index % 250) + 1}/16`;
  return { namespace: `ns${number}`, port: `p${number}`, address };
}

export function topologyOf(count: number): Topology {
  const bridge = newBridge("br", hostId, bridgeName, { adminState: "up" });
  const records = membersOf(count).flatMap((member, index) => recordsOfMember(member, index));
  return {
    ...emptyDocument.topology,
    ...Object.fromEntries([bridge, ...records].map((record) => [record.id, record])),
  };
}

/** The records of one namespace wired to the bridge. */
function recordsOfMember({ namespace, port, address }: Member, index: number): TopologyRecord[] {
  const [ns, inner, outer] = [`n${index}`, `i${index}`, `o${index}`];
  return [
    newNamespace(ns, namespace),
    newVeth(inner, outer, ns, "eth0", { adminState: "up", addresses: [address] }),
    newVeth(outer, inner, hostId, port, { adminState: "up", master: "br" }),
  ];
}

/** One more than the network has: what an edit adds and removes again. */
export function guest(): TopologyRecord[] {
  return recordsOfMember({ namespace: "guest", port: "pguest", address: "10.0.200.1/16" }, 9999);
}
