import type { Author, Presence, ServerMessage } from "../shared/protocol.ts";
import type { PingTarget } from "../shared/ping.ts";
import { ProblemError, type Problem } from "../shared/errors.ts";
import type { RecordId } from "../shared/topology.ts";
import { connectionLost, readLab } from "./api.ts";
import { readAuthor, writeAuthor } from "./author.ts";
import { isGap } from "./receive.ts";
import {
  editRequest,
  fateOf,
  newRequest,
  unanswered,
  type MakeEdit,
  type Outgoing,
  type Outcome,
  type Request,
  type Unsent,
} from "./requests.ts";
import { ReconnectingSocket, type SocketLike } from "./socket.ts";
import { useStore } from "./store.ts";
import { trailing } from "./trailing.ts";

/** An edit recomputed so often and still behind loses to the others. */
const maxAttempts = 5;
const presenceIntervalMs = 50;

type Store = Pick<typeof useStore, "getState">;

/**
 * The open lab's socket. Requests that change the document go one after the other, each computed from the document as
 * it is when its turn comes, so that quick gestures build on each other. None is lost silently: every one ends in an
 * Outcome, and a failed one is shown.
 */
export class Connection {
  readonly #store: Store;
  readonly #openSocket: (lab: string) => SocketLike;
  #socket: ReconnectingSocket | null = null;
  #author: Author;
  #waiting: Request[] = [];
  #flying: Request | null = null;
  readonly #pings = new Map<string, Request>();
  /** Not before the lab has reached this revision: an edit was refused as stale. */
  #waitFor = 0;
  #look: readonly RecordId[] = [];
  /** A hello is on its way: what comes before its welcome continues a sequence that does not matter any more. */
  #resyncing = false;
  /** The socket that carried the unanswered requests is gone, and their answers with it. */
  #answersLost = false;

  constructor(store: Store, openSocket: (lab: string) => SocketLike) {
    this.#store = store;
    this.#openSocket = openSocket;
    this.#author = readAuthor();
  }

  get author(): Author {
    return this.#author;
  }

  /** Others see the new name at once. */
  setAuthorName(name: string): void {
    this.#author = { ...this.#author, name: name.trim().slice(0, 40) || this.#author.name };
    writeAuthor(this.#author);
    if (this.#socket !== null) this.#hello();
  }

  open(lab: string): void {
    this.close();
    this.#store.getState().setConnection("connecting");
    this.#socket = new ReconnectingSocket(() => this.#openSocket(lab), {
      hello: () => this.#hello(),
      message: (text) => this.#receive(JSON.parse(text) as ServerMessage),
      lost: () => this.#lost(),
      mayRetry: () => this.#mayRetry(lab),
    });
  }

  close(): void {
    this.#socket?.close();
    this.#socket = null;
    for (const request of [this.#flying, ...this.#waiting, ...this.#pings.values()]) {
      if (request !== null) this.#fail(request, connectionLost);
    }
    this.#flying = null;
    this.#waiting = [];
    this.#pings.clear();
    this.#waitFor = 0;
    this.#answersLost = false;
    this.#store.getState().leaveLab();
  }

  /** One gesture. `records` are drawn as pending meanwhile, and a failure is shown next to them. */
  sendEdit(makeEdit: MakeEdit, records: readonly RecordId[]): Promise<Outcome> {
    return this.#request(editRequest(makeEdit, records));
  }

  undo(): Promise<Outcome> {
    return this.#request({ action: "undo", records: [], make: (_, request) => ({ type: "undo", request }) });
  }

  redo(): Promise<Outcome> {
    return this.#request({ action: "redo", records: [], make: (_, request) => ({ type: "redo", request }) });
  }

  /** Puts the kernel back to what the drawing says. */
  restore(records: readonly RecordId[]): Promise<Outcome> {
    const make: Unsent["make"] = (_, request) => ({ type: "restore", request, records: [...records] });
    return this.#request({ action: "restore", records, make });
  }

  /** Goes on until stopped when `count` is null. The outcome names the ping. */
  startPing(
    from: RecordId,
    to: PingTarget,
    intervalMs = 1000,
    count: number | null = null,
  ): Promise<Outcome> {
    const make: Unsent["make"] = (_, request) => ({
      type: "ping-start",
      request,
      from,
      to,
      intervalMs,
      count,
    });
    return this.#request({ action: "ping", records: [from], make });
  }

  stopPing(ping: string): void {
    this.#send({ type: "ping-stop", ping });
  }

  /** Cursor, selection and live drags for the others; sent at most every 50 ms, the last one always. */
  readonly setPresence = trailing(presenceIntervalMs, (presence: Presence) => {
    if (this.#store.getState().connection === "live") this.#send({ type: "presence", presence });
  });

  /** Namespaces whose counters are shown. */
  look(namespaces: readonly RecordId[]): void {
    const unchanged =
      namespaces.length === this.#look.length && namespaces.every((id, at) => id === this.#look[at]);
    if (unchanged) return;
    this.#look = namespaces.slice(0, 64);
    if (this.#store.getState().connection === "live") this.#sendLook();
  }

  #request(unsent: Unsent): Promise<Outcome> {
    return new Promise((settle) => {
      const request = newRequest(unsent, settle);
      // Told at once rather than kept: nobody knows what the network will look like when the connection is back.
      if (this.#store.getState().connection !== "live") return this.#fail(request, connectionLost);
      if (request.action === "ping") return this.#fly(request, (sent) => this.#pings.set(sent.id, sent));
      this.#waiting.push(request);
      this.#next();
    });
  }

  #next(): void {
    const { lab, connection } = this.#store.getState();
    if (this.#flying !== null || connection !== "live" || lab === null || lab.revision < this.#waitFor)
      return;
    const request = this.#waiting.shift();
    if (request === undefined) return;
    this.#fly(request, (sent) => {
      this.#flying = sent;
    });
    this.#next();
  }

  #fly(request: Request, keep: (sent: Request) => void): void {
    const { lab, setPending } = this.#store.getState();
    if (lab === null) return this.#fail(request, connectionLost);
    try {
      const message = request.make(lab, request.id);
      if (message === null) return request.settle({ ok: true, revision: lab.revision });
      keep({ ...request, attempts: request.attempts + 1, sent: { message, revision: lab.revision } });
      setPending(request.id, request.records);
      this.#send(message);
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      this.#fail(request, error.problem);
    }
  }

  #receive(message: ServerMessage): void {
    const state = this.#store.getState();
    if (this.#resyncing && message.type !== "welcome") return this.#answered(message);
    if (isGap(state, message)) {
      this.#hello();
      return this.#answered(message);
    }
    state.receive(message);
    if (message.type === "welcome") this.#welcomed();
    else if (message.type === "deleted") this.close();
    else this.#answered(message);
    if ("seq" in message) this.#next();
  }

  /** An answer counts wherever it stands in the sequence. */
  #answered(message: ServerMessage): void {
    if (message.type === "ack") this.#acked(message);
    else if (message.type === "reject") this.#rejected(message.request, message.problem);
  }

  #welcomed(): void {
    const { lab } = this.#store.getState();
    this.#resyncing = false;
    this.#waitFor = 0;
    if (this.#look.length > 0) this.#sendLook();
    if (!this.#answersLost) return;
    this.#answersLost = false;
    const request = this.#flying;
    this.#flying = null;
    if (lab !== null && request !== null)
      this.#settleUnanswered(request, fateOf(request, lab, this.#author.id));
    for (const ping of this.#pings.values()) this.#fail(ping, unanswered);
    this.#pings.clear();
  }

  #settleUnanswered(request: Request, fate: ReturnType<typeof fateOf>): void {
    const { lab, setPending } = this.#store.getState();
    setPending(request.id, null);
    if (fate === "done") request.settle({ ok: true, revision: lab?.revision ?? 0 });
    else if (fate === "not-done") this.#waiting.unshift(request);
    else this.#fail(request, unanswered);
  }

  #acked(message: Extract<ServerMessage, { type: "ack" }>): void {
    const request = this.#take(message.request);
    this.#store.getState().setPending(message.request, null);
    const ping = message.ping === undefined ? {} : { ping: message.ping };
    request?.settle({ ok: true, revision: message.revision, ...ping });
  }

  #rejected(id: string | null, problem: Problem): void {
    const request = id === null ? null : this.#take(id);
    if (request === null) return this.#store.getState().showProblem(problem);
    if (problem.kind !== "stale" || request.attempts >= maxAttempts) return this.#fail(request, problem);
    this.#waitFor = problem.revision ?? 0;
    this.#waiting.unshift(request);
  }

  #take(id: string): Request | null {
    const request = this.#flying?.id === id ? this.#flying : (this.#pings.get(id) ?? null);
    if (request === this.#flying) this.#flying = null;
    this.#pings.delete(id);
    return request;
  }

  #fail(request: Request, problem: Problem): void {
    const { setPending, showProblem } = this.#store.getState();
    setPending(request.id, null);
    showProblem(problem, request.records);
    request.settle({ ok: false, problem });
  }

  #hello(): void {
    this.#resyncing = this.#send({ type: "hello", author: this.#author });
  }

  #sendLook(): void {
    this.#send({ type: "look", namespaces: [...this.#look] });
  }

  #send(message: Outgoing): boolean {
    return this.#socket?.send(JSON.stringify(message)) ?? false;
  }

  #lost(): void {
    this.#resyncing = false;
    this.#answersLost = true;
    const { lab, setConnection } = this.#store.getState();
    setConnection(lab === null ? "connecting" : "lost");
  }

  /** A refused handshake says nothing to a page; a plain request tells why. */
  async #mayRetry(lab: string): Promise<boolean> {
    try {
      await readLab(lab);
      return true;
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      const { kind } = error.problem;
      if (kind !== "unauthorized" && kind !== "not-found") return true;
      this.close();
      this.#store.getState().setConnection(kind === "unauthorized" ? "unauthorized" : "idle");
      if (kind === "not-found") this.#store.getState().showProblem(error.problem);
      return false;
    }
  }
}

function openLabSocket(lab: string): SocketLike {
  const url = new URL(`/api/labs/${encodeURIComponent(lab)}/socket`, location.href);
  url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
  return new WebSocket(url);
}

export const connection = new Connection(useStore, openLabSocket);
