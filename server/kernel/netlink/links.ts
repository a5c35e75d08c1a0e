import { interfaceKinds } from "../../../shared/interface-kinds/index.ts";
import type { Counters, ObservedInterface } from "../../../shared/observed.ts";
import { own } from "../../../shared/own.ts";
import { addressOfMember, toBondMember } from "./interface-kinds/bond.ts";
import { kindReaders } from "./interface-kinds/index.ts";
import type { KindReader } from "./interface-kinds/kind.ts";
import {
  decodeAttributes,
  encodeRequest,
  flagAcknowledge,
  flagDump,
  readNested,
  readText,
  readU32,
  text,
  u32,
  type Answer,
  type Attributes,
} from "./message.ts";

/** rtnetlink(7), linux/rtnetlink.h and linux/if_link.h. */
const newLink = 16;
const getLink = 18;
const ifinfomsgLength = 16;
const attribute = {
  address: 1,
  name: 3,
  mtu: 4,
  link: 5,
  qdisc: 6,
  master: 10,
  operstate: 16,
  linkInfo: 18,
  stats64: 23,
  extMask: 29,
  linkNetnsid: 37,
} as const;
const info = { kind: 1, data: 2, slaveKind: 4, slaveData: 5 } as const;
const bridgeAttribute = { ageingTime: 4, stpState: 5, vlanFiltering: 7 } as const;
const bridgePortState = 1;
/** RTEXT_FILTER_SKIP_STATS. */
const withoutStats = [attribute.extMask, u32(8)] as const;

/** ARPHRD_ETHER and ARPHRD_LOOPBACK (linux/if_arp.h); other types have a kind of their own. */
const hardwareTypes: ReadonlyMap<number, string> = new Map([
  [1, "ether"],
  [772, "loopback"],
]);
/** RFC 2863, linux/if.h: in the order of their numbers. */
const operstates = ["unknown", "notpresent", "down", "lowerlayerdown", "testing", "dormant", "up"];
/** linux/if_bridge.h: in the order of their numbers. */
const bridgePortStates = ["disabled", "listening", "learning", "forwarding", "blocking"];

const up = 0x1;
const running = 0x40;
const lowerUp = 0x10000;
/** linux/if.h, in the order in which ip prints them. */
const flagNames: readonly (readonly [number, string])[] = [
  [0x8, "LOOPBACK"],
  [0x2, "BROADCAST"],
  [0x10, "POINTOPOINT"],
  [0x1000, "MULTICAST"],
  [0x80, "NOARP"],
  [0x200, "ALLMULTI"],
  [0x100, "PROMISC"],
  [0x400, "MASTER"],
  [0x800, "SLAVE"],
  [0x4, "DEBUG"],
  [0x8000, "DYNAMIC"],
  [0x4000, "AUTOMEDIA"],
  [0x2000, "PORTSEL"],
  [0x20, "NOTRAILERS"],
  [up, "UP"],
  [lowerUp, "LOWER_UP"],
  [0x20000, "DORMANT"],
  [0x40000, "ECHO"],
];

/** USER_HZ: the kernel counts a bridge's ageing in hundredths of a second. */
const ticksPerSecond = 100;

/** An interface but for what other answers say: its addresses, its queueing discipline, its VLANs, and what its master is called. */
export type Link = Omit<ObservedInterface, "master" | "addresses" | "qdisc" | "vlans"> & {
  readonly masterIndex: number | null;
  /** Settings that are interfaces, by number. */
  readonly named: Readonly<Record<string, number | null>>;
  /** The name of the one at its root. */
  readonly qdiscKind: string | null;
};

/** How to call the other end of a veth pair that was seen in this namespace. */
export interface Peers {
  readonly namespace: string;
  /** What the namespace calls its neighbour with this id. */
  readonly nameOfNsid: (nsid: number) => string | null;
}

export function requestLinks(): Buffer {
  return encodeRequest(getLink, flagDump, Buffer.alloc(ifinfomsgLength), [withoutStats]);
}

export function requestLink(nameOrIndex: string | number): Buffer {
  const fixed = Buffer.alloc(ifinfomsgLength);
  if (typeof nameOrIndex === "string")
    return encodeRequest(getLink, 0, fixed, [[attribute.name, text(nameOrIndex)], withoutStats]);
  fixed.writeInt32LE(nameOrIndex, 4);
  return encodeRequest(getLink, 0, fixed, [withoutStats]);
}

export function decodeLinks({ messages }: Answer, peers: Peers): Link[] {
  return messages.map(({ body }) => toLink(body, decodeAttributes(body, ifinfomsgLength), peers));
}

function toLink(fixed: Buffer, attributes: Attributes, peers: Peers): Link {
  const flags = fixed.readUInt32LE(8);
  const hardware = fixed.readUInt16LE(2);
  const linkInfo = readNested(attributes, attribute.linkInfo);
  const kind = readText(linkInfo, info.kind) ?? hardwareTypes.get(hardware) ?? `type ${hardware}`;
  const member = readText(linkInfo, info.slaveKind) === "bond" ? readNested(linkInfo, info.slaveData) : null;
  const hardwareAddress = (member && addressOfMember(member)) ?? attributes.get(attribute.address);
  return {
    masterIndex: readU32(attributes, attribute.master),
    qdiscKind: readText(attributes, attribute.qdisc),
    ifindex: fixed.readInt32LE(4),
    name: readText(attributes, attribute.name) ?? "",
    kind,
    flags: toFlags(flags),
    adminState: (flags & up) !== 0 ? "up" : "down",
    operstate: operstates[attributes.get(attribute.operstate)?.readUInt8(0) ?? 0] ?? "unknown",
    carrier: (flags & lowerUp) !== 0,
    macAddress:
      hardwareTypes.get(hardware) === "ether" && hardwareAddress !== undefined
        ? toMacAddress(hardwareAddress)
        : null,
    mtu: readU32(attributes, attribute.mtu) ?? 0,
    peer: kind === "veth" ? toOther(attributes, peers) : null,
    ...toSingle(kind, attributes, readNested(linkInfo, info.data), peers),
    bridgePort: toBridgePort(linkInfo),
    bondMember: member && toBondMember(member),
    bridge: kind === "bridge" ? toBridge(readNested(linkInfo, info.data)) : null,
  };
}

function toFlags(flags: number): string[] {
  const names = flagNames.filter(([bit]) => (flags & bit) !== 0).map(([, name]) => name);
  return (flags & up) !== 0 && (flags & running) === 0 ? ["NO-CARRIER", ...names] : names;
}

export function toMacAddress(bytes: Buffer): string {
  return (bytes.toString("hex").match(/../g) ?? []).join(":");
}

/** What only this kind has, and what it is on. */
function toSingle(
  kind: string,
  attributes: Attributes,
  data: Attributes,
  peers: Peers,
): Pick<Link, "lower" | "settings" | "named"> {
  const decoded = own<KindReader>(kindReaders, kind)?.decode(data) ?? null;
  // To go on elsewhere than where it is, is more than a record says.
  const isAway = isBoundToBirthplace(kind) && attributes.has(attribute.linkNetnsid);
  if (decoded === null || isAway) return { lower: null, settings: null, named: {} };
  const { settings, lowerIndex, named = {} } = decoded;
  if (lowerIndex === undefined) return { lower: toOther(attributes, peers), settings, named };
  return {
    lower: lowerIndex === null ? null : { namespace: peers.namespace, ifindex: lowerIndex },
    settings,
    named,
  };
}

function isBoundToBirthplace(kind: string): boolean {
  return (
    own(interfaceKinds as Readonly<Record<string, { isBoundToBirthplace: boolean }>>, kind)
      ?.isBoundToBirthplace ?? false
  );
}

/**
 * A veth's peer, or what an interface is on. No `linkNetnsid` means the same namespace. The ids are the looking namespace's
 * own.
 */
function toOther(attributes: Attributes, { namespace, nameOfNsid }: Peers): ObservedInterface["peer"] {
  const ifindex = readU32(attributes, attribute.link);
  if (ifindex === null || ifindex === 0) return null;
  const nsid = attributes.get(attribute.linkNetnsid)?.readInt32LE(0);
  return { namespace: nsid === undefined ? namespace : nameOfNsid(nsid), ifindex };
}

function toBridgePort(linkInfo: Attributes): ObservedInterface["bridgePort"] {
  if (readText(linkInfo, info.slaveKind) !== "bridge") return null;
  const state = readNested(linkInfo, info.slaveData).get(bridgePortState)?.readUInt8(0);
  return state === undefined ? null : { state: bridgePortStates[state] ?? String(state) };
}

function toBridge(data: Attributes): ObservedInterface["bridge"] {
  return {
    stp: readU32(data, bridgeAttribute.stpState) !== 0,
    vlanFiltering: data.get(bridgeAttribute.vlanFiltering)?.readUInt8(0) === 1,
    ageingTimeSeconds: Math.round((readU32(data, bridgeAttribute.ageingTime) ?? 0) / ticksPerSecond),
  };
}

/** As `ip link set dev NAME down`. */
export function requestDown(name: string): Buffer {
  const fixed = Buffer.alloc(ifinfomsgLength);
  // After the flags, all of them off, which to change.
  fixed.writeUInt32LE(up, 12);
  return encodeRequest(newLink, flagAcknowledge, fixed, [[attribute.name, text(name)]]);
}

export function requestCounters(): Buffer {
  return encodeRequest(getLink, flagDump, Buffer.alloc(ifinfomsgLength));
}

/** Interface name → its totals: the first eight of `struct rtnl_link_stats64`. */
export function decodeCounters({ messages }: Answer): Record<string, Counters> {
  return Object.fromEntries(
    messages.flatMap(({ body }) => {
      const attributes = decodeAttributes(body, ifinfomsgLength);
      const stats = attributes.get(attribute.stats64);
      if (stats === undefined) return [];
      const at = (index: number) => Number(stats.readBigUInt64LE(index * 8));
      const counters: Counters = {
        rxPackets: at(0),
        txPackets: at(1),
        rxBytes: at(2),
        txBytes: at(3),
        rxErrors: at(4),
        txErrors: at(5),
        rxDropped: at(6),
        txDropped: at(7),
      };
      return [[readText(attributes, attribute.name) ?? "", counters] as const];
    }),
  );
}
