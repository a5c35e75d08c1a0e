import { containsAddress, formatPrefix, networkOf, parsePrefix, type Prefix } from "../../shared/prefix.ts";
import { isInterface, isSingle, type InterfaceRecord, type Topology } from "../../shared/topology.ts";
import { freeAddress, freeNetwork, moveInto } from "../../shared/networks.ts";

/** Means the same in every namespace: itself. */
const loopbackNetwork: Prefix = { family: "ipv4", address: "127.0.0.0", length: 8 };

/** New addresses for a copy. */
export interface Readdress {
  readonly of: (addresses: readonly string[]) => string[];
  /** A gateway: where the copy of its owner is, or its place in the copied network. */
  readonly ofAddress: (address: string) => string;
  readonly ofNetwork: (network: string) => string;
  /** Either. */
  readonly ofMatch: (text: string) => string;
}

/**
 * A network that also has members outside the copy stays, and the copies get free addresses in it; a network that is
 * copied whole becomes a fresh one, each address in the same place as before.
 */
export function newAddresses(topology: Topology, copied: Topology): Readdress {
  const shared = sharedNetworks(copied);
  const fresh = new Map<string, Prefix>();
  const used = new Set<string>();
  const moved = new Map<string, string>();

  const renew = (address: string): string[] => {
    const prefix = parsePrefix(address);
    if (prefix === null) return [];
    if (containsAddress(loopbackNetwork, prefix.address)) return [address];
    const network = networkOf(prefix);
    const key = formatPrefix(network);
    const result = shared.has(key) ? freeAddress(topology, network, used) : moveToFresh(prefix, key, network);
    if (result === null) return [];
    used.add(bare(result));
    moved.set(prefix.address, bare(result));
    return [result];
  };

  const moveToFresh = (prefix: Prefix, key: string, network: Prefix): string | null => {
    const target = fresh.get(key) ?? freeNetwork(topology, network, [...fresh.values()]);
    if (target === null) return null;
    fresh.set(key, target);
    return formatPrefix(moveInto(prefix, target));
  };

  const ofAddress = (address: string) => moved.get(address) ?? movedWithItsNetwork(address, fresh);
  const ofNetwork = (network: string) => {
    const target = fresh.get(network);
    return target === undefined ? network : formatPrefix(target);
  };
  return {
    of: (addresses) => addresses.flatMap(renew),
    ofAddress,
    ofNetwork,
    ofMatch: (text) => (text.includes("/") ? ofNetwork(text) : ofAddress(text)),
  };
}

function movedWithItsNetwork(address: string, fresh: ReadonlyMap<string, Prefix>): string {
  for (const [old, target] of fresh) {
    const network = parsePrefix(old);
    if (network === null || !containsAddress(network, address)) continue;
    return moveInto({ ...network, address }, target).address;
  }
  return address;
}

/** Networks of copied interfaces whose link leads to a bridge that is not copied, or that are on what is not. */
function sharedNetworks(copied: Topology): Set<string> {
  const networks = new Set<string>();
  for (const record of Object.values(copied)) {
    if (!isInterface(record) || !isOnOthersNetwork(copied, record)) continue;
    for (const address of record.addresses) {
      const prefix = parsePrefix(address);
      if (prefix !== null) networks.add(formatPrefix(networkOf(prefix)));
    }
  }
  return networks;
}

function isOnOthersNetwork(copied: Topology, record: InterfaceRecord): boolean {
  if (isSingle(record)) return record.lower !== null && copied[record.lower] === undefined;
  const peer = record.kind === "veth" ? copied[record.peer] : undefined;
  return peer?.kind === "veth" && peer.master !== null && copied[peer.master] === undefined;
}

function bare(address: string): string {
  return address.split("/")[0] ?? address;
}
