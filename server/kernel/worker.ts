import { hostName } from "../../shared/names.ts";
import { batchLine, batchLines, parseBatchOutput, type BatchTool, type CommandOutcome } from "./batch.ts";
import { Conversation } from "./conversation.ts";
import type { Enter } from "./machine.ts";

/**
 * A shell inside the lab machine that runs one job after another: starting `ip` from this small process takes about
 * 1 ms, from Node through the gate 9 ms. The script is fixed; jobs reach it as data (`read`), never as code: nothing in
 * it is ever evaluated.
 *
 *   batch TOOL NAMESPACE   then lines for `ip -batch`, or `tc`'s, then `.`; without a name they run in the host
 *   run                    then one line per word of a command, then `.`
 *   tell                   the same, but first a line that the command reads; a here-document, which no list of processes shows
 */
const script = String.raw`
newline='
'
while IFS= read -r job; do
  case $job in
    batch*)
      job=${"$"}{job#batch }
      tool=${"$"}{job%% *}
      namespace=${"$"}{job#"$tool"}
      namespace=${"$"}{namespace# }
      lines=
      while IFS= read -r line && [ "$line" != . ]; do lines=$lines$line$newline; done
      "$tool" ${"$"}{namespace:+-n "$namespace"} -j -br -force -batch - 2>&1 <<END
$lines
END
      ;;
    run)
      set --
      while IFS= read -r line && [ "$line" != . ]; do set -- "$@" "$line"; done
      "$@" 2>&1 </dev/null
      ;;
    tell)
      IFS= read -r secret
      set --
      while IFS= read -r line && [ "$line" != . ]; do set -- "$@" "$line"; done
      "$@" 2>&1 <<END
$secret
END
      ;;
  esac
  printf '\n\004%s\n' "$?"
done
`;

/** Begins the line that ends an answer; the number of the exit status follows. */
const end = "\u0004";
/** A word of a command: one line, nothing the terminal or the framing would take for something else. */
const safeWord = /^\P{Cc}+$/u;

export class Worker {
  readonly #command: readonly [string, ...string[]];
  #conversation: Conversation | null = null;
  #closed = false;

  constructor(enter: Enter) {
    this.#command = enter(["sh", "-c", script]);
  }

  /** Runs commands (without the leading `ip` or `tc`) in a namespace of the lab, or in its host, also after one that failed. */
  async batch(
    tool: BatchTool,
    namespace: string,
    commands: readonly (readonly string[])[],
  ): Promise<CommandOutcome[]> {
    if (commands.length === 0) return [];
    const job = ["batch", tool, ...(namespace === hostName ? [] : [namespace])];
    const lines = withoutEnd(await this.#ask([batchLine(job), ...batchLines(tool, commands), "."]));
    const outcomes = parseBatchOutput(lines, commands.length);
    const [first] = outcomes;
    // No such namespace, say: ip did not get to the commands, and never will.
    if (first?.output.startsWith("Cannot open network namespace") === true) return commands.map(() => first);
    return [...outcomes, ...(await this.batch(tool, namespace, commands.slice(outcomes.length)))];
  }

  /**
   * Runs one command in the lab's host.
   *
   * @param secret  the line that it reads from its standard input
   */
  async run(argv: readonly string[], secret?: string): Promise<CommandOutcome> {
    for (const word of argv) {
      if (!safeWord.test(word) || word === ".")
        throw new TypeError(`not a plain word: ${JSON.stringify(word)}`);
    }
    if (secret !== undefined && !safeWord.test(secret)) throw new TypeError("not a plain line");
    const job = secret === undefined ? ["run"] : ["tell", secret];
    const lines = await this.#ask([...job, ...argv, "."]);
    return { ok: exitStatus(lines) === 0, output: withoutEnd(lines).join("\n") };
  }

  close(): void {
    this.#closed = true;
    this.#conversation?.close();
  }

  #ask(job: readonly string[]): Promise<string[]> {
    if (this.#closed) return Promise.reject(new Error("the lab machine is gone"));
    if (this.#conversation === null || this.#conversation.ended)
      this.#conversation = new Conversation(this.#command);
    return this.#conversation.ask(`${job.join("\n")}\n`, (line) => line.startsWith(end));
  }
}

/** What the job printed. The end begins a line of its own, also after output whose last line is not ended. */
function withoutEnd(lines: readonly string[]): readonly string[] {
  return lines.slice(0, lines.at(-2) === "" ? -2 : -1);
}

function exitStatus(lines: readonly string[]): number {
  return Number(lines.at(-1)?.slice(end.length));
}
