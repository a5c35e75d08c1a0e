import { expect, test } from "vitest";
import { noQuality } from "../../../shared/quality.ts";
import { encodeRequest, text } from "./message.ts";
import { decodeQdiscs } from "./qdiscs.ts";

/** As the kernel tells of one at the root of interface 2. */
function told(kind: string, options: Buffer) {
  const fixed = Buffer.alloc(20);
  fixed.writeInt32LE(2, 4);
  fixed.writeUInt32LE(0x8001_0000, 8);
  fixed.writeUInt32LE(0xffff_ffff, 12);
  const attributes = [
    [1, text(kind)],
    [2, options],
  ] as const;
  const body = encodeRequest(36, 0, fixed, attributes).subarray(16);
  return decodeQdiscs({ messages: [{ type: 36, body }], errno: 0 }).get(2);
}

function netem(lossPart: number, limit = 1000): Buffer {
  const options = Buffer.alloc(24);
  options.writeUInt32LE(limit, 4);
  options.writeUInt32LE(lossPart, 8);
  return options;
}

test("QUALITY-2: a percentage is read as it was typed, however tc rounds it", () => {
  // 30 % of 2³² - 1 is half a part too much.
  for (const part of [1_288_490_188, 1_288_490_189])
    expect(told("netem", netem(part))).toEqual({ kind: "netem", quality: { ...noQuality, lossPercent: 30 } });
  expect(told("netem", netem(0xffff_ffff))?.quality?.lossPercent).toBe(100);
});

test("QUALITY-2: a delay is read as it was typed, though tc rounds it to a tick", () => {
  const delayed = (nanoseconds: bigint) => {
    const latency = Buffer.alloc(12);
    latency.writeUInt16LE(12, 0);
    latency.writeUInt16LE(10, 2);
    latency.writeBigInt64LE(nanoseconds, 4);
    return told("netem", Buffer.concat([netem(0), latency]))?.quality?.delayMs;
  };
  expect([250_000n, 249_984n, 960n].map(delayed)).toEqual([0.25, 0.25, 0.001]);
  // What is nobody's whole microseconds.
  expect(delayed(250_500n)).toBeUndefined();
});

test("QUALITY-2: what no fields say is told by its name", () => {
  expect(told("netem", netem(1_288_490_188, 50))).toEqual({ kind: "netem", quality: null });
  expect(told("netem", netem(1000))).toEqual({ kind: "netem", quality: null });
  expect(told("htb", Buffer.alloc(0))).toEqual({ kind: "htb", quality: null });
});
