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

/** Programs that read commands of theirs line by line, in the same way (iproute2's lib/utils.c, do_batch). */
export type BatchTool = "ip" | "tc";

/** One command as a line for `ip -batch`. Throws on a word the batch reader would not take as one plain word. */
export function batchLine(argv: readonly string[]): string {
  for (const word of argv) {
    if (!safeToken.test(word)) throw new TypeError(`not a plain word for ip -batch: ${JSON.stringify(word)}`);
  }
  return argv.join(" ");
}

/**
 * Follows each command of a batch and prints one line: the sign that ip got so far. With some mistakes, a bridge that is
 * not there among them, ip ends at once, -force or not, and does not say at which command.
 */
const signs = { ip: "link show dev lo", tc: "qdisc show dev lo" } as const;

/** The lines for `ip -j -br -force -batch -` to run these commands. */
export function batchLines(tool: BatchTool, commands: readonly (readonly string[])[]): string[] {
  return commands.flatMap((argv) => [batchLine(argv), signs[tool]]);
}

/**
 * Reads what it prints: a command that failed its words and then `Command failed -:LINE` (from 1), a sign one line of JSON.
 *
 * @returns what came of the commands up to the end, or up to the one at which ip ended
 */
export function parseBatchOutput(lines: readonly string[], count: number): CommandOutcome[] {
  const failures = new Map<number, string>();
  let words: string[] = [];
  let signs = 0;
  for (const line of lines) {
    const failed = /^Command failed -:(\d+)$/.exec(line);
    if (failed !== null) {
      const number = Number(failed[1]) - 1;
      // Somebody called lo by another name: the sign fails, which is a sign.
      if (number % 2 === 1) signs += 1;
      else failures.set(number / 2, words.join("\n"));
      words = [];
    } else if (line.startsWith("[")) signs += 1;
    else if (line !== "") words.push(line);
  }
  const outcomes = Array.from({ length: Math.min(signs, count) }, (_, index): CommandOutcome => {
    const failure = failures.get(index);
    return failure === undefined ? { ok: true, output: "" } : { ok: false, output: failure };
  });
  return signs >= count ? outcomes : [...outcomes, { ok: false, output: words.join("\n") }];
}
