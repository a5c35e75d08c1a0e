/** The part of a WebSocket that is used here; tests bring their own. */
export interface SocketLike extends EventTarget {
  readonly send: (text: string) => void;
  readonly close: () => void;
}

interface Handlers {
  /** The socket is open: say hello. Also asked of a socket that has been silent, to hear whether it lives. */
  readonly hello: () => void;
  readonly message: (text: string) => void;
  /** Closed, or found dead. Another try follows by itself. */
  readonly lost: () => void;
  /** Closed before it opened: the answer says whether trying again makes sense. */
  readonly mayRetry: () => Promise<boolean>;
}

const firstDelayMs = 250;
const lastDelayMs = 3_000;
/** Counters come every second while anything is looked at; so much silence is suspicious. */
const silenceMs = 10_000;
const answerMs = 4_000;

/**
 * A WebSocket that opens again when it closes: at once when the browser says the network is back or the page is looked
 * at, else with exponential backoff and jitter. A half-open connection shows itself only by silence (the browser
 * answers the server's pings without telling), so a silent socket is asked for a new hello and dropped without answer.
 */
export class ReconnectingSocket {
  readonly #open: () => SocketLike;
  readonly #handlers: Handlers;
  #socket: SocketLike | null = null;
  #listening = new AbortController();
  #isOpen = false;
  #attempts = 0;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #watchdog: ReturnType<typeof setTimeout> | undefined;
  #closed = false;

  constructor(open: () => SocketLike, handlers: Handlers) {
    this.#open = open;
    this.#handlers = handlers;
    globalThis.addEventListener?.("online", this.#retryNow);
    globalThis.addEventListener?.("offline", this.#check);
    globalThis.document?.addEventListener("visibilitychange", this.#onVisibility);
    this.#connect();
  }

  /** False when there is nowhere to send it to. */
  send(text: string): boolean {
    if (!this.#isOpen || this.#socket === null) return false;
    this.#socket.send(text);
    return true;
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#retry);
    clearTimeout(this.#watchdog);
    globalThis.removeEventListener?.("online", this.#retryNow);
    globalThis.removeEventListener?.("offline", this.#check);
    globalThis.document?.removeEventListener("visibilitychange", this.#onVisibility);
    this.#drop();
  }

  #connect(): void {
    clearTimeout(this.#retry);
    const socket = this.#open();
    const { signal } = (this.#listening = new AbortController());
    this.#socket = socket;
    const opened = () => {
      this.#isOpen = true;
      this.#attempts = 0;
      this.#watch();
      this.#handlers.hello();
    };
    const received = (event: Event) => {
      this.#watch();
      if ("data" in event && typeof event.data === "string") this.#handlers.message(event.data);
    };
    socket.addEventListener("open", opened, { signal });
    socket.addEventListener("message", received, { signal });
    socket.addEventListener("close", () => this.#lost(), { signal });
  }

  /** Stops listening first: a dead socket's late `close` must not be taken for the new one's. */
  #drop(): boolean {
    const wasOpen = this.#isOpen;
    this.#isOpen = false;
    this.#listening.abort();
    this.#socket?.close();
    this.#socket = null;
    clearTimeout(this.#watchdog);
    return wasOpen;
  }

  #lost(): void {
    const wasOpen = this.#drop();
    this.#handlers.lost();
    if (wasOpen) this.#retryLater();
    else
      void this.#handlers
        .mayRetry()
        .then((may) => (may && this.#socket === null ? this.#retryLater() : undefined));
  }

  #retryLater(): void {
    if (this.#closed) return;
    const delay = Math.min(lastDelayMs, firstDelayMs * 1.7 ** this.#attempts) * (0.5 + Math.random() / 2);
    this.#attempts += 1;
    clearTimeout(this.#retry);
    this.#retry = setTimeout(() => this.#connect(), delay);
  }

  readonly #retryNow = (): void => {
    if (this.#closed) return;
    if (this.#socket === null) this.#connect();
    else this.#check();
  };

  readonly #onVisibility = (): void => {
    if (document.visibilityState === "visible") this.#retryNow();
  };

  #watch(): void {
    clearTimeout(this.#watchdog);
    this.#watchdog = setTimeout(this.#check, silenceMs);
  }

  readonly #check = (): void => {
    if (!this.#isOpen) return;
    clearTimeout(this.#watchdog);
    this.#watchdog = setTimeout(() => this.#lost(), answerMs);
    this.#handlers.hello();
  };
}
