/**
 * Hands on what comes: at once, and what comes before the browser has got round to anything else, together after that. Messages
 * that each drew the page anew would pile up, and React takes fifty drawings without a pause for an endless loop.
 */
export class Inbox<T> {
  readonly #handOn: (values: readonly T[]) => void;
  #waiting: T[] = [];
  #pause: ReturnType<typeof setTimeout> | null = null;

  constructor(handOn: (values: readonly T[]) => void) {
    this.#handOn = handOn;
  }

  put(value: T): void {
    this.#waiting.push(value);
    if (this.#pause === null) this.flush();
  }

  /** All that waits, now. */
  flush(): void {
    this.#rest();
    const values = this.#waiting;
    this.#waiting = [];
    if (values.length === 0) return;
    this.#handOn(values);
    // After, not before: behind all that came meanwhile.
    this.#pause = setTimeout(() => this.flush(), 0);
  }

  /** Nothing of what waits matters any more. */
  clear(): void {
    this.#rest();
    this.#waiting = [];
  }

  #rest(): void {
    if (this.#pause !== null) clearTimeout(this.#pause);
    this.#pause = null;
  }
}
