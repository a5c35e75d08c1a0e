/** Keys of WireGuard: 32 bytes in base64, as wg(8) writes them. */

/** Of the runtime, here and there. */
declare const crypto: { getRandomValues(array: Uint8Array): Uint8Array };

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const keyLength = 32;

/** The one text for these bytes. */
export function formatKey(bytes: ArrayLike<number>): string {
  let text = "";
  for (let at = 0; at < keyLength; at += 3) {
    const group = ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
    for (const shift of [18, 12, 6, 0]) text += alphabet[(group >> shift) & 63] ?? "";
  }
  // The last group has two bytes.
  return `${text.slice(0, -1)}=`;
}

/** null when the text is no key. */
export function parseKey(text: string): Uint8Array | null {
  // Of the last of its 43 characters two bits are left over.
  if (!/^[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=$/.test(text)) return null;
  const bits = Array.from(text.slice(0, -1), (character) => alphabet.indexOf(character));
  const byteAt = (index: number) => {
    const [first, offset] = [Math.floor((index * 8) / 6), (index * 8) % 6];
    const pair = ((bits[first] ?? 0) << 6) | (bits[first + 1] ?? 0);
    return (pair >> (4 - offset)) & 0xff;
  };
  return Uint8Array.from({ length: keyLength }, (_none, index) => byteAt(index));
}

/** As the kernel keeps it: five of its bits are fixed (curve25519_clamp_secret, crypto/curve25519.h). */
export function clampKey(key: string): string {
  return formatKey(clamped(parseKey(key) ?? new Uint8Array(keyLength)));
}

function clamped(secret: Uint8Array): Uint8Array {
  const bytes = Uint8Array.from(secret);
  bytes[0] = (bytes[0] ?? 0) & 248;
  bytes[31] = ((bytes[31] ?? 0) & 127) | 64;
  return bytes;
}

export function newPrivateKey(): string {
  return formatKey(clamped(crypto.getRandomValues(new Uint8Array(keyLength))));
}

const known = new Map<string, string>();
const knownLimit = 1000;

/** Takes milliseconds the first time. */
export function publicKeyOf(privateKey: string): string {
  const key =
    known.get(privateKey) ?? formatKey(timesBasePoint(clamped(parseKey(privateKey) ?? new Uint8Array(32))));
  if (known.size >= knownLimit) known.clear();
  known.set(privateKey, key);
  return key;
}

const prime = 2n ** 255n - 19n;
const a24 = 121665n;

/** X25519 with the base point 9 (RFC 7748, 5), which takes no care to hide how long it takes: the key is the page's own. */
function timesBasePoint(secret: Uint8Array): Uint8Array {
  const scalar = secret.reduceRight((number, byte) => (number << 8n) | BigInt(byte), 0n);
  const base = 9n;
  let [x2, z2, x3, z3] = [1n, 0n, base, 1n];
  let swap = 0n;
  for (let bit = 254n; bit >= 0n; bit -= 1n) {
    const isSet = (scalar >> bit) & 1n;
    if (swap !== isSet) [x2, x3, z2, z3] = [x3, x2, z3, z2];
    swap = isSet;
    const [sum, difference] = [x2 + z2, x2 - z2];
    const [aa, bb] = [reduced(sum * sum), reduced(difference * difference)];
    const e = aa - bb;
    const [da, cb] = [reduced((x3 - z3) * sum), reduced((x3 + z3) * difference)];
    [x3, z3] = [reduced((da + cb) ** 2n), reduced(base * (da - cb) ** 2n)];
    [x2, z2] = [reduced(aa * bb), reduced(e * (aa + a24 * e))];
  }
  if (swap === 1n) [x2, z2] = [x3, z3];
  const result = reduced(x2 * power(z2, prime - 2n));
  return Uint8Array.from({ length: keyLength }, (_none, index) =>
    Number((result >> BigInt(index * 8)) & 0xffn),
  );
}

function reduced(number: bigint): bigint {
  const rest = number % prime;
  return rest < 0n ? rest + prime : rest;
}

function power(base: bigint, exponent: bigint): bigint {
  let result = 1n;
  for (let square = reduced(base), rest = exponent; rest > 0n; rest >>= 1n, square = reduced(square * square))
    if ((rest & 1n) === 1n) result = reduced(result * square);
  return result;
}
