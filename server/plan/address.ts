import { isEqual } from "../../shared/equal.ts";
import {
  addressFamily,
  type AdminState,
  type InterfaceRecord,
  type RecordId,
} from "../../shared/topology.ts";
import { byNetwork, firstOfNetwork } from "./address-order.ts";
import { nameIn, type Difference, type Pair } from "./difference.ts";
import { isMoved } from "./interface-name.ts";
import { isBounced } from "./membership.ts";
import type { PlannedStep } from "./phase.ts";

/** A device as far as its addresses go: an interface, or a namespace's lo. */
interface Device {
  readonly record: RecordId;
  readonly namespace: string;
  readonly name: string;
  /** What the kernel has when the addresses' turn comes, in its order. */
  readonly has: readonly string[];
  /** Had, but the kernel has dropped it on the way. */
  readonly dropped: readonly string[];
  readonly wants: readonly string[];
}

/**
 * Addresses, several per interface, in the order drawn. The kernel drops the IPv6 ones of an interface taken down
 * (addrconf_ifdown) and all of one moved; while an interface is down its IPv6 addresses wait in the drawing.
 */
export function planAddresses(difference: Difference): PlannedStep[] {
  return devices(difference).flatMap((device) => {
    const { has, dropped, wants } = device;
    const kept = keptAddresses(has, wants);
    const gone = has.filter((address) => !kept.includes(address));
    const missing = wants.filter((address) => !kept.includes(address));
    return [
      // From the last one: the first of a network may take the others along, and deleting these would fail then.
      ...gone.toReversed().map((address) => step(device, address, "delete", "address-delete")),
      ...missing.map((address) =>
        // `replace`, as it may still be there.
        dropped.includes(address)
          ? step(device, address, "replace", "address-restore")
          : step(device, address, "add", has.includes(address) ? "address-restore" : "address-add"),
      ),
    ];
  });
}

/**
 * Those that need not be deleted: the kernel adds an address behind the others, so one that comes after a new one comes
 * again. With the first of a network the others go: whether the kernel deletes them or not depends on
 * promote_secondaries (__inet_del_ifa, net/ipv4/devinet.c).
 */
function keptAddresses(has: readonly string[], wants: readonly string[]): readonly string[] {
  const wanted = byNetwork(wants);
  for (let count = wanted.length; ; count -= 1) {
    const stays = (address: string) =>
      addressFamily(address) === "ipv6" ? wants.includes(address) : wanted.slice(0, count).includes(address);
    const kept = has.filter((address) => stays(address) && stays(firstOfNetwork(address, has)));
    const added = wants.filter((address) => !kept.includes(address));
    if (count === 0 || isEqual(byNetwork([...kept, ...added]), wanted)) return kept;
  }
}

function step(
  device: Device,
  address: string,
  command: "add" | "delete" | "replace",
  reason: PlannedStep["reason"],
): PlannedStep {
  return {
    namespace: device.namespace,
    tool: "ip",
    argv: ["address", command, address, "dev", device.name],
    reason,
    record: device.record,
    phase:
      command === "delete"
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

/** Does the interface keep an IPv4 address throughout? When its last one goes, the kernel drops its IPv4 routes too. */
export function keepsIpv4Address({ before, after }: Pair<InterfaceRecord>): boolean {
  const kept = keptAddresses(before.addresses, after.addresses);
  return kept.some((address) => addressFamily(address) === "ipv4");
}
