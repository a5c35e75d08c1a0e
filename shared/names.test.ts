import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  byteLength,
  charactersOfSpaceByte,
  checkInterfaceName,
  checkNamespaceName,
  nextFreeName,
} from "./names.ts";

describe("names", () => {
  test("NAME-1: an interface's name is at most 15 bytes, a namespace's 255, counted in UTF-8", () => {
    expect(checkInterfaceName("a".repeat(15))).toBeNull();
    expect(checkInterfaceName("a".repeat(16))).toBe("too-long");
    expect(checkInterfaceName("端口端口端")).toBeNull();
    expect(checkInterfaceName("端口端口端0")).toBe("too-long");
    expect(checkNamespaceName("a".repeat(255))).toBeNull();
    expect(checkNamespaceName("a".repeat(256))).toBe("too-long");
    expect(checkNamespaceName("é".repeat(127))).toBeNull();
    expect(checkNamespaceName("é".repeat(128))).toBe("too-long");
    expect(checkNamespaceName("")).toBe("empty");
  });

  test("NAME-1: bytes are counted as the kernel counts them", () => {
    const encoder = new TextEncoder();
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        // A lone surrogate has no UTF-8: the encoder writes U+FFFD, three bytes, and so does byteLength.
        expect(byteLength(text)).toBe(encoder.encode(text).length);
      }),
    );
  });

  test.each([
    " ",
    "a b",
    "a\tb",
    "a\nb",
    "a\0b",
    "a/b",
    "../a",
    "a;b",
    "a&b",
    "a|b",
    "$HOME",
    "`id`",
    "a'b",
    'a"b',
    "a\\b",
    "#a",
    "a*",
    "a?",
    "[a]",
    "{a}",
    "a:b",
    "a@b",
    "a%d",
    "a=b",
    "~",
    "!",
    "a,b",
    "\u202Ea",
    "a\u200B",
    "\uD800",
    "e\u0301",
  ])("NAME-2: %j has a character that a shell, ip or a reader would take for something else", (name) => {
    expect(checkInterfaceName(name)).toBe("bad-character");
    expect(checkNamespaceName(name)).toBe("bad-character");
  });

  test("NAME-2: a name cannot begin with a dash, nor mean a folder", () => {
    expect(checkInterfaceName("-a")).toBe("leading-dash");
    expect(checkNamespaceName("--help")).toBe("leading-dash");
    expect(checkNamespaceName(".")).toBe("dots-only");
    expect(checkNamespaceName("..")).toBe("dots-only");
    expect(checkInterfaceName("..")).toBe("dots-only");
    expect(checkNamespaceName("...")).toBeNull();
  });

  test.each(["ns1", "名前", "été", "veth-ns1", "br0", "1", "eth0.100", "_a", "Ω"])(
    "NAME-2: %s is a name",
    (name) => {
      expect(checkInterfaceName(name)).toBeNull();
      expect(checkNamespaceName(name)).toBeNull();
    },
  );

  test.each(["à", "eth-堠", "ꠀ0", "𐐠"])(
    "NAME-2: %s has a byte that the kernel takes for a space in an interface",
    (name) => {
      expect(checkInterfaceName(name)).toBe("space-byte");
      expect(checkNamespaceName(name)).toBeNull();
    },
  );

  test("NAME-2: the characters of such a byte are named", () => {
    const encoder = new TextEncoder();
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        expect(charactersOfSpaceByte(text)).toBe(
          Array.from(text)
            .filter((character) => encoder.encode(character).includes(0xa0))
            .join(""),
        );
      }),
    );
    expect(charactersOfSpaceByte("voilà 堠")).toBe("à堠");
  });

  test("NAME-3: names that mean something already are reserved", () => {
    for (const name of ["lo", "all", "default"]) expect(checkInterfaceName(name)).toBe("reserved");
    expect(checkNamespaceName("host")).toBe("reserved");
    expect(checkNamespaceName("lo")).toBeNull();
    expect(checkInterfaceName("host")).toBeNull();
    for (const name of ["constructor", "__proto__", "toString"]) {
      expect(checkInterfaceName(name)).toBe("reserved");
      expect(checkNamespaceName(name)).toBe("reserved");
    }
  });

  test("the next free name is the first that is not taken", () => {
    expect(nextFreeName("ns", new Set(), 1)).toBe("ns1");
    expect(nextFreeName("ns", new Set(["ns1", "ns2", "ns4"]), 1)).toBe("ns3");
  });
});
