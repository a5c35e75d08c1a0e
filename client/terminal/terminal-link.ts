import type { Author } from "../../shared/protocol.ts";
import {
  drawnStepBytes,
  maxTerminalFrameBytes,
  type TerminalClientMessage,
  type TerminalServerMessage,
  type TerminalSize,
} from "../../shared/terminal.ts";

interface Handlers {
  readonly onMessage: (message: TerminalServerMessage) => void;
  readonly onBytes: (bytes: Uint8Array) => void;
  /** Closed from the other side: the terminal is gone, or the way to it. */
  readonly onLost: () => void;
}

/** The socket of one terminal, from `hello` to its end. */
export class TerminalLink {
  readonly #socket: WebSocket;
  readonly #listening = new AbortController();
  readonly #encoder = new TextEncoder();
  #drawn = 0;
  #told = 0;

  constructor(lab: string, terminal: string, author: Author, { onMessage, onBytes, onLost }: Handlers) {
    const url = new URL(`/api/labs/${lab}/terminals/${terminal}/socket`, location.href);
    url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
    this.#socket = new WebSocket(url);
    this.#socket.binaryType = "arraybuffer";
    const { signal } = this.#listening;
    this.#socket.addEventListener("open", () => this.#send({ type: "hello", author }), { signal });
    this.#socket.addEventListener("close", onLost, { signal });
    this.#socket.addEventListener(
      "message",
      ({ data }: MessageEvent<string | ArrayBuffer>) => {
        if (typeof data === "string") onMessage(JSON.parse(data) as TerminalServerMessage);
        else onBytes(new Uint8Array(data));
      },
      { signal },
    );
  }

  type(text: string): void {
    const bytes = this.#encoder.encode(text);
    for (let at = 0; at < bytes.length; at += maxTerminalFrameBytes)
      if (this.#isOpen) this.#socket.send(bytes.subarray(at, at + maxTerminalFrameBytes));
  }

  /** So many bytes more are drawn. The shell waits for that, so it is told before it is too much. */
  drawn(bytes: number): void {
    this.#drawn += bytes;
    if (this.#drawn - this.#told < drawnStepBytes) return;
    this.#told = this.#drawn;
    this.#send({ type: "drawn", bytes: this.#drawn });
  }

  resize(size: TerminalSize): void {
    this.#send({ type: "resize", size });
  }

  takeOver(): void {
    this.#send({ type: "take-over" });
  }

  close(): void {
    this.#listening.abort();
    this.#socket.close();
  }

  get #isOpen(): boolean {
    return this.#socket.readyState === WebSocket.OPEN;
  }

  #send(message: TerminalClientMessage): void {
    if (this.#isOpen) this.#socket.send(JSON.stringify(message));
  }
}
