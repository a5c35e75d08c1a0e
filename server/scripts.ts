import { nanoid } from "nanoid";
import { messageOf, ProblemError } from "../shared/errors.ts";
import type { Author } from "../shared/protocol.ts";
import type { ScriptRun } from "../shared/script-run.ts";
import type { Commands } from "./commands.ts";

/** What is printed is handed on together, so often. */
const tellEveryMs = 40;
/** Whoever looks on can stop it; nobody may any more. */
const timeoutMs = 600_000;
/** Of so many people the last run is remembered. */
const maxRuns = 16;

type Listener = (author: Author, run: ScriptRun) => void;

interface Running extends ScriptRun {
  readonly stop: AbortController;
}

/** The scripts that people run from the page: of each person one at a time, and the last one remembered. */
export class Scripts {
  readonly #commands: Commands;
  readonly #runs = new Map<string, Running>();
  readonly #listeners = new Set<Listener>();

  constructor(commands: Commands) {
    this.#commands = commands;
  }

  /** Of what was printed, a listener is told what is new. */
  listen(listener: Listener): void {
    this.#listeners.add(listener);
  }

  of(author: Author): ScriptRun | null {
    const run = this.#runs.get(author.id);
    return run === undefined ? null : toldOf(run);
  }

  /** @throws ProblemError "too-many-requests" */
  start(author: Author, script: string): ScriptRun {
    const last = this.#runs.get(author.id);
    if (last?.end === null) {
      throw new ProblemError({
        kind: "too-many-requests",
        code: "script-running",
        detail: "a script of yours is still running in this lab; wait for its end, or stop it",
      });
    }
    const run: Running = { id: nanoid(10), output: "", end: null, stop: new AbortController() };
    this.#runs.delete(author.id);
    this.#runs.set(author.id, run);
    this.#forgetOldest();
    void this.#run(author, run, script);
    return toldOf(run);
  }

  /** Nothing to do where it has ended. */
  stop(author: Author): void {
    this.#runs.get(author.id)?.stop.abort();
  }

  async #run(author: Author, { id, stop }: Running, script: string): Promise<void> {
    let fresh = "";
    const tell = (end: ScriptRun["end"]) => {
      const run = this.#runs.get(author.id);
      if (run?.id !== id) return;
      this.#runs.set(author.id, { ...run, output: run.output + fresh, end });
      for (const listener of this.#listeners) listener(author, { id, output: fresh, end });
      fresh = "";
    };
    const telling = setInterval(() => fresh !== "" && tell(null), tellEveryMs);
    const onOutput = (text: string) => void (fresh += text);
    const end = await this.#commands
      .runScript({ author, script, timeoutMs, hangUp: stop.signal, onOutput })
      // Why there was no machine, or none any more, is what the script would have run into.
      .catch((error: unknown) => {
        onOutput(`${messageOf(error)}\n`);
        return { endedBy: "itself" as const, exitCode: null };
      });
    clearInterval(telling);
    tell(end);
  }

  #forgetOldest(): void {
    const ended = [...this.#runs].filter(([, run]) => run.end !== null);
    for (const [author] of ended.slice(0, Math.max(0, this.#runs.size - maxRuns))) this.#runs.delete(author);
  }
}

function toldOf({ id, output, end }: Running): ScriptRun {
  return { id, output, end };
}
