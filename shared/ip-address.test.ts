import { BlockList, isIP } from "node:net";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatIpAddress, parseIpAddress } from "./ip-address.ts";

const ipv4 = fc.array(fc.integer({ min: 0, max: 255 }), { minLength: 4, maxLength: 4 });
/** Zeros are what the shortened forms are about. */
const group = fc.oneof(
  { weight: 3, arbitrary: fc.constant(0) },
  fc.constantFrom(1, 5, 0xff, 0x102, 0xffff),
  fc.integer({ min: 0, max: 0xffff }),
);
const ipv6 = fc
  .array(group, { minLength: 8, maxLength: 8 })
  .map((groups) => groups.flatMap((value) => [value >> 8, value & 0xff]));

/** Nothing left out: what any reader agrees on. */
function inFull(bytes: readonly number[]): string {
  if (bytes.length === 4) return bytes.join(".");
  const hex = bytes.map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/(.{4})(?!$)/g, "$1:");
}

/** URLs keep RFC 5952's text, in hexadecimal (https://url.spec.whatwg.org/#concept-ipv6-serializer). */
function inUrl(text: string): string {
  return new URL(`http://[${text}]/`).hostname.slice(1, -1);
}

/** Do Node's own sockets take these two for the same address? */
function isSameToSockets(a: string, b: string): boolean {
  const family = a.includes(":") ? "ipv6" : "ipv4";
  const list = new BlockList();
  list.addAddress(a, family);
  return list.check(b, family);
}

/** Addresses nearly, and now and then one. */
const pieces =
  ": : : :: 0 00 5 0001 00001 db8 FFFF fffff g . -1 1.2.3.4 0.0.0.0 01.2.3.4 1.2.3 256.1.1.1 0x7f.1 /64";
const nearly = fc
  .array(fc.constantFrom(" ", ...pieces.split(" ")), { maxLength: 17 })
  .map((parts) => parts.join(""));

describe("an IP address", () => {
  test("ADDR-1: is kept under one spelling, which every reader takes for the same bytes", () => {
    fc.assert(
      fc.property(fc.oneof(ipv4, ipv6), (bytes) => {
        const text = formatIpAddress(bytes);
        expect(text).toBe(bytes.length === 4 ? bytes.join(".") : inUrl(inFull(bytes)));
        expect(isSameToSockets(text, inFull(bytes))).toBe(true);
        expect(parseIpAddress(text)).toEqual(bytes);
        expect(parseIpAddress(inFull(bytes).toUpperCase())).toEqual(bytes);
      }),
      { numRuns: 2000 },
    );
  });

  test("ADDR-1: may end in an IPv4 address", () => {
    fc.assert(
      fc.property(ipv6, ipv4, (start, end) => {
        const bytes = [...start.slice(0, 12), ...end];
        const text = `${inFull(bytes).slice(0, "0000:".length * 6)}${end.join(".")}`;
        expect(parseIpAddress(text)).toEqual(bytes);
        expect(isSameToSockets(text, formatIpAddress(bytes))).toBe(true);
      }),
    );
  });

  test("ADDR-1: is what sockets take for one, and nothing else", () => {
    fc.assert(
      fc.property(nearly, (text) => {
        const bytes = parseIpAddress(text);
        const version = bytes === null ? 0 : bytes.length === 4 ? 4 : 6;
        const kept = bytes === null ? null : formatIpAddress(bytes);
        expect({ version, kept }).toEqual({
          version: isIP(text),
          kept: isIP(text) === 0 ? null : text.includes(":") ? inUrl(text) : text,
        });
      }),
      { numRuns: 5000 },
    );
  });

  test.each([
    ["::5:1", "::5:1"],
    ["::0.5.0.1", "::5:1"],
    ["::1.2.3.4", "::102:304"],
    ["::ffff:1.2.3.4", "::ffff:102:304"],
    ["::FFFF:102:304", "::ffff:102:304"],
    ["64:ff9b::192.0.2.1", "64:ff9b::c000:201"],
    ["1:2:3:4:5:6:1.2.3.4", "1:2:3:4:5:6:102:304"],
    ["0001:0:0:0:0:0:0:0", "1::"],
    ["::", "::"],
    ["1:0:0:2:0:0:0:3", "1:0:0:2::3"],
    ["1:0:0:2:3:0:0:4", "1::2:3:0:0:4"],
    ["1:0:2:3:4:5:6:7", "1:0:2:3:4:5:6:7"],
    ["1:2:3:4:5:6:7::", "1:2:3:4:5:6:7:0"],
  ])("ADDR-1: %s is kept as %s", (text, kept) => {
    expect(formatIpAddress(parseIpAddress(text) ?? [])).toBe(kept);
  });

  test.each([
    "fe80::1%eth0",
    "fe80::1%",
    "1:2:3:4:5:6:7:8::",
    "1.2.3.4::",
    "::1.2.3.4:5",
    "::00001",
    "::1.2.3.04",
  ])("ADDR-1: %s is none", (text) => {
    expect(parseIpAddress(text)).toBeNull();
  });
});
