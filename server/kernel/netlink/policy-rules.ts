import { formatIpAddress } from "../../../shared/ip-address.ts";
import type { ObservedPolicyRule } from "../../../shared/observed.ts";
import { formatMark } from "../../../shared/policy-rule.ts";
import { family, type Family } from "./family.ts";
import {
  decodeAttributes,
  encodeRequest,
  flagDump,
  readText,
  readU32,
  type Answer,
  type Attributes,
} from "./message.ts";
import { protocolName } from "./routes.ts";

/** linux/fib_rules.h. */
const getRule = 34;
const headerLength = 12;
const attribute = {
  to: 1,
  from: 2,
  iif: 3,
  goto: 4,
  priority: 6,
  fwmark: 10,
  realms: 11,
  tunnelId: 12,
  suppressGroup: 13,
  suppressPrefixLength: 14,
  table: 15,
  fwmask: 16,
  oif: 17,
  l3mdev: 19,
  uidRange: 20,
  protocol: 21,
  ipproto: 22,
  sport: 23,
  dport: 24,
  sportMask: 28,
  dportMask: 29,
} as const;
const known: ReadonlySet<number> = new Set(Object.values(attribute));
/** FRA_PAD. */
const padding = 18;
const lookup = 1;
const actions: ReadonlyMap<number, string> = new Map([
  [lookup, "lookup"],
  [2, "goto"],
  [3, "nop"],
  [6, "blackhole"],
  [7, "unreachable"],
  [8, "prohibit"],
]);
/** FIB_RULE_INVERT. */
const inverted = 0x2;
const ipProtocols: ReadonlyMap<number, ObservedPolicyRule["ipproto"]> = new Map([
  [1, "icmp"],
  [6, "tcp"],
  [17, "udp"],
  [58, "ipv6-icmp"],
]);

export function requestPolicyRules(of: Family): Buffer {
  const header = Buffer.alloc(headerLength);
  header.writeUInt8(family[of], 0);
  return encodeRequest(getRule, flagDump, header);
}

/** In the kernel's order, which is that of priorities. A kernel without IPv6 has none of its rules: an error is an empty answer. */
export function decodePolicyRules({ messages }: Answer, of: Family): ObservedPolicyRule[] {
  return messages
    .filter(({ body }) => body.readUInt8(0) === family[of])
    .map(({ body }) => toRule(of, body, decodeAttributes(body, headerLength)));
}

function toRule(of: Family, header: Buffer, attributes: Attributes): ObservedPolicyRule {
  const action = header.readUInt8(7);
  const mask = readU32(attributes, attribute.fwmask);
  const suppressed = attributes.get(attribute.suppressPrefixLength)?.readInt32LE(0) ?? -1;
  return {
    family: of,
    priority: readU32(attributes, attribute.priority) ?? 0,
    not: (header.readUInt32LE(8) & inverted) !== 0,
    from: networkOf(attributes.get(attribute.from), header.readUInt8(2)),
    to: networkOf(attributes.get(attribute.to), header.readUInt8(1)),
    iif: readText(attributes, attribute.iif),
    oif: readText(attributes, attribute.oif),
    fwmark: mask === null ? null : formatMark(readU32(attributes, attribute.fwmark) ?? 0, mask),
    ipproto: ipProtocols.get(ipProtocolOf(attributes)) ?? null,
    sport: rangeOf(attributes.get(attribute.sport)),
    dport: rangeOf(attributes.get(attribute.dport)),
    action: actions.get(action) ?? String(action),
    table: action === lookup ? readU32(attributes, attribute.table) : null,
    suppressPrefixLength: suppressed < 0 ? null : suppressed,
    protocol: protocolName(attributes.get(attribute.protocol)?.readUInt8(0) ?? 0),
    others: othersOf(header, attributes),
  };
}

/** A single address without its length, as `ip rule` has it. */
function networkOf(address: Buffer | undefined, length: number): string | null {
  if (address === undefined) return null;
  return `${formatIpAddress(address)}${length === address.length * 8 ? "" : `/${length}`}`;
}

function ipProtocolOf(attributes: Attributes): number {
  return attributes.get(attribute.ipproto)?.readUInt8(0) ?? 0;
}

function rangeOf(range: Buffer | undefined): string | null {
  if (range === undefined) return null;
  const [first, last] = [range.readUInt16LE(0), range.readUInt16LE(2)];
  return first === last ? String(first) : `${first}-${last}`;
}

/** Of a single port and of a range there is one, which says nothing. */
function portMask(value: Buffer | undefined): string[] {
  const mask = value?.readUInt16LE(0) ?? 0;
  return mask === 0 || mask === 0xffff ? [] : [`port mask 0x${mask.toString(16)}`];
}

/** What a record has no field for. */
function othersOf(header: Buffer, attributes: Attributes): string[] {
  const tos = header.readUInt8(3);
  const protocol = ipProtocolOf(attributes);
  const uids = attributes.get(attribute.uidRange);
  const word = (name: string, value: number | null) =>
    value === null || value === 0 ? [] : [`${name} ${value}`];
  return [
    ...(tos === 0 ? [] : [`tos 0x${tos.toString(16)}`]),
    ...(protocol === 0 || ipProtocols.has(protocol) ? [] : [`ipproto ${protocol}`]),
    ...(uids === undefined ? [] : [`uidrange ${uids.readUInt32LE(0)}-${uids.readUInt32LE(4)}`]),
    ...word("goto", readU32(attributes, attribute.goto)),
    ...word("realms", readU32(attributes, attribute.realms)),
    ...(attributes.has(attribute.tunnelId) ? ["tun_id"] : []),
    ...word("suppress_ifgroup", readU32(attributes, attribute.suppressGroup)),
    ...[attribute.sportMask, attribute.dportMask].flatMap((mask) => portMask(attributes.get(mask))),
    ...((attributes.get(attribute.l3mdev)?.readUInt8(0) ?? 0) === 0 ? [] : ["l3mdev"]),
    ...[...attributes.keys()]
      .filter((type) => !known.has(type) && type !== padding)
      .map((type) => `attribute ${type}`),
  ];
}
