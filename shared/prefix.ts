import ipaddr from "ipaddr.js";

/** An address or network with its prefix length, as iproute2 writes it: `10.0.0.1/24`, `2001:db8::1/64`. */
export interface Prefix {
  readonly family: "ipv4" | "ipv6";
  readonly address: string;
  readonly length: number;
}

type Ip = ipaddr.IPv4 | ipaddr.IPv6;

/** Plain dotted or colon form only; ipaddr.js would also read `0x7f.1`, and zones name an interface. */
function parseIp(text: string): Ip | null {
  if (ipaddr.IPv4.isValidFourPartDecimal(text)) return ipaddr.IPv4.parse(text);
  if (!text.includes(":") || text.includes("%") || !ipaddr.IPv6.isValid(text)) return null;
  return ipaddr.IPv6.parse(text);
}

function canonical(ip: Ip): string {
  return ip instanceof ipaddr.IPv6 ? ip.toRFC5952String() : ip.toString();
}

const cache = new Map<string, Prefix | null>();
/** Bounded: the same few hundred texts are parsed again at every edit. */
const cacheLimit = 20_000;

/** `address/length` → its parts in canonical form, or null when it is not one. */
export function parsePrefix(text: string): Prefix | null {
  const known = cache.get(text);
  if (known !== undefined) return known;
  const parsed = parsePrefixAfresh(text);
  if (cache.size >= cacheLimit) cache.clear();
  cache.set(text, parsed);
  return parsed;
}

function parsePrefixAfresh(text: string): Prefix | null {
  const match = /^([0-9A-Fa-f:.]+)\/(0|[1-9][0-9]{0,2})$/.exec(text);
  if (match?.[1] === undefined || match[2] === undefined) return null;
  const ip = parseIp(match[1]);
  const length = Number(match[2]);
  if (ip === null || length > (ip.kind() === "ipv4" ? 32 : 128)) return null;
  return { family: ip.kind(), address: canonical(ip), length };
}

export function formatPrefix(prefix: Prefix): string {
  return `${prefix.address}/${prefix.length}`;
}

/** A bare address in canonical form, or null when it is not one. */
export function parseAddress(text: string): { family: "ipv4" | "ipv6"; address: string } | null {
  const ip = parseIp(text);
  return ip === null ? null : { family: ip.kind(), address: canonical(ip) };
}

/** 4 or 16 bytes, the most significant first, as the network has them. @throws when they are neither */
export function addressOfBytes(bytes: Uint8Array): string {
  return canonical(ipaddr.fromByteArray([...bytes]));
}

/** `10.0.0.7/24` → `10.0.0.0/24`. */
export function networkOf(prefix: Prefix): Prefix {
  const bytes = ipOf(prefix.address).toByteArray();
  const masked = bytes.map((byte, index) => byte & maskByte(prefix.length - index * 8));
  return { ...prefix, address: canonical(ipaddr.fromByteArray(masked)) };
}

/** `10.0.0.7/24` → `10.0.0.255`: with IPv4, the network's broadcast address. */
export function lastAddressOf(prefix: Prefix): string {
  const bytes = ipOf(prefix.address).toByteArray();
  const filled = bytes.map((byte, index) => byte | (0xff & ~maskByte(prefix.length - index * 8)));
  return canonical(ipaddr.fromByteArray(filled));
}

function maskByte(bits: number): number {
  if (bits >= 8) return 0xff;
  return bits <= 0 ? 0 : (0xff << (8 - bits)) & 0xff;
}

function ipOf(address: string): Ip {
  const ip = parseIp(address);
  if (ip === null) throw new TypeError(`not an address: ${address}`);
  return ip;
}

/** Is this bare address inside the network that the prefix stands for? */
export function containsAddress(prefix: Prefix, address: string): boolean {
  const other = parseAddress(address);
  if (other === null || other.family !== prefix.family) return false;
  return networkOf({ ...other, length: prefix.length }).address === networkOf(prefix).address;
}

/** Do two networks share an address? */
export function overlaps(a: Prefix, b: Prefix): boolean {
  if (a.family !== b.family) return false;
  return a.length <= b.length ? containsAddress(a, b.address) : containsAddress(b, a.address);
}

/** fe80::/10: made by the kernel, valid on one link only. */
export function isLinkLocal(prefix: Prefix): boolean {
  return prefix.family === "ipv6" && ipOf(prefix.address).range() === "linkLocal";
}

/** The address `offset` places after the network's own: (`10.0.0.0/24`, 3) → `10.0.0.3/24`. Null past its end. */
export function nthAddress(network: Prefix, offset: number): Prefix | null {
  const bytes = ipOf(networkOf(network).address).toByteArray();
  let carry = offset;
  for (let index = bytes.length - 1; index >= 0 && carry > 0; index -= 1) {
    const sum = (bytes[index] ?? 0) + carry;
    bytes[index] = sum & 0xff;
    carry = Math.floor(sum / 256);
  }
  const result: Prefix = { ...network, address: canonical(ipaddr.fromByteArray(bytes)) };
  return carry === 0 && networkOf(result).address === networkOf(network).address ? result : null;
}
