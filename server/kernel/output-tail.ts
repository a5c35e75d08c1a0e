import type { Readable } from "node:stream";

/** The end of what it printed. */
const bytesAtMost = 64 * 1024;
/** Who prints more than this between two pauses waits: what nobody can read need not cost the processors. */
const burstBytes = 64 * 1024;
const pauseMs = 500;

/** The end of what a program prints, as text. */
export class OutputTail {
  #pieces: Buffer[] = [];
  #bytes = 0;
  #isCut = false;

  get text(): string {
    const text = Buffer.concat(this.#pieces).toString("utf8");
    // What is left of a line, or of a character, makes no sense.
    return this.#isCut ? text.slice(text.indexOf("\n") + 1) : text;
  }

  clear(): void {
    this.#pieces = [];
    this.#bytes = 0;
    this.#isCut = false;
  }

  readFrom(stream: Readable): void {
    let shown = 0;
    let pause: NodeJS.Timeout | null = null;
    stream.on("data", (piece: Buffer) => {
      this.#add(piece);
      shown += piece.length;
      if (shown < burstBytes || pause !== null) return;
      stream.pause();
      pause = setTimeout(() => {
        pause = null;
        shown = 0;
        stream.resume();
      }, pauseMs);
    });
  }

  #add(piece: Buffer): void {
    this.#pieces.push(piece);
    this.#bytes += piece.length;
    if (this.#bytes <= 2 * bytesAtMost) return;
    const all = Buffer.concat(this.#pieces);
    this.#pieces = [all.subarray(all.length - bytesAtMost)];
    this.#bytes = bytesAtMost;
    this.#isCut = true;
  }
}
