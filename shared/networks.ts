import { bytesOfIpAddress, formatIpAddress } from "./ip-address.ts";
import { formatPrefix, networkOf, nthAddress, parsePrefix, type Prefix } from "./prefix.ts";
import { isInterface, type InterfaceRecord, type Topology, type TopologyRecord } from "./topology.ts";

/** Where networks are taken from when nobody chose one. */
const firstNetwork: Prefix = { family: "ipv4", address: "10.0.0.0", length: 24 };
/** A search that found nothing so far will not find anything a person would like. */
const maxTries = 65_536;

interface Range {
  readonly family: Prefix["family"];
  readonly first: bigint;
  readonly last: bigint;
}

function toNumber(address: string): bigint {
  let number = 0n;
  for (const byte of bytesOfIpAddress(address)) number = (number << 8n) | BigInt(byte);
  return number;
}

function toAddress(number: bigint, family: Prefix["family"]): string {
  const bytes: number[] = [];
  for (let rest = number, left = bitsOf(family) / 8; left > 0; left -= 1, rest >>= 8n) {
    bytes.unshift(Number(rest & 0xffn));
  }
  return formatIpAddress(bytes);
}

function bitsOf(family: Prefix["family"]): number {
  return family === "ipv4" ? 32 : 128;
}

function sizeOf(prefix: Prefix): bigint {
  return 1n << BigInt(bitsOf(prefix.family) - prefix.length);
}

function rangeOf(prefix: Prefix): Range {
  const first = toNumber(networkOf(prefix).address);
  return { family: prefix.family, first, last: first + sizeOf(prefix) - 1n };
}

/** Every address of every interface, and where routes lead. */
function* prefixesOf(topology: Topology): Generator<Prefix> {
  for (const record of Object.values(topology)) {
    for (const text of record.kind === "route" ? [record.destination] : addressesOf(record)) {
      const prefix = parsePrefix(text);
      // A default route is not a network that is in use.
      if (prefix !== null && prefix.length > 0) yield prefix;
    }
  }
}

/** A namespace's are lo's. */
function addressesOf(record: TopologyRecord): readonly string[] {
  if (record.kind === "namespace") return record.loopback.addresses;
  return isInterface(record) ? record.addresses : [];
}

/**
 * The first network that shares no address with any in the lab (or in `alsoUsed`): `from`, or the next of its size.
 * Null when there is none.
 */
export function freeNetwork(
  topology: Topology,
  from: Prefix = firstNetwork,
  alsoUsed: readonly Prefix[] = [],
): Prefix | null {
  const used = [...prefixesOf(topology), ...alsoUsed]
    .filter((prefix) => prefix.family === from.family)
    .map(rangeOf);
  const size = sizeOf(from);
  const end = 1n << BigInt(bitsOf(from.family));
  let first = rangeOf(from).first;
  for (let tries = 0; tries < maxTries && first + size <= end; tries += 1, first += size) {
    const last = first + size - 1n;
    if (!used.some((range) => range.first <= last && first <= range.last)) {
      return { ...from, address: toAddress(first, from.family) };
    }
  }
  return null;
}

/** The next address in the network that no interface of the lab (nor `alsoUsed`) has; null when it is full. */
export function freeAddress(
  topology: Topology,
  network: Prefix,
  alsoUsed: ReadonlySet<string> = new Set(),
): string | null {
  const taken = new Set(alsoUsed);
  for (const record of Object.values(topology)) {
    for (const address of addressesOf(record)) taken.add(address.split("/")[0] ?? address);
  }
  // The last IPv4 address of a network is its broadcast; a /31 and a /32 have none (RFC 3021).
  const spare = network.family === "ipv4" && network.length < 31 ? 1n : 0n;
  const firstOffset = network.length >= bitsOf(network.family) - 1 ? 0 : 1;
  for (let offset = firstOffset; BigInt(offset) + spare < sizeOf(network) && offset < maxTries; offset += 1) {
    const candidate = nthAddress(network, offset);
    if (candidate !== null && !taken.has(candidate.address)) return formatPrefix(candidate);
  }
  return null;
}

/** The same place in another network: `10.0.0.7/24` moved to `10.0.3.0/24` is `10.0.3.7/24`. */
export function moveInto(prefix: Prefix, network: Prefix): Prefix {
  const offset = toNumber(prefix.address) - toNumber(networkOf(prefix).address);
  return { ...prefix, address: toAddress(toNumber(network.address) + offset, prefix.family) };
}

/** The network most of these interfaces are in; IPv4 before IPv6. Null when none has an address. */
export function networkAmong(interfaces: readonly InterfaceRecord[]): Prefix | null {
  const counts = new Map<string, number>();
  for (const address of interfaces.flatMap((record) => record.addresses)) {
    const prefix = parsePrefix(address);
    if (prefix === null) continue;
    const network = formatPrefix(networkOf(prefix));
    const weight = prefix.family === "ipv4" ? 1000 : 1;
    counts.set(network, (counts.get(network) ?? 0) + weight);
  }
  const [best] = [...counts].toSorted(([, a], [, b]) => b - a);
  return best === undefined ? null : parsePrefix(best[0]);
}
