import { setTimeout as sleep } from "node:timers/promises";
import { ProblemError } from "../shared/errors.ts";
import type { ScriptEnd } from "../shared/script-run.ts";
import type { Author } from "../shared/protocol.ts";
import { execIn, type ExecResult } from "./kernel/exec.ts";
import { runScriptIn } from "./kernel/run-script.ts";
import type { Lab } from "./lab.ts";
import { placeNamed } from "./place.ts";

/** A network that never comes to rest keeps nobody waiting. */
const settledWithinMs = 500;
/** At once in one lab. */
const maxCommands = 64;

export interface CommandRequest {
  /** Whose doing it is, whatever it does to the network. */
  readonly author: Author;
  /** By name, or `container:` and that one's. */
  readonly namespace: string;
  readonly argv: readonly string[];
  readonly timeoutMs: number;
  /** Whoever wants to know has gone: nobody needs it any more. */
  readonly hangUp: AbortSignal;
}

export interface ScriptRequest {
  readonly author: Author;
  readonly script: string;
  readonly timeoutMs: number;
  readonly hangUp: AbortSignal;
  readonly onOutput: (text: string) => void;
}

/** The commands and scripts that run in one lab, until they are done. */
export class Commands {
  readonly #lab: Lab;
  #running = 0;

  constructor(lab: Lab) {
    this.#lab = lab;
  }

  /** @throws ProblemError "not-found", "too-many-requests", "timeout", "too-large" */
  run(request: CommandRequest): Promise<ExecResult> {
    return this.#counted(() => this.#run(request));
  }

  /** In the lab's host. @throws ProblemError "too-many-requests" */
  runScript({ author, script, timeoutMs, hangUp, onOutput }: ScriptRequest): Promise<ScriptEnd> {
    return this.#counted(async () => {
      const machine = await this.#lab.ready();
      this.#lab.typedBy(author);
      const end = await runScriptIn(machine, script, { timeoutMs, stop: hangUp, onOutput });
      await this.#followed();
      return end;
    });
  }

  async #counted<T>(run: () => Promise<T>): Promise<T> {
    if (this.#running >= maxCommands) {
      throw new ProblemError({
        kind: "too-many-requests",
        code: "too-many-commands",
        detail: `${maxCommands} commands are running in this lab already; wait for one to end, or hang up on it`,
        parameters: { limit: maxCommands },
      });
    }
    this.#running += 1;
    return run().finally(() => (this.#running -= 1));
  }

  async #run({ author, namespace, argv, timeoutMs, hangUp }: CommandRequest): Promise<ExecResult> {
    const place = await placeNamed(this.#lab, namespace);
    const machine = await this.#lab.ready();
    hangUp.throwIfAborted();
    this.#lab.typedBy(author);
    const result = await execIn(machine, place, argv, timeoutMs, hangUp);
    await this.#followed();
    return result;
  }

  /** Who reads the document next finds in it what was done. */
  async #followed(): Promise<void> {
    await Promise.race([this.#lab.followHand(), sleep(settledWithinMs)]);
  }
}
