import type { ObservedRoute } from "../../../shared/observed.ts";
import { formatIpAddress } from "../../../shared/ip-address.ts";
import { localTable, mainTable } from "../../../shared/routing-table.ts";
import { family, type Family } from "./family.ts";
import {
  decodeAttributes,
  encodeRequest,
  flagDump,
  readU32,
  type Answer,
  type Attributes,
  type Message,
} from "./message.ts";

/** rtnetlink(7), linux/rtnetlink.h. */
const getRoute = 26;
const rtmsgLength = 12;
const attribute = { destination: 1, outgoing: 4, gateway: 5, metric: 6, table: 15, via: 18 } as const;
/** RT_TABLE_UNSPEC. */
const allTables = 0;
const unicast = 1;
const kernelProtocol = 2;
const linkLocal = Buffer.from("fe800000000000000000000000000000", "hex");

/** iproute2's rt_protos. */
const protocols: ReadonlyMap<number, string> = new Map([
  [0, "unspec"],
  [1, "redirect"],
  [kernelProtocol, "kernel"],
  [3, "boot"],
  [4, "static"],
  [8, "gated"],
  [9, "ra"],
  [10, "mrt"],
  [11, "zebra"],
  [12, "bird"],
  [13, "dnrouted"],
  [14, "xorp"],
  [15, "ntk"],
  [16, "dhcp"],
  [18, "keepalived"],
  [42, "babel"],
  [186, "bgp"],
  [187, "isis"],
  [188, "ospf"],
  [189, "rip"],
  [192, "eigrp"],
]);
/** RTNH_F_*, in the order in which ip prints them. */
const flagNames: readonly (readonly [number, string])[] = [
  [0x1, "dead"],
  [0x4, "onlink"],
  [0x2, "pervasive"],
  [0x8, "offload"],
  [0x40, "trap"],
  [0x10, "linkdown"],
  [0x20, "unresolved"],
];

/** Unicast routes: the rest (local, broadcast, multicast) the kernel keeps for itself. */
export function requestRoutes(of: Family): Buffer {
  const fixed = Buffer.alloc(rtmsgLength);
  fixed.writeUInt8(family[of], 0);
  fixed.writeUInt8(allTables, 4);
  fixed.writeUInt8(unicast, 7);
  return encodeRequest(getRoute, flagDump, fixed);
}

/** A route but for its interface's name. */
export type Route = Omit<ObservedRoute, "interface"> & { readonly outgoingIndex: number | null };

/** A kernel without IPv6 answers with what it has, which is IPv4's. */
export function decodeRoutes({ messages }: Answer, of: Family): Route[] {
  return messages
    .filter((message) => message.body.readUInt8(0) === family[of] && !isKernelsOwnRoute(message))
    .map(({ body }) => toRoute(body, decodeAttributes(body, rtmsgLength)))
    .toSorted((a, b) => rank(a) - rank(b));
}

/** The table main first, then by number. */
function rank({ table }: Route): number {
  return table === mainTable ? 0 : table;
}

function toRoute(fixed: Buffer, attributes: Attributes): Route {
  const isIpv4 = fixed.readUInt8(0) === family.ipv4;
  const destination = attributes.get(attribute.destination) ?? Buffer.alloc(isIpv4 ? 4 : 16);
  // `via` is a gateway of the other family: two bytes of family before the address (RFC 5549).
  const gateway = attributes.get(attribute.gateway) ?? attributes.get(attribute.via)?.subarray(2);
  const protocol = fixed.readUInt8(5);
  const flags = fixed.readUInt32LE(8);
  return {
    outgoingIndex: readU32(attributes, attribute.outgoing),
    destination: `${formatIpAddress(destination)}/${fixed.readUInt8(1)}`,
    gateway: gateway === undefined ? null : formatIpAddress(gateway),
    metric: readU32(attributes, attribute.metric),
    table: tableOf(fixed, attributes),
    protocol: protocolName(protocol),
    flags: flagNames.filter(([bit]) => (flags & bit) !== 0).map(([, name]) => name),
  };
}

/** Of a rule of policy routing, too. */
export function protocolName(protocol: number): string {
  return protocols.get(protocol) ?? String(protocol);
}

/** The byte for it is too small for most. */
function tableOf(fixed: Buffer, attributes: Attributes): number {
  return readU32(attributes, attribute.table) ?? fixed.readUInt8(4);
}

/**
 * What the kernel keeps for itself beside each address and link: nothing that is observed, and much of what it says.
 * The table local and other types, and the link-local network (fe80::/64) that every IPv6 interface has.
 */
export function isKernelsOwnRoute({ body }: Message): boolean {
  if (body.readUInt8(4) === localTable || body.readUInt8(7) !== unicast) return true;
  if (body.readUInt8(1) !== 64 || body.readUInt8(5) !== kernelProtocol) return false;
  return decodeAttributes(body, rtmsgLength).get(attribute.destination)?.equals(linkLocal) ?? false;
}
