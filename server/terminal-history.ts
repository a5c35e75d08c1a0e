import type { TerminalSize } from "../shared/terminal.ts";

/** What a terminal showed, in order: bytes, or the size that it had from there on. */
export type TerminalOutput = Buffer | TerminalSize;

/** Of each terminal; ten thousand full lines and more. */
const bytesAtMost = 1024 * 1024;
/** Smaller pieces are put together: somebody who types makes thousands of them. */
const pieceBytes = 8 * 1024;

const toAlternateScreen = Buffer.from("\x1b[?1049h");
const fromAlternateScreen = Buffer.from("\x1b[?1049l");
const none = Buffer.alloc(0);

/** The end of what a terminal showed, for whoever comes later. The oldest goes first. */
export class TerminalHistory {
  readonly #limit: number;
  /** Where the history begins: the size, and whether a program that fills the screen (vi, less, top) had it. */
  #size: TerminalSize;
  #isAlternate = false;
  #isCut = false;
  #outputs: TerminalOutput[] = [];
  #bytes = 0;

  constructor(size: TerminalSize, limit = bytesAtMost) {
    this.#size = size;
    this.#limit = limit;
  }

  add(output: TerminalOutput): void {
    const last = this.#outputs.at(-1);
    if (!Buffer.isBuffer(output)) {
      // Nothing was shown between the two.
      if (last !== undefined && !Buffer.isBuffer(last)) this.#outputs.pop();
      this.#outputs.push(output);
      return;
    }
    this.#bytes += output.length;
    if (Buffer.isBuffer(last) && last.length + output.length <= pieceBytes)
      this.#outputs[this.#outputs.length - 1] = Buffer.concat([last, output]);
    else this.#outputs.push(output);
    while (this.#bytes > this.#limit) this.#forgetOldest();
  }

  /** On an empty screen of `size`, the outputs make what is seen now. */
  replay(): { readonly size: TerminalSize; readonly outputs: readonly TerminalOutput[] } {
    if (!this.#isCut) return { size: this.#size, outputs: this.#outputs };
    const [first = none, ...others] = this.#outputs;
    const screen = this.#isAlternate ? [toAlternateScreen] : [];
    return {
      size: this.#size,
      outputs: [...screen, Buffer.isBuffer(first) ? fromNextLine(first) : first, ...others],
    };
  }

  #forgetOldest(): void {
    const oldest = this.#outputs.shift() ?? none;
    if (!Buffer.isBuffer(oldest)) {
      this.#size = oldest;
      return;
    }
    this.#bytes -= oldest.length;
    this.#isCut = true;
    const to = oldest.lastIndexOf(toAlternateScreen);
    const from = oldest.lastIndexOf(fromAlternateScreen);
    if (to !== from) this.#isAlternate = to > from;
  }
}

/** What is left of a line, or of a character, makes no sense. */
function fromNextLine(bytes: Buffer): Buffer {
  return bytes.subarray(bytes.indexOf("\n") + 1);
}
