/** What came of one command of a batch. */
export interface CommandOutcome {
  readonly ok: boolean;
  /** JSON of a query, or the tool's own words when it failed. */
  readonly output: string;
}

/**
 * The batch reader gives quotes, backslashes, `#` and blanks a meaning and has no way to escape them. The schemas keep
 * them out; this is the last door.
 */
const safeToken = /^[^\s"'\\#\p{Cc}]+$/u;

/** Can this name, which somebody may have given by hand, be a word of a batch? */
export function isPlainWord(name: string): boolean {
  return safeToken.test(name) && !name.startsWith("-");
}

/** One command as a line for `ip -batch`. Throws on a word the batch reader would not take as one plain word. */
export function batchLine(argv: readonly string[]): string {
  for (const word of argv) {
    if (!safeToken.test(word)) throw new TypeError(`not a plain word for ip -batch: ${JSON.stringify(word)}`);
  }
  return argv.join(" ");
}

/**
 * Reads the mixed output of `ip -j -force -batch -`: a query prints one line of JSON, a failure its words and then
 * `Command failed -:LINE`, anything else nothing. Lines count from 1.
 */
export function parseBatchOutput(lines: readonly string[], isQuery: readonly boolean[]): CommandOutcome[] {
  const failures = new Map<number, string>();
  const answers: string[] = [];
  let words: string[] = [];
  for (const line of lines) {
    const failed = /^Command failed -:(\d+)$/.exec(line);
    if (failed !== null) {
      failures.set(Number(failed[1]) - 1, words.join("\n"));
      words = [];
    } else if (line.startsWith("[")) answers.push(line);
    else if (line !== "") words.push(line);
  }
  return isQuery.map((query, index): CommandOutcome => {
    const failure = failures.get(index);
    if (failure !== undefined) return { ok: false, output: failure };
    if (!query) return { ok: true, output: "" };
    const answer = answers.shift();
    return answer === undefined ? { ok: false, output: words.join("\n") } : { ok: true, output: answer };
  });
}
