import { ProblemError } from "../shared/errors.ts";
import { execIn, type ExecResult } from "./kernel/exec.ts";
import type { Lab } from "./lab.ts";

/** At once in one lab. */
const maxCommands = 64;

export interface CommandRequest {
  /** By name. */
  readonly namespace: string;
  readonly argv: readonly string[];
  readonly timeoutMs: number;
  /** Whoever wants to know has gone: nobody needs it any more. */
  readonly hangUp: AbortSignal;
}

/** The commands that programs run in one lab. */
export class Commands {
  readonly #lab: Lab;
  #running = 0;

  constructor(lab: Lab) {
    this.#lab = lab;
  }

  /** @throws ProblemError "not-found", "too-many-requests", "timeout", "too-large" */
  async run(request: CommandRequest): Promise<ExecResult> {
    if (this.#running >= maxCommands) {
      throw new ProblemError({
        kind: "too-many-requests",
        code: "too-many-commands",
        detail: `${maxCommands} commands are running in this lab already; wait for one to end, or hang up on it`,
        parameters: { limit: maxCommands },
      });
    }
    this.#running += 1;
    return this.#run(request).finally(() => (this.#running -= 1));
  }

  async #run({ namespace, argv, timeoutMs, hangUp }: CommandRequest): Promise<ExecResult> {
    const observed = await this.#lab.readObserved();
    // Only names the kernel itself has given us reach a command line.
    if (!Object.hasOwn(observed.namespaces, namespace)) throw noSuchNamespace("namespace", namespace);
    const machine = await this.#lab.ready();
    hangUp.throwIfAborted();
    return execIn(machine, namespace, argv, timeoutMs, hangUp);
  }
}

/** @param path  where the name stood in the request */
export function noSuchNamespace(path: string, name: string): ProblemError {
  return new ProblemError({
    kind: "not-found",
    code: "no-such-namespace",
    detail: `${path}: there is no namespace with the name ${name}`,
    path,
    parameters: { name },
  });
}
