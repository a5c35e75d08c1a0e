import { once } from "node:events";
import { WebSocket } from "ws";
import {
  drawnStepBytes,
  type TerminalClientMessage,
  type TerminalServerMessage,
} from "../../shared/terminal.ts";
import { testToken, type TestServer } from "./server.ts";

/** A browser's end of a terminal. It draws at once, unless told not to. */
export class TerminalSocket implements AsyncDisposable {
  readonly messages: TerminalServerMessage[] = [];
  readonly #socket: WebSocket;
  readonly #listeners = new Set<() => void>();
  #shown: Buffer[] = [];
  /** Shown since `begin`; shown at all; and drawn of that, as the server was told. */
  #bytes = 0;
  #received = 0;
  #drawn = 0;
  drawsAtOnce = true;
  isClosed = false;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.on("message", (data: Buffer, isBinary) => {
      if (isBinary) this.#show(data);
      else this.#hear(JSON.parse(data.toString()) as TerminalServerMessage);
      for (const listener of this.#listeners) listener();
    });
    socket.on("close", () => {
      this.isClosed = true;
      for (const listener of this.#listeners) listener();
    });
    socket.on("error", () => undefined);
  }

  static async open(server: TestServer, lab: string, terminal: string): Promise<TerminalSocket> {
    const url = `ws://127.0.0.1:${server.port}/api/labs/${lab}/terminals/${terminal}/socket`;
    const socket = new WebSocket(url, { headers: { authorization: `Bearer ${testToken}` } });
    const client = new TerminalSocket(socket);
    await once(socket, "open");
    return client;
  }

  /** Opens, says hello and waits for the prompt, or what else is shown. */
  static async join(
    server: TestServer,
    lab: string,
    terminal: string,
    author = "api",
  ): Promise<TerminalSocket> {
    const client = await TerminalSocket.open(server, lab, terminal);
    client.send({ type: "hello", author: { id: author, name: author } });
    await client.until(() => client.bytes > 0);
    return client;
  }

  /** All that was shown since `begin`, as text. */
  get text(): string {
    return Buffer.concat(this.#shown).toString();
  }

  /** How many bytes that is. */
  get bytes(): number {
    return this.#bytes;
  }

  of<T extends TerminalServerMessage["type"]>(type: T): Extract<TerminalServerMessage, { type: T }>[] {
    return this.messages.filter(
      (message): message is Extract<TerminalServerMessage, { type: T }> => message.type === type,
    );
  }

  send(message: TerminalClientMessage): void {
    this.#socket.send(JSON.stringify(message));
  }

  sendText(text: string): void {
    this.#socket.send(text);
  }

  type(text: string | Buffer): void {
    this.#socket.send(Buffer.from(text), { binary: true });
  }

  /** Forgets what was shown, types a line, and waits for what it leads to, after its own echo. */
  async run(line: string, outcome: RegExp): Promise<string> {
    this.#shown = [];
    this.type(`${line}\n`);
    const shown = () => this.text.slice(this.text.indexOf("\n") + 1);
    await this.until(() => this.text.includes("\n") && outcome.test(shown()));
    return shown();
  }

  draw(): void {
    this.#drawn = this.#received;
    this.send({ type: "drawn", bytes: this.#drawn });
  }

  until(holds: () => boolean, timeoutMs = 20_000): Promise<void> {
    return new Promise((resolve, reject) => {
      const done = (finish: () => void) => {
        clearTimeout(timer);
        this.#listeners.delete(check);
        finish();
      };
      const check = () => {
        if (holds()) done(resolve);
        else if (this.isClosed) done(() => reject(new Error("closed")));
      };
      const timer = setTimeout(
        () =>
          done(() => reject(new Error(`not in time; shown was ${JSON.stringify(this.text.slice(-2000))}`))),
        timeoutMs,
      );
      this.#listeners.add(check);
      check();
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.isClosed) return;
    const closed = once(this.#socket, "close");
    this.#socket.terminate();
    await closed;
  }

  #show(bytes: Buffer): void {
    this.#bytes += bytes.length;
    this.#received += bytes.length;
    this.#shown.push(bytes);
    // Enough to look for something in, however much there comes.
    if (this.#shown.length > 2000) this.#shown = [Buffer.concat(this.#shown).subarray(-64 * 1024)];
    if (this.drawsAtOnce && this.#received - this.#drawn >= drawnStepBytes) this.draw();
  }

  #hear(message: TerminalServerMessage): void {
    this.messages.push(message);
    if (message.type !== "begin") return;
    this.#shown = [];
    this.#bytes = 0;
  }
}
