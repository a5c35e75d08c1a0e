import { kill } from "node:process";

/** What ends a process group before it ends by itself. */
interface Limits {
  readonly timeoutMs: number;
  /** Nobody waits for it any more. */
  readonly hangUp?: AbortSignal | undefined;
}

/**
 * Ends a group when its time is over or nobody waits for it. What a command left behind may hold its output open, so it
 * has to go with it.
 */
export class LimitedGroup {
  isTimedOut = false;
  readonly #leader: number | undefined;
  readonly #hangUp: AbortSignal | undefined;
  readonly #timer: NodeJS.Timeout;

  /** @param leader  undefined where it could not be started */
  constructor(leader: number | undefined, { timeoutMs, hangUp }: Limits) {
    this.#leader = leader;
    this.#hangUp = hangUp;
    this.#timer = setTimeout(() => {
      this.isTimedOut = true;
      this.end();
    }, timeoutMs);
    hangUp?.addEventListener("abort", this.end);
    if (hangUp?.aborted === true) this.end();
  }

  readonly end = (): void => {
    if (this.#leader === undefined) return;
    try {
      kill(-this.#leader, "SIGKILL");
    } catch {
      // It ended by itself just now.
    }
  };

  /** Its leader has ended: the number may be somebody else's from now on. */
  leave(): void {
    clearTimeout(this.#timer);
    this.#hangUp?.removeEventListener("abort", this.end);
  }
}
