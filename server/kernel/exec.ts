import { ProblemError } from "../../shared/errors.ts";
import { hostName } from "../../shared/names.ts";
import { intoContainer } from "./into-container.ts";
import type { Machine } from "./machine.ts";
import { LimitedGroup } from "./process-group.ts";
import { startProgram } from "./program.ts";

export interface ExecResult {
  /** null when a signal ended it. */
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The gate forks to enter the machine's pid namespace; what it started has to go when it is ended. */
export const dieTogether = ["setpriv", "--pdeathsig", "KILL", "--"];

/** Of each stream; the command is ended when it prints more. */
export const maxOutput = 1024 * 1024;

/** A namespace, by a name that the kernel gave, or the container of a process. */
export type Place = string | { readonly pid: number };

function wordsInto(place: Place): readonly string[] {
  if (typeof place !== "string") return intoContainer(place.pid);
  return place === hostName ? [] : ["ip", "netns", "exec", place];
}

/**
 * Runs a command in a namespace or a container of the lab, as the lab's root, who is nobody outside. `argv` reaches no shell.
 * @param hangUp  ends it: nobody waits for it any more
 * @throws ProblemError "timeout", or "too-large" when it printed more than 1 MiB
 */
export async function execIn(
  { enter }: Pick<Machine, "enter">,
  place: Place,
  argv: readonly string[],
  timeoutMs: number,
  hangUp?: AbortSignal,
): Promise<ExecResult> {
  const [file, ...args] = enter([...dieTogether, ...wordsInto(place), ...argv]);
  const process = startProgram(file, args, {
    stdin: "ignore",
    // A process group of its own: what the command left behind holds its output open, and has to go with it.
    detached: true,
    maxBuffer: maxOutput,
    stripFinalNewline: false,
  });
  const group = new LimitedGroup(process.pid, { timeoutMs, hangUp });
  const result = await process;
  group.leave();
  if (group.isTimedOut) {
    throw new ProblemError({
      kind: "timeout",
      code: "exec-timeout",
      detail: `the command did not end within ${timeoutMs} ms and was ended; give it more with timeoutMs`,
      command: argv.join(" "),
      parameters: { timeoutMs },
    });
  }
  if (result.isMaxBuffer) {
    throw new ProblemError({
      kind: "too-large",
      code: "exec-output",
      detail: "the command printed more than 1 MiB and was ended; let it print less",
      command: argv.join(" "),
    });
  }
  return { exitCode: result.exitCode ?? null, stdout: result.stdout, stderr: result.stderr };
}
