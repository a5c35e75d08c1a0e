import { randomBytes } from "node:crypto";
import type { ScriptEnd } from "../../shared/script-run.ts";
import { dieTogether, maxOutput } from "./exec.ts";
import type { Machine } from "./machine.ts";
import { LimitedGroup } from "./process-group.ts";
import { startProgram } from "./program.ts";

/**
 * Runs the script that comes on standard input from a file, so that bash names its lines and the script may read its own
 * input. Its end is told in its output: what it leaves in the background may hold that open for ever.
 */
const launcher = `
exec 2>&1
folder=$(mktemp -d) && cat >"$folder/script.sh" || exit
bash "$folder/script.sh" </dev/null
printf '\\000%s %d\\n' "$1" $?
rm -rf "$folder"
`;

interface ScriptOptions {
  readonly timeoutMs: number;
  /** Ends it, with all that it started. */
  readonly stop: AbortSignal;
  readonly onOutput: (text: string) => void;
}

/** Runs a bash script in the lab's host, as the lab's root, who is nobody outside. */
export async function runScriptIn(
  machine: Machine,
  script: string,
  { timeoutMs, stop, onOutput }: ScriptOptions,
): Promise<ScriptEnd> {
  const mark = randomBytes(12).toString("hex");
  const [file, ...args] = machine.enter([...dieTogether, "sh", "-c", launcher, "sh", mark]);
  const process = startProgram(file, args, { input: script, detached: true, buffer: false });
  const group = new LimitedGroup(process.pid, { timeoutMs, hangUp: stop });
  const output = new OutputUntil(mark, onOutput);
  process.stdout.setEncoding("utf8");
  try {
    const exitCode = await new Promise<number | null>((resolve) => {
      process.stdout.on("data", (text: string) => {
        // What is left in the background goes on printing to nobody.
        if (output.exitCode !== null) return;
        output.take(text);
        if (output.exitCode !== null) resolve(output.exitCode);
        else if (output.length > maxOutput) group.end();
      });
      void process.then(() => resolve(null));
    });
    if (exitCode !== null) return { endedBy: "itself", exitCode };
    output.flush();
    return { endedBy: reasonOf(group, stop, output.length), exitCode };
  } finally {
    group.leave();
  }
}

function reasonOf(group: LimitedGroup, stop: AbortSignal, printed: number): ScriptEnd["endedBy"] {
  if (group.isTimedOut) return "time";
  if (stop.aborted) return "stop";
  return printed > maxOutput ? "output" : "itself";
}

/** Hands on what is printed before the mark, which may come in pieces. */
class OutputUntil {
  exitCode: number | null = null;
  length = 0;
  readonly #end: RegExp;
  readonly #markLength: number;
  readonly #onOutput: (text: string) => void;
  #held = "";

  constructor(mark: string, onOutput: (text: string) => void) {
    this.#end = new RegExp(`\\x00${mark} (\\d+)\\n`);
    this.#markLength = mark.length + 6;
    this.#onOutput = onOutput;
  }

  take(text: string): void {
    const all = this.#held + text;
    const found = this.#end.exec(all);
    const nul = all.lastIndexOf("\0");
    const mayBeMark = nul !== -1 && all.length - nul < this.#markLength;
    const length = found?.index ?? (mayBeMark ? nul : all.length);
    this.#held = all.slice(length);
    this.#tell(all.slice(0, length));
    if (found !== null) this.exitCode = Number(found[1]);
  }

  /** No mark comes any more. */
  flush(): void {
    this.#tell(this.#held);
    this.#held = "";
  }

  #tell(text: string): void {
    this.length += text.length;
    if (text !== "") this.#onOutput(text.slice(0, Math.max(0, maxOutput - this.length + text.length)));
  }
}
