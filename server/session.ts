import { nanoid } from "nanoid";
import type { WebSocket } from "ws";
import { toProblem } from "../shared/errors.ts";
import { parseInput } from "../shared/parse.ts";
import {
  clientMessageSchema,
  type Author,
  type ClientMessage,
  type Person,
  type Presence,
} from "../shared/protocol.ts";
import type { RecordId } from "../shared/topology.ts";
import { Allowance } from "./allowance.ts";
import { helloFirst, parseJson, toBytes } from "./frame.ts";
import type { Accepted } from "./lab.ts";
import { log } from "./log.ts";
import { write, type Outgoing, type Written } from "./outgoing.ts";
import type { Room } from "./room.ts";

/** A browser that takes nothing in is not fed more: it is told everything anew when it is back. */
const maxBufferedBytes = 4 * 1024 * 1024;

const nobody: Author = { id: "nobody", name: "?" };
const nowhere: Presence = { cursor: null, selection: [], dragging: {} };

/** One browser looking at one lab. */
export class Session {
  readonly id = nanoid(10);
  readonly #socket: WebSocket;
  readonly #room: Room;
  #author: Author = nobody;
  #presence: Presence = nowhere;
  #lookingAt: readonly RecordId[] = [];
  #lookingCloselyAt: readonly RecordId[] = [];
  #seq = 0;
  #isWelcome = false;
  /** Told nothing until it has caught up, because it took nothing in. */
  #isBehind = false;
  readonly #allowance: Allowance;

  constructor(socket: WebSocket, room: Room) {
    this.#socket = socket;
    this.#room = room;
    this.#allowance = new Allowance(() => socket.terminate());
    socket.on("message", (data) => void this.#receive(data));
    socket.on("close", () => room.leave(this));
    // Too large a frame, or not UTF-8: ws closes the connection with the code that says so.
    socket.on("error", (error) => log.debug({ err: error }, "socket error"));
  }

  get author(): Author {
    return this.#author;
  }
  get lookingAt(): readonly RecordId[] {
    return this.#lookingAt;
  }
  get lookingCloselyAt(): readonly RecordId[] {
    return this.#lookingCloselyAt;
  }
  get isWelcome(): boolean {
    return this.#isWelcome;
  }
  get person(): Person {
    return { session: this.id, author: this.#author, presence: this.#presence };
  }

  send(message: Outgoing): void {
    this.deliver(write(message));
  }

  deliver(message: Written): void {
    if (this.#isWelcome) this.#deliverUnlessBehind(message);
  }

  close(): void {
    this.#socket.close(1000);
  }

  #deliverUnlessBehind(message: Written): void {
    if (this.#isBehind || this.#socket.readyState !== this.#socket.OPEN) return;
    if (this.#socket.bufferedAmount > maxBufferedBytes) this.#fallBehind();
    else this.#put(message);
  }

  #put({ hasSeq, json }: Written): void {
    if (!hasSeq) {
      this.#socket.send(json, { binary: false });
      return;
    }
    this.#seq += 1;
    // The number goes ahead in a frame of its own: what is the same for everybody need not be copied for each.
    this.#socket.send(`{"seq":${this.#seq},`, { fin: false });
    this.#socket.send(json.subarray(1), { binary: false });
  }

  #fallBehind(): void {
    this.#isBehind = true;
    this.#isWelcome = false;
    const timer = setInterval(() => {
      if (this.#socket.readyState !== this.#socket.OPEN) clearInterval(timer);
      else if (this.#socket.bufferedAmount === 0) {
        clearInterval(timer);
        this.#isBehind = false;
        if (this.#author !== nobody) void this.#welcome();
      }
    }, 50);
  }

  async #receive(data: WebSocket.RawData): Promise<void> {
    let request: string | null = null;
    try {
      const bytes = toBytes(data);
      this.#allowance.spend(bytes.length);
      const json = parseJson(bytes);
      request = requestOf(json);
      await this.#handle(parseInput(clientMessageSchema, json));
    } catch (error) {
      const problem = toProblem(error);
      if (problem.kind === "internal") log.error({ err: error }, "message failed");
      // Also to those not yet welcome: it may be their hello that is wrong.
      this.#deliverUnlessBehind(write({ type: "reject", request, problem }));
    }
  }

  async #handle(message: ClientMessage): Promise<void> {
    if (message.type === "hello") {
      this.#author = message.author;
      await this.#welcome();
      return;
    }
    if (!this.#isWelcome) throw helloFirst();
    const { lab, pings, scripts, terminals } = this.#room;
    switch (message.type) {
      case "edit":
        return this.#answer(
          message.request,
          await lab.edit(this.#author, message.edit, message.baseRevision),
        );
      case "undo":
        return this.#answer(message.request, await lab.undo(this.#author));
      case "redo":
        return this.#answer(message.request, await lab.redo(this.#author));
      case "restore":
        return this.#answer(message.request, await lab.restore(this.#author, message.records));
      case "presence":
        this.#presence = message.presence;
        this.#room.broadcast({ type: "presence", session: this.id, presence: message.presence }, this);
        return;
      case "look":
        this.#lookingAt = message.namespaces;
        this.#lookingCloselyAt = message.closely;
        return;
      case "ping-start": {
        const { from, to, intervalMs, count } = message;
        const ping = pings.start({ author: this.#author, from, to, intervalMs, count });
        this.send({ type: "ack", request: message.request, revision: lab.revision, ping: ping.id });
        return;
      }
      case "ping-stop":
        return pings.stop(message.ping);
      case "script-start": {
        const run = scripts.start(this.#author, message.script);
        this.send({ type: "script", run });
        this.send({ type: "ack", request: message.request, revision: lab.revision });
        return;
      }
      case "script-stop":
        return scripts.stop(this.#author);
      case "terminal-open": {
        const { id } = await terminals.open(this.#author, message.namespace);
        this.send({ type: "ack", request: message.request, revision: lab.revision, terminal: id });
        return;
      }
      case "terminal-close":
        terminals.close(message.terminal);
    }
  }

  #answer(request: string, { revision }: Accepted): void {
    this.send({ type: "ack", request, revision });
  }

  async #welcome(): Promise<void> {
    const capabilities = await this.#room.capabilities();
    // Whoever says hello without ever listening must not fill the memory with welcomes.
    if (this.#isBehind || this.#socket.readyState !== this.#socket.OPEN) return;
    if (this.#socket.bufferedAmount > maxBufferedBytes) {
      this.#fallBehind();
      return;
    }
    // In one go: nothing may come between what the welcome says and what is sent after it.
    const message = write(this.#room.welcome(this, capabilities));
    this.#isWelcome = true;
    this.#put(message);
    this.#room.broadcast({ type: "person", session: this.id, person: this.person }, this);
  }
}

/** So that even a refused message's sender learns which one it was. */
function requestOf(json: unknown): string | null {
  const request = typeof json === "object" && json !== null && "request" in json ? json.request : null;
  return typeof request === "string" && request.length <= 40 ? request : null;
}
