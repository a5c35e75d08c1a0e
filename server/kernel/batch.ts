/** What came of one command of a batch. */
export interface CommandOutcome {
  readonly ok: boolean;
  /** What it printed; of a batch, the tool's own words when it failed. */
  readonly output: string;
}

/**
 * The batch reader gives quotes, backslashes, `#` and blanks a meaning and has no way to escape them. The schemas keep
 * them out; this is the last door.
 */
const safeToken = /^[^\s"'\\#\p{Cc}]+$/u;

/** One command as a line for `ip -batch`. Throws on a word the batch reader would not take as one plain word. */
export function batchLine(argv: readonly string[]): string {
  for (const word of argv) {
    if (!safeToken.test(word)) throw new TypeError(`not a plain word for ip -batch: ${JSON.stringify(word)}`);
  }
  return argv.join(" ");
}

/**
 * Reads the output of `ip -force -batch -`: a command that failed prints its words and then `Command failed -:LINE`,
 * the others nothing. Lines count from 1.
 */
export function parseBatchOutput(lines: readonly string[], count: number): CommandOutcome[] {
  const failures = new Map<number, string>();
  let words: string[] = [];
  for (const line of lines) {
    const failed = /^Command failed -:(\d+)$/.exec(line);
    if (failed === null) {
      if (line !== "") words.push(line);
      continue;
    }
    failures.set(Number(failed[1]) - 1, words.join("\n"));
    words = [];
  }
  return Array.from({ length: count }, (_, index): CommandOutcome => {
    const failure = failures.get(index);
    return failure === undefined ? { ok: true, output: "" } : { ok: false, output: failure };
  });
}
