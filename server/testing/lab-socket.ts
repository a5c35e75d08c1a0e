import { once } from "node:events";
import { WebSocket } from "ws";
import type { Edit } from "../../shared/edit.ts";
import type { Problem } from "../../shared/errors.ts";
import type { ClientMessage, ServerMessage } from "../../shared/protocol.ts";
import { testToken, type TestServer } from "./server.ts";

type MessageOf<T extends ServerMessage["type"]> = Extract<ServerMessage, { type: T }>;
type Distribute<M> = M extends { readonly request: string } ? Omit<M, "request"> : never;
/** A message that is answered, before it has its number. */
type Request = Distribute<ClientMessage>;

export interface Refusal {
  readonly ok: false;
  readonly problem: Problem;
}
export interface Acknowledged {
  readonly ok: true;
  readonly revision: number;
  readonly ping: string | undefined;
}

/** A browser's end of a lab's socket; every message is kept in order. */
export class LabSocket implements AsyncDisposable {
  readonly messages: ServerMessage[] = [];
  readonly socket: WebSocket;
  readonly #listeners = new Set<() => void>();
  #requests = 0;
  closed: { readonly code: number } | null = null;

  private constructor(socket: WebSocket) {
    this.socket = socket;
    socket.on("message", (data: Buffer) => {
      this.messages.push(JSON.parse(data.toString()) as ServerMessage);
      for (const listener of this.#listeners) listener();
    });
    socket.on("close", (code) => {
      this.closed = { code };
      for (const listener of this.#listeners) listener();
    });
    socket.on("error", () => undefined);
  }

  static async open(server: TestServer, lab: string): Promise<LabSocket> {
    const socket = new WebSocket(`ws://127.0.0.1:${server.port}/api/labs/${lab}/socket`, {
      headers: { authorization: `Bearer ${testToken}` },
    });
    const client = new LabSocket(socket);
    await once(socket, "open");
    return client;
  }

  /** Opens, says hello and waits until the lab runs. */
  static async join(server: TestServer, lab: string, author = "ada"): Promise<LabSocket> {
    const client = await LabSocket.open(server, lab);
    client.send({ type: "hello", author: { id: author, name: author } });
    await client.until((all) => all.some(isRunning));
    return client;
  }

  get welcome(): MessageOf<"welcome"> {
    const welcome = this.of("welcome").at(-1);
    if (welcome === undefined) throw new Error("not welcomed yet");
    return welcome;
  }

  get revision(): number {
    const last = this.messages.findLast(
      (message) => message.type === "welcome" || message.type === "committed",
    );
    return last !== undefined && "revision" in last ? last.revision : 0;
  }

  of<T extends ServerMessage["type"]>(type: T): MessageOf<T>[] {
    return this.messages.filter((message): message is MessageOf<T> => message.type === type);
  }

  send(message: ClientMessage): void {
    this.sendText(JSON.stringify(message));
  }

  sendText(text: string): void {
    this.socket.send(text);
  }

  /** Sends it with a number of its own and waits for the answer to that. */
  async ask(request: Request): Promise<Acknowledged | Refusal> {
    this.#requests += 1;
    const number = `r${this.#requests}`;
    this.send({ ...request, request: number });
    return this.answerTo(number);
  }

  async answerTo(request: string): Promise<Acknowledged | Refusal> {
    const isAnswer = (message: ServerMessage) =>
      (message.type === "ack" || message.type === "reject") && message.request === request;
    await this.until((all) => all.some(isAnswer));
    const answer = this.messages.find(isAnswer);
    if (answer?.type === "ack") return { ok: true, revision: answer.revision, ping: answer.ping };
    if (answer?.type === "reject") return { ok: false, problem: answer.problem };
    throw new TypeError("unreachable");
  }

  edit(edit: Edit, baseRevision = this.revision): Promise<Acknowledged | Refusal> {
    return this.ask({ type: "edit", edit, baseRevision });
  }

  /** Resolves once this holds of all messages so far. */
  until(holds: (messages: readonly ServerMessage[]) => boolean, timeoutMs = 20_000): Promise<void> {
    return new Promise((resolve, reject) => {
      const done = (finish: () => void) => {
        clearTimeout(timer);
        this.#listeners.delete(check);
        finish();
      };
      const check = () => {
        if (holds(this.messages)) done(resolve);
        else if (this.closed !== null) done(() => reject(new Error(`closed with ${this.closed?.code}`)));
      };
      const timer = setTimeout(
        () => done(() => reject(new Error(`not in time; heard ${this.#summary()}`))),
        timeoutMs,
      );
      this.#listeners.add(check);
      check();
    });
  }

  /** Numbers that are not one more than the one before. */
  get gaps(): string[] {
    const numbers = this.messages.flatMap((message) => ("seq" in message ? [message.seq] : []));
    return numbers.flatMap((seq, index) => {
      const before = index === 0 ? 0 : (numbers[index - 1] ?? 0);
      return seq === before + 1 ? [] : [`${before} → ${seq}`];
    });
  }

  /** Resolves when the server has what was sent so far. */
  async arrived(): Promise<void> {
    const pong = once(this.socket, "pong");
    this.socket.ping();
    await pong;
  }

  /** As a browser closes: what was sent before still arrives. */
  async leave(): Promise<void> {
    const closed = once(this.socket, "close");
    this.socket.close();
    await closed;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.closed !== null) return;
    const closed = once(this.socket, "close");
    this.socket.terminate();
    await closed;
  }

  #summary(): string {
    return this.messages
      .slice(-5)
      .map((message) => JSON.stringify(message).slice(0, 200))
      .join("\n");
  }
}

function isRunning(message: ServerMessage): boolean {
  return (message.type === "welcome" || message.type === "state") && message.state.phase === "running";
}
