import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checked, decodeAnswer, decodeAttributes, encodeRequest, flagDump } from "./message.ts";

const bytes = (maxLength: number) => fc.uint8Array({ maxLength }).map((array) => Buffer.from(array));

describe("a netlink message", () => {
  test("OBS-8: is read as it was written", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 16, max: 0xffff }),
        bytes(20),
        fc.uniqueArray(fc.tuple(fc.integer({ min: 0, max: 0x3fff }), bytes(40)), {
          selector: ([type]) => type,
        }),
        (type, fixed, attributes) => {
          const data = encodeRequest(type, flagDump, fixed, attributes);
          const { messages, errno } = decodeAnswer(data);
          expect(errno).toBe(0);
          expect(messages.map((message) => message.type)).toEqual([type]);
          const body = messages[0]?.body ?? Buffer.alloc(0);
          expect(body.subarray(0, fixed.length)).toEqual(fixed);
          expect([...decodeAttributes(body, fixed.length)]).toEqual(attributes);
        },
      ),
    );
  });

  test("OBS-8: that is cut off or is something else is not guessed at", () => {
    fc.assert(
      fc.property(bytes(120), (data) => {
        const read = () => decodeAnswer(data).messages.map(({ body }) => decodeAttributes(body));
        const problem = (() => {
          try {
            read();
            return null;
          } catch (error) {
            return error instanceof Error ? error.message : error;
          }
        })();
        expect(problem ?? "is cut off").toContain("is cut off");
      }),
    );
    const whole = encodeRequest(18, flagDump, Buffer.alloc(16), [[3, Buffer.from("eth0\0")]]);
    for (let length = 1; length < whole.length; length += 1) {
      expect(() => decodeAnswer(whole.subarray(0, length))).toThrow("is cut off");
    }
  });

  test("OBS-8: of an error is no answer, and no answer is an error", () => {
    const error = Buffer.alloc(4);
    error.writeInt32LE(-19);
    const answer = decodeAnswer(encodeRequest(2, 0, error));
    expect(answer).toEqual({ messages: [], errno: 19 });
    expect(checked(answer, 19)).toBe(answer);
    expect(() => checked(answer)).toThrow("errno 19");
    expect(() => checked(decodeAnswer(Buffer.alloc(0)))).toThrow("errno 5");
  });
});
