import { ProblemError } from "../shared/errors.ts";

/** Messages per second, on average and at once. Dragging sends up to 60. */
const messagesPerSecond = 100;
const messagesAtOnce = 400;
/** A message counts as one more for each so many bytes. */
const bytesPerMessage = 64 * 1024;
/** Who goes on like this for so many refused messages is sent away. */
const refusalsAtMost = 2000;

/** How much one browser may send. */
export class Allowance {
  readonly #sendAway: () => void;
  #left = messagesAtOnce;
  #at = performance.now();
  #refusals = 0;

  constructor(sendAway: () => void) {
    this.#sendAway = sendAway;
  }

  /** @throws ProblemError "too-many-requests" */
  spend(bytes: number): void {
    const now = performance.now();
    this.#left = Math.min(messagesAtOnce, this.#left + ((now - this.#at) * messagesPerSecond) / 1000);
    this.#at = now;
    const price = 1 + Math.floor(bytes / bytesPerMessage);
    if (this.#left >= price) {
      this.#left -= price;
      return;
    }
    this.#refusals += 1;
    if (this.#refusals === refusalsAtMost) this.#sendAway();
    throw new ProblemError({
      kind: "too-many-requests",
      code: "too-many-messages",
      detail: "too many messages; slow down",
    });
  }
}
