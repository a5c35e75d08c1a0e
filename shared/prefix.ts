import { bytesOfIpAddress, formatIpAddress, parseIpAddress } from "./ip-address.ts";

/** An address or network with its prefix length, as iproute2 writes it: `10.0.0.1/24`, `2001:db8::1/64`. */
export interface Prefix {
  readonly family: "ipv4" | "ipv6";
  readonly address: string;
  readonly length: number;
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
  const match = /^([^/]+)\/(0|[1-9][0-9]{0,2})$/.exec(text);
  const bytes = parseIpAddress(match?.[1] ?? "");
  const length = Number(match?.[2]);
  return bytes === null || length > bytes.length * 8 ? null : { ...toAddress(bytes), length };
}

export function formatPrefix(prefix: Prefix): string {
  return `${prefix.address}/${prefix.length}`;
}

/** A bare address in canonical form, or null when it is not one. */
export function parseAddress(text: string): Omit<Prefix, "length"> | null {
  const bytes = parseIpAddress(text);
  return bytes === null ? null : toAddress(bytes);
}

function toAddress(bytes: readonly number[]): Omit<Prefix, "length"> {
  return { family: bytes.length === 4 ? "ipv4" : "ipv6", address: formatIpAddress(bytes) };
}

/** `10.0.0.7/24` → `10.0.0.0/24`. */
export function networkOf(prefix: Prefix): Prefix {
  const masked = bytesOfIpAddress(prefix.address).map((byte, index) => byte & maskByte(prefix, index));
  return { ...prefix, address: formatIpAddress(masked) };
}

/** `10.0.0.7/24` → `10.0.0.255`: with IPv4, the network's broadcast address. */
export function lastAddressOf(prefix: Prefix): string {
  const filled = bytesOfIpAddress(prefix.address).map(
    (byte, index) => byte | (0xff & ~maskByte(prefix, index)),
  );
  return formatIpAddress(filled);
}

/** The byte of the network's mask at this place. */
function maskByte({ length }: Prefix, index: number): number {
  const bits = length - index * 8;
  if (bits >= 8) return 0xff;
  return bits <= 0 ? 0 : (0xff << (8 - bits)) & 0xff;
}

/** Is this bare address inside the network that the prefix stands for? */
export function containsAddress(prefix: Prefix, address: string): boolean {
  const own = bytesOfIpAddress(prefix.address);
  const other = parseIpAddress(address);
  if (other?.length !== own.length) return false;
  return other.every((byte, index) => ((byte ^ (own[index] ?? 0)) & maskByte(prefix, index)) === 0);
}

/** Do two networks share an address? */
export function overlaps(a: Prefix, b: Prefix): boolean {
  return a.length <= b.length ? containsAddress(a, b.address) : containsAddress(b, a.address);
}

const linkLocal: Prefix = { family: "ipv6", address: "fe80::", length: 10 };

/** fe80::/10: made by the kernel, valid on one link only. */
export function isLinkLocal(prefix: Prefix): boolean {
  return containsAddress(linkLocal, prefix.address);
}

/** The address `offset` places after the network's own: (`10.0.0.0/24`, 3) → `10.0.0.3/24`. Null past its end. */
export function nthAddress(network: Prefix, offset: number): Prefix | null {
  const bytes = bytesOfIpAddress(networkOf(network).address);
  let carry = offset;
  for (let index = bytes.length - 1; index >= 0 && carry > 0; index -= 1) {
    const sum = (bytes[index] ?? 0) + carry;
    bytes[index] = sum & 0xff;
    carry = Math.floor(sum / 256);
  }
  const result: Prefix = { ...network, address: formatIpAddress(bytes) };
  return carry === 0 && networkOf(result).address === networkOf(network).address ? result : null;
}
