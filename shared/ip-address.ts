/** An IPv4 or IPv6 address as the network has it: 4 or 16 bytes, the most significant first. */
type IpBytes = ArrayLike<number>;

const byteInDecimal = /^(0|[1-9][0-9]{0,2})$/;
const groupInHex = /^[0-9A-Fa-f]{1,4}$/;

/** Every text that inet_pton(3) takes, and no other: no zone, no `0x7f.1`, no leading zeros in IPv4. */
export function parseIpAddress(text: string): number[] | null {
  return text.includes(":") ? parseIpv6(text) : parseIpv4(text);
}

/** Of an address that was parsed before. @throws when it is none */
export function bytesOfIpAddress(address: string): number[] {
  const bytes = parseIpAddress(address);
  if (bytes === null) throw new TypeError(`not an address: ${address}`);
  return bytes;
}

function parseIpv4(text: string): number[] | null {
  const parts = text.split(".");
  const bytes = parts.map(Number);
  const isIpv4 = parts.length === 4 && parts.every((part) => byteInDecimal.test(part));
  return isIpv4 && bytes.every((byte) => byte <= 255) ? bytes : null;
}

function parseIpv6(text: string): number[] | null {
  const [head = "", tail, ...more] = text.split("::");
  if (more.length > 0) return null;
  // An IPv4 address may take the place of the last two groups.
  const before = parseGroups(head, tail === undefined);
  if (tail === undefined) return before?.length === 16 ? before : null;
  const after = parseGroups(tail, true);
  if (before === null || after === null) return null;
  const missing = 16 - before.length - after.length;
  return missing < 2 ? null : [...before, ...Array.from({ length: missing }, () => 0), ...after];
}

function parseGroups(text: string, mayEndInIpv4: boolean): number[] | null {
  if (text === "") return [];
  const groups = text.split(":");
  const bytes = groups.map((group, index) => {
    const isLast = index === groups.length - 1;
    return parseGroup(group) ?? (mayEndInIpv4 && isLast ? parseIpv4(group) : null);
  });
  return bytes.every((part) => part !== null) ? bytes.flat() : null;
}

function parseGroup(text: string): number[] | null {
  const value = Number.parseInt(text, 16);
  return groupInHex.test(text) ? [value >> 8, value & 0xff] : null;
}

/**
 * The one spelling that is kept: RFC 5952 for IPv6, hexadecimal also where inet_ntop(3) writes the last two groups as
 * an IPv4 address.
 *
 * @throws when there are neither 4 nor 16 bytes
 */
export function formatIpAddress(bytes: IpBytes): string {
  if (bytes.length === 4) return Array.from(bytes).join(".");
  if (bytes.length === 16) return formatIpv6(bytes);
  throw new RangeError(`no address has ${bytes.length} bytes`);
}

function formatIpv6(bytes: IpBytes): string {
  const groups = Array.from({ length: 8 }, (_none, index) => groupAt(bytes, index));
  const { start, length } = longestZeros(groups);
  const hex = groups.map((group) => group.toString(16));
  // A single zero is written out (RFC 5952, 4.2.2).
  if (length < 2) return hex.join(":");
  return `${hex.slice(0, start).join(":")}::${hex.slice(start + length).join(":")}`;
}

function groupAt(bytes: IpBytes, index: number): number {
  return ((bytes[index * 2] ?? 0) << 8) | (bytes[index * 2 + 1] ?? 0);
}

/** The first of the longest runs. */
function longestZeros(groups: readonly number[]): { start: number; length: number } {
  let longest = { start: 0, length: 0 };
  let length = 0;
  for (const [index, group] of groups.entries()) {
    length = group === 0 ? length + 1 : 0;
    if (length > longest.length) longest = { start: index - length + 1, length };
  }
  return longest;
}

/** Is it many's? RFC 5771 and RFC 4291: 224.0.0.0/4, ff00::/8. */
export function isGroup(address: string): boolean {
  return /^(22[4-9]|23\d)\.|^ff..:/.test(address);
}
