import { describe, expect, test } from "vitest";
import { TerminalHistory, type TerminalOutput } from "./terminal-history.ts";

const size = { columns: 80, rows: 24 };
const wide = { columns: 120, rows: 24 };

const textOf = (outputs: readonly TerminalOutput[]) =>
  Buffer.concat(
    outputs.map((output) => (Buffer.isBuffer(output) ? output : Buffer.from(`<${output.columns}>`))),
  ).toString();

function shown(history: TerminalHistory): string {
  const { size: first, outputs } = history.replay();
  return `<${first.columns}>${textOf(outputs)}`;
}

describe("TERM-3 the history of a terminal", () => {
  test("is what was shown, in order, with the sizes in their places", () => {
    const history = new TerminalHistory(size);
    for (const output of [Buffer.from("one "), Buffer.from("two"), size, wide, Buffer.from("three")])
      history.add(output);
    expect(shown(history)).toBe("<80>one two<120>three");
    expect(history.replay().outputs).toHaveLength(3);
  });

  test("is no longer than it may be, and begins with a whole line of the size of then", () => {
    const history = new TerminalHistory(size, 20_000);
    history.add(Buffer.from("old\n".repeat(3000)));
    history.add(wide);
    const lines = Array.from({ length: 1000 }, (_, number) => `第 ${number} 行：网络\n`);
    for (const line of lines) {
      const bytes = Buffer.from(line);
      // As they come: in the middle of a character, too.
      history.add(bytes.subarray(0, 2));
      history.add(bytes.subarray(2));
    }
    const { size: first, outputs } = history.replay();
    const text = textOf(outputs);
    expect(first).toEqual(wide);
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(20_000);
    expect(lines.join("").endsWith(text)).toBe(true);
    expect(text).toMatch(/^第 \d+ 行/);
  });

  test("knows that a program which fills the screen has it, and that it has given it back", () => {
    const history = new TerminalHistory(size, 100);
    history.add(Buffer.from("\x1b[?1049h\x1b[H"));
    history.add(Buffer.alloc(9000, "x\n"));
    history.add(Buffer.from("more"));
    expect(textOf(history.replay().outputs)).toBe("\x1b[?1049hmore");
    history.add(Buffer.alloc(9000, "\x1b[?1049l\n"));
    history.add(Buffer.alloc(90, "y\n"));
    expect(textOf(history.replay().outputs)).toMatch(/^y/);
  });
});
