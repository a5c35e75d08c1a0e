import type { WebSocket } from "ws";
import { ProblemError, toProblem } from "../shared/errors.ts";
import { parseInput } from "../shared/parse.ts";
import type { Author } from "../shared/protocol.ts";
import {
  terminalClientMessageSchema,
  undrawnBytesAtMost,
  type TerminalClientMessage,
  type TerminalServerMessage,
  type TerminalState,
} from "../shared/terminal.ts";
import { Allowance } from "./allowance.ts";
import { helloFirst, parseJson, toBytes } from "./frame.ts";
import { log } from "./log.ts";
import type { TerminalOutput } from "./terminal-history.ts";
import type { Terminal, Viewer } from "./terminal.ts";

/**
 * Others go on when one browser does not keep up: with so much undrawn, or so long without drawing anything, it is sent
 * nothing more until it has drawn most of what it has, and then everything anew.
 */
const undrawnBytesToLose = 2 * 1024 * 1024;
const patienceMs = 5000;

/** One browser looking at one terminal. */
export class TerminalSession implements Viewer {
  readonly #socket: WebSocket;
  readonly #terminal: Terminal;
  readonly #allowance: Allowance;
  #author: Author | null = null;
  /** Bytes over this socket. */
  #sent = 0;
  #drawn = 0;
  #isLost = false;
  #patience: NodeJS.Timeout | undefined;

  constructor(socket: WebSocket, terminal: Terminal) {
    this.#socket = socket;
    this.#terminal = terminal;
    this.#allowance = new Allowance(() => socket.terminate());
    socket.on("message", (data, isBinary) => this.#receive(toBytes(data), isBinary));
    socket.on("close", () => this.#leave());
    // Too large a frame, or not UTF-8: ws closes the connection with the code that says so.
    socket.on("error", (error) => log.debug({ err: error }, "terminal socket error"));
  }

  get isBehind(): boolean {
    return this.#sent - this.#drawn > undrawnBytesAtMost;
  }

  show(output: TerminalOutput): void {
    if (!Buffer.isBuffer(output)) return this.#send({ type: "resized", size: output });
    this.#socket.send(output, { binary: true });
    this.#sent += output.length;
    if (this.#sent - this.#drawn > undrawnBytesToLose) this.#lose();
    else this.#wait();
  }

  tell(state: TerminalState): void {
    this.#send({ type: "state", terminal: state });
  }

  close(): void {
    this.#socket.close(1000);
  }

  #receive(bytes: Buffer, isBinary: boolean): void {
    try {
      this.#allowance.spend(bytes.length);
      if (isBinary) this.#type(bytes);
      else this.#handle(parseInput(terminalClientMessageSchema, parseJson(bytes)));
    } catch (error) {
      const problem = toProblem(error);
      if (problem.kind === "internal") log.error({ err: error }, "message to a terminal failed");
      this.#send({ type: "problem", problem });
    }
  }

  #type(bytes: Buffer): void {
    if (this.#author === null) throw helloFirst();
    // Somebody took over while it was on its way.
    if (this.#author.id !== this.#terminal.state.writer.id) return;
    if (this.#terminal.type(this.#author, bytes)) return;
    throw new ProblemError({
      kind: "too-large",
      code: "terminal-does-not-read",
      detail: "the program in the terminal does not read what is typed, and no more of it can be kept",
    });
  }

  #handle(message: TerminalClientMessage): void {
    if (message.type === "hello") {
      this.#author = message.author;
      this.tell(this.#terminal.state);
      this.#begin();
      return;
    }
    if (this.#author === null) throw helloFirst();
    switch (message.type) {
      case "resize":
        return this.#terminal.resize(this.#author, message.size);
      case "take-over":
        return this.#terminal.takeOver(this.#author);
      case "drawn":
        this.#hasDrawn(message.bytes);
    }
  }

  /** In one go: nothing may come between what was shown and what is shown from now on. */
  #begin(): void {
    this.#isLost = false;
    const { size, outputs } = this.#terminal.replay;
    this.#send({ type: "begin", size });
    for (const output of outputs) this.show(output);
    this.#send({ type: "live" });
    this.#terminal.attach(this);
    this.#terminal.flow();
  }

  #hasDrawn(bytes: number): void {
    this.#drawn = Math.min(bytes, this.#sent);
    clearTimeout(this.#patience);
    this.#patience = undefined;
    if (this.#isLost) {
      if (!this.isBehind) this.#begin();
      return;
    }
    this.#wait();
    this.#terminal.flow();
  }

  #wait(): void {
    if (this.isBehind) this.#patience ??= setTimeout(() => this.#lose(), patienceMs);
  }

  #lose(): void {
    this.#isLost = true;
    this.#leave();
  }

  #leave(): void {
    clearTimeout(this.#patience);
    this.#patience = undefined;
    this.#terminal.detach(this);
  }

  #send(message: TerminalServerMessage): void {
    this.#socket.send(JSON.stringify(message), { binary: false });
  }
}
