import { networkOf, parsePrefix } from "../../shared/prefix.ts";
import {
  addressFamily,
  type AdminState,
  type InterfaceRecord,
  type RecordId,
} from "../../shared/topology.ts";
import { nameIn, type Difference, type Pair } from "./difference.ts";
import { isBounced, isMoved } from "./interface-name.ts";
import type { PlannedStep } from "./phase.ts";

/** A device as far as its addresses go: an interface, or a namespace's lo. */
interface Device {
  readonly record: RecordId;
  readonly namespace: string;
  readonly name: string;
  /** What the kernel has when the addresses' turn comes. */
  readonly has: readonly string[];
  /** Had, but the kernel has dropped it on the way. */
  readonly dropped: readonly string[];
  readonly wants: readonly string[];
}

/**
 * Addresses, several per interface. The kernel drops the IPv6 ones of an interface taken down (addrconf_ifdown) and all
 * of one moved; while an interface is down its IPv6 addresses wait in the drawing.
 */
export function planAddresses(difference: Difference): PlannedStep[] {
  return devices(difference).flatMap((device) => {
    const gone = device.has.filter((address) => !device.wants.includes(address));
    const taken = new Set(gone.flatMap((address) => takenAlong(address, device.has)));
    const missing = device.wants.filter((address) => !device.has.includes(address) || taken.has(address));
    return [
      ...gone
        .filter((address) => !isTakenByEarlier(address, gone, device.has))
        .map((address) => step(device, address, "delete")),
      ...missing.map((address) =>
        step(device, address, device.dropped.includes(address) || taken.has(address) ? "restore" : "add"),
      ),
    ];
  });
}

function step(device: Device, address: string, action: "add" | "delete" | "restore"): PlannedStep {
  return {
    namespace: device.namespace,
    tool: "ip",
    // `replace` also where it may still be there.
    argv: ["address", action === "restore" ? "replace" : action, address, "dev", device.name],
    reason: `address-${action}`,
    record: device.record,
    phase:
      action === "delete"
        ? "delete-addresses"
        : device.name === "lo"
          ? "add-loopback-addresses"
          : "add-addresses",
  };
}

function devices(difference: Difference): Device[] {
  const { after, interfaces, namespaces } = difference;
  const ofInterface = (
    record: InterfaceRecord,
    before: readonly string[],
    keeps: (address: string) => boolean,
  ): Device => ({
    record: record.id,
    namespace: nameIn(after, record.namespace),
    name: record.name,
    has: before.filter(keeps),
    dropped: before.filter((address) => !keeps(address)),
    wants: settable(record.addresses, record.adminState),
  });
  return [
    ...namespaces.added.map(({ id, name, loopback }) => lo(id, name, null, loopback)),
    ...namespaces.kept.map(({ before, after: { id, name, loopback } }) =>
      lo(id, name, before.loopback, loopback),
    ),
    ...interfaces.added.map((record) => ofInterface(record, [], () => true)),
    ...interfaces.kept.map((pair) =>
      ofInterface(pair.after, settable(pair.before.addresses, pair.before.adminState), (address) =>
        survives(address, pair, difference),
      ),
    ),
  ];
}

interface Loopback {
  readonly adminState: AdminState;
  readonly addresses: readonly string[];
}

function lo(record: RecordId, namespace: string, before: Loopback | null, after: Loopback): Device {
  const had = before === null ? [] : settable(before.addresses, before.adminState);
  const keeps = (address: string) => addressFamily(address) === "ipv4" || after.adminState === "up";
  return {
    record,
    namespace,
    name: "lo",
    has: had.filter(keeps),
    dropped: had.filter((address) => !keeps(address)),
    wants: settable(after.addresses, after.adminState),
  };
}

/** Those the kernel has when nothing is in between: all of an interface that is up, IPv4's of one that is down. */
function settable(addresses: readonly string[], adminState: AdminState): readonly string[] {
  return adminState === "up" ? addresses : addresses.filter((address) => addressFamily(address) === "ipv4");
}

function survives(address: string, pair: Pair<InterfaceRecord>, difference: Difference): boolean {
  if (isMoved(pair)) return false;
  const wentDown = pair.after.adminState === "down" || isBounced(pair, difference);
  return addressFamily(address) === "ipv4" || !wentDown;
}

/**
 * Deleting the first IPv4 address of a network deletes the later ones of the same network with it, unless
 * promote_secondaries is set (__inet_del_ifa, net/ipv4/devinet.c).
 */
function takenAlong(address: string, all: readonly string[]): string[] {
  const network = ipv4Network(address);
  if (network === null) return [];
  const sameNetwork = all.filter((other) => ipv4Network(other) === network);
  return sameNetwork[0] === address ? sameNetwork.slice(1) : [];
}

/** Both go and the first takes the second along: deleting the second again would fail. */
function isTakenByEarlier(address: string, gone: readonly string[], all: readonly string[]): boolean {
  return gone.some((other) => takenAlong(other, all).includes(address));
}

function ipv4Network(address: string): string | null {
  const prefix = parsePrefix(address);
  return prefix?.family === "ipv4" ? `${networkOf(prefix).address}/${prefix.length}` : null;
}

/** Does the interface keep an IPv4 address throughout? When its last one goes, the kernel drops its IPv4 routes too. */
export function keepsIpv4Address({ before, after }: Pair<InterfaceRecord>): boolean {
  const gone = before.addresses.filter((address) => !after.addresses.includes(address));
  const taken = new Set(gone.flatMap((address) => takenAlong(address, before.addresses)));
  const stays = (address: string) => after.addresses.includes(address) && !taken.has(address);
  return before.addresses.some((address) => addressFamily(address) === "ipv4" && stays(address));
}
