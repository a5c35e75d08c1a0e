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
      fc.property(
        fc.array(fc.record({ isQuery: fc.boolean(), fails: fc.boolean() }), { maxLength: 12 }),
        (commands) => {
          const lines = commands.flatMap(({ isQuery, fails }, index) => {
            if (fails) return [`Error: number ${index}.`, `Command failed -:${index + 1}`];
            return isQuery ? [`[{"number":${index}}]`] : [];
          });
          const outcomes = parseBatchOutput(
            lines,
            commands.map(({ isQuery }) => isQuery),
          );
          expect(outcomes).toEqual(
            commands.map(({ isQuery, fails }, index) => {
              if (fails) return { ok: false, output: `Error: number ${index}.` };
              return { ok: true, output: isQuery ? `[{"number":${index}}]` : "" };
            }),
          );
        },
      ),
    );
  });

  test("KERNEL-1: the tool's words may have several lines", () => {
    const lines = ["Error: first.", "Hint: second.", "Command failed -:1", "", "[]"];
    expect(parseBatchOutput(lines, [false, true])).toEqual([
      { ok: false, output: "Error: first.\nHint: second." },
      { ok: true, output: "[]" },
    ]);
  });

  test("KERNEL-1: a query without an answer has failed", () => {
    expect(parseBatchOutput(["Cannot open netlink socket"], [true])).toEqual([
      { ok: false, output: "Cannot open netlink socket" },
    ]);
    expect(parseBatchOutput([], [false, true])).toEqual([
      { ok: true, output: "" },
      { ok: false, output: "" },
    ]);
  });
});
