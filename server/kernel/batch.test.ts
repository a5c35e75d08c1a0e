import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { batchLine, parseBatchOutput } from "./batch.ts";

describe("a batch of commands", () => {
  test("SAFE-1: only plain words become a line", () => {
    expect(batchLine(["link", "add", "name", "名前", "type", "bridge"])).toBe(
      "link add name 名前 type bridge",
    );
    for (const word of ["", " ", "a b", "a\tb", "a\nb", "a\rb", '"', "'", "\\", "#", "a#b", "\0", "\u0007"]) {
      expect(() => batchLine(["link", word])).toThrow(TypeError);
    }
  });

  const signLine = '[{"ifname":"lo","operstate":"DOWN"}]';
  const failure = (number: number) => [`Error: number ${number}.`, `Command failed -:${2 * number + 1}`];

  test("KERNEL-1: answer n is command n's", () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { maxLength: 12 }), (fails) => {
        // Words come unbuffered, signs when ip ends.
        const words = fails.flatMap((failed, index) => (failed ? failure(index) : []));
        const lines = [...words, ...fails.map(() => signLine)];
        expect(parseBatchOutput(lines, fails.length)).toEqual(
          fails.map((failed, index) => ({ ok: !failed, output: failed ? `Error: number ${index}.` : "" })),
        );
      }),
    );
  });

  test("KERNEL-1: the tool's words may have several lines", () => {
    const lines = ["Error: first.", "Hint: second.", "Command failed -:1", signLine, "", signLine];
    expect(parseBatchOutput(lines, 2)).toEqual([
      { ok: false, output: "Error: first.\nHint: second." },
      { ok: true, output: "" },
    ]);
  });

  test("KERNEL-1: where ip ended is the command at fault, and none after it has run", () => {
    const lines = [
      ...failure(0),
      'Error: argument "br0" is wrong: Device does not exist',
      signLine,
      signLine,
    ];
    expect(parseBatchOutput(lines, 4)).toEqual([
      { ok: false, output: "Error: number 0." },
      { ok: true, output: "" },
      { ok: false, output: 'Error: argument "br0" is wrong: Device does not exist' },
    ]);
    expect(parseBatchOutput([], 2)).toEqual([{ ok: false, output: "" }]);
  });

  test("KERNEL-1: a sign that fails is a sign", () => {
    expect(parseBatchOutput(['Device "lo" does not exist.', "Command failed -:2"], 1)).toEqual([
      { ok: true, output: "" },
    ]);
  });
});
