import { expect, test } from "vitest";
import { clampKey, formatKey, newPrivateKey, parseKey, publicKeyOf } from "./wireguard-key.ts";

const bytesOf = (hex: string) => Uint8Array.from(Buffer.from(hex, "hex"));

test("DOC-1: a public key is what other programs make of the private one", async () => {
  const subtle = globalThis.crypto.subtle;
  for (let round = 0; round < 5; round += 1) {
    const privateKey = newPrivateKey();
    const header = bytesOf("302e020100300506032b656e04220420");
    const pkcs8 = Buffer.concat([header, parseKey(privateKey) ?? Buffer.alloc(0)]);
    const key = await subtle.importKey("pkcs8", pkcs8, { name: "X25519" }, true, ["deriveBits"]);
    const { x = "" } = await subtle.exportKey("jwk", key);
    expect(publicKeyOf(privateKey)).toBe(formatKey(Buffer.from(x, "base64url")));
  }
});

test("DOC-1: a key has one text", () => {
  const bytes = Uint8Array.from({ length: 32 }, (_none, index) => (index * 37 + 5) & 0xff);
  const text = formatKey(bytes);
  expect(text).toBe(Buffer.from(bytes).toString("base64"));
  expect(parseKey(text)).toEqual(bytes);
  expect([parseKey(`${text.slice(0, 42)}B=`), parseKey(""), parseKey(`${text}=`)]).toEqual([
    null,
    null,
    null,
  ]);
  expect(clampKey(clampKey(text))).toBe(clampKey(text));
});
