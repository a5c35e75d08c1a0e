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

  test("KERNEL-1: line n of the answer is command n of the question", () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { maxLength: 12 }), (fails) => {
        const lines = fails.flatMap((failed, index) =>
          failed ? [`Error: number ${index}.`, `Command failed -:${index + 1}`] : [],
        );
        expect(parseBatchOutput(lines, fails.length)).toEqual(
          fails.map((failed, index) => ({ ok: !failed, output: failed ? `Error: number ${index}.` : "" })),
        );
      }),
    );
  });

  test("KERNEL-1: the tool's words may have several lines", () => {
    const lines = ["Error: first.", "Hint: second.", "Command failed -:1", ""];
    expect(parseBatchOutput(lines, 2)).toEqual([
      { ok: false, output: "Error: first.\nHint: second." },
      { ok: true, output: "" },
    ]);
  });
});
