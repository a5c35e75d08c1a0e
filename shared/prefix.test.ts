import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  containsAddress,
  formatPrefix,
  isLinkLocal,
  lastAddressOf,
  networkOf,
  nthAddress,
  overlaps,
  parseAddress,
  parsePrefix,
  type Prefix,
} from "./prefix.ts";

/** An address as a number: the arithmetic everything here is measured against. */
interface Numbered {
  readonly family: "ipv4" | "ipv6";
  readonly value: bigint;
  readonly length: number;
}

const bitsOf = { ipv4: 32, ipv6: 128 } as const;

function textOf({ family, value }: Omit<Numbered, "length">): string {
  const width = family === "ipv4" ? 8n : 16n;
  const count = family === "ipv4" ? 4 : 8;
  const groups = Array.from(
    { length: count },
    (_none, index) => (value >> (width * BigInt(count - 1 - index))) & ((1n << width) - 1n),
  );
  return family === "ipv4" ? groups.join(".") : groups.map((group) => group.toString(16)).join(":");
}

function numberOf(text: string): bigint {
  if (!text.includes(":")) return text.split(".").reduce((sum, part) => (sum << 8n) | BigInt(part), 0n);
  const [head = "", tail] = text.split("::");
  const groups = (part: string) => (part === "" ? [] : part.split(":"));
  const left = groups(head);
  const right = groups(tail ?? "");
  const zeros = tail === undefined ? 0 : 8 - left.length - right.length;
  return [...left, ...Array.from({ length: zeros }, () => "0"), ...right].reduce(
    (sum, group) => (sum << 16n) | BigInt(`0x${group}`),
    0n,
  );
}

function maskOf({ family, length }: Numbered): bigint {
  const bits = BigInt(bitsOf[family]);
  return ((1n << bits) - 1n) ^ ((1n << (bits - BigInt(length))) - 1n);
}

const numbered: fc.Arbitrary<Numbered> = fc.constantFrom("ipv4" as const, "ipv6" as const).chain((family) =>
  fc.record({
    family: fc.constant(family),
    value: fc.bigInt({ min: 0n, max: (1n << BigInt(bitsOf[family])) - 1n }),
    length: fc.nat(bitsOf[family]),
  }),
);

function prefixOf(address: Numbered): Prefix {
  const prefix = parsePrefix(`${textOf(address)}/${address.length}`);
  if (prefix === null) throw new Error(`not read: ${textOf(address)}`);
  return prefix;
}

describe("addresses and networks", () => {
  test("ADDR-1: one spelling of each is kept", () => {
    const spellings: Readonly<Record<string, string | null>> = {
      "10.0.0.1/24": "10.0.0.1/24",
      "2001:DB8:0:0:0:0:0:1/64": "2001:db8::1/64",
      "2001:db8:0:0:1:0:0:1/64": "2001:db8::1:0:0:1/64",
      "2001:db8:0:1:1:1:1:1/64": "2001:db8:0:1:1:1:1:1/64",
      "::/0": "::/0",
      "::ffff:1.2.3.4/128": "::ffff:102:304/128",
      "10.0.0.1": null,
      "10.0.0.1/33": null,
      "10.0.0.1/024": null,
      "10.0.0.1/-1": null,
      "10.0.0.1/ 24": null,
      "10.0.0.1/24 ": null,
      "10.0.0/24": null,
      "010.0.0.1/24": null,
      "0x0a.0.0.1/24": null,
      "167772161/24": null,
      "10.0.0.256/24": null,
      "::1/129": null,
      "fe80::1%eth0/64": null,
      "1::2::3/64": null,
      ":::/64": null,
      "-1/24": null,
      "": null,
      "/24": null,
    };
    const canonical = Object.keys(spellings).map((text) => {
      const prefix = parsePrefix(text);
      return [text, prefix === null ? null : formatPrefix(prefix)];
    });
    expect(Object.fromEntries(canonical)).toEqual(spellings);
  });

  test("ADDR-1: a canonical text reads back as itself, and every address can be read", () => {
    fc.assert(
      fc.property(numbered, (address) => {
        const text = formatPrefix(prefixOf(address));
        expect(parsePrefix(text)).toEqual(prefixOf(address));
        expect(numberOf(prefixOf(address).address)).toBe(address.value);
        expect(parseAddress(textOf(address))).toEqual({
          family: address.family,
          address: prefixOf(address).address,
        });
      }),
    );
  });

  test("ADDR-1: no other text is taken for an address", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 30 }), (text) => {
        expect(parsePrefix(text) !== null && !/^[0-9A-Fa-f:.]+\/\d{1,3}$/.test(text)).toBe(false);
      }),
    );
  });

  test("ADDR-2: networkOf and lastAddressOf mask as binary arithmetic does", () => {
    fc.assert(
      fc.property(numbered, (address) => {
        const mask = maskOf(address);
        const all = (1n << BigInt(bitsOf[address.family])) - 1n;
        expect(numberOf(networkOf(prefixOf(address)).address)).toBe(address.value & mask);
        expect(numberOf(lastAddressOf(prefixOf(address)))).toBe(address.value | (all ^ mask));
      }),
    );
  });

  test("ADDR-2: containsAddress is comparison under the mask", () => {
    fc.assert(
      fc.property(
        numbered,
        fc.bigInt({ min: 0n, max: (1n << 128n) - 1n }),
        fc.boolean(),
        (network, other, near) => {
          const all = (1n << BigInt(bitsOf[network.family])) - 1n;
          const mask = maskOf(network);
          const value = near ? (network.value & mask) | (other & (all ^ mask)) : other & all;
          const expected = (value & mask) === (network.value & mask);
          expect(containsAddress(prefixOf(network), textOf({ family: network.family, value }))).toBe(
            expected,
          );
        },
      ),
    );
    expect(containsAddress({ family: "ipv4", address: "10.0.0.0", length: 0 }, "::1")).toBe(false);
    expect(containsAddress({ family: "ipv4", address: "10.0.0.0", length: 8 }, "not an address")).toBe(false);
  });

  test("ADDR-2: networks overlap when the shorter one contains the other", () => {
    fc.assert(
      fc.property(numbered, fc.nat(128), (a, length) => {
        const b = { ...a, length: length % (bitsOf[a.family] + 1) };
        expect(overlaps(prefixOf(a), prefixOf(b))).toBe(true);
      }),
    );
    const of = (text: string) => parsePrefix(text) ?? { family: "ipv4" as const, address: "", length: 0 };
    expect(overlaps(of("10.0.0.0/24"), of("10.0.1.0/24"))).toBe(false);
    expect(overlaps(of("10.0.0.0/8"), of("fd00::/8"))).toBe(false);
  });

  test("ADDR-2: nthAddress adds, and ends with the network", () => {
    fc.assert(
      fc.property(numbered, fc.nat(1_000_000), (network, offset) => {
        const mask = maskOf(network);
        const size = 1n << BigInt(bitsOf[network.family] - network.length);
        const result = nthAddress(prefixOf(network), offset);
        const expected = BigInt(offset) < size ? (network.value & mask) + BigInt(offset) : null;
        expect(result === null ? null : numberOf(result.address)).toBe(expected);
        expect(result?.length ?? network.length).toBe(network.length);
      }),
    );
  });

  test("fe80::/10 is link-local, and nothing else", () => {
    const isLocal = (text: string) => {
      const prefix = parsePrefix(text);
      return prefix !== null && isLinkLocal(prefix);
    };
    const texts = [
      "fe80::1/64",
      "febf:ffff::1/64",
      "fec0::1/64",
      "fe7f::1/64",
      "fd00::1/64",
      "169.254.0.1/16",
    ];
    expect(texts.filter(isLocal)).toEqual(["fe80::1/64", "febf:ffff::1/64"]);
  });
});
