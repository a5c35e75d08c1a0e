import {
  maxAuthorName,
  maxLooks,
  type Author,
  type ClientMessage,
  type Presence,
  type ServerMessage,
} from "../shared/protocol.ts";
import type { PingTarget } from "../shared/ping.ts";
import type { RecordId } from "../shared/topology.ts";
import { refusalOf } from "./api.ts";
import { readAuthor, writeAuthor } from "./author.ts";
import { Inbox } from "./inbox.ts";
import { isGap } from "./receive.ts";
import { RequestQueue } from "./request-queue.ts";
import {
  editRequest,
  pingRequest,
  restoreRequest,
  scriptRequest,
  takeBackRequest,
  terminalRequest,
  type MakeEdit,
  type Outcome,
} from "./requests.ts";
import { ReconnectingSocket, type SocketLike } from "./socket.ts";
import { useStore } from "./store.ts";
import { tellOfStorm } from "./storm.ts";
import { trailing } from "./trailing.ts";

const presenceIntervalMs = 50;

type Store = Pick<typeof useStore, "getState">;

/** The open lab's socket: what comes is given to the store, what is asked to the queue. */
export class Connection {
  readonly #store: Store;
  readonly #openSocket: (lab: string) => SocketLike;
  #socket: ReconnectingSocket | null = null;
  #author: Author;
  readonly #queue: RequestQueue;
  readonly #inbox = new Inbox<ServerMessage>((messages) => {
    // One of them may say that the lab is gone.
    for (const message of messages) if (this.#socket !== null) this.#receive(message);
  });
  #look: readonly RecordId[] = [];
  #closeLook: readonly RecordId[] = [];
  /** A hello is on its way: what comes before its welcome continues a sequence that does not matter any more. */
  #resyncing = false;
  /** The socket that carried the unanswered requests is gone, and their answers with it. */
  #answersLost = false;

  constructor(store: Store, openSocket: (lab: string) => SocketLike) {
    this.#store = store;
    this.#openSocket = openSocket;
    this.#author = readAuthor();
    this.#queue = new RequestQueue(store, (message) => this.#send(message));
  }

  get author(): Author {
    return this.#author;
  }

  /** Others see the new name at once. */
  setAuthorName(name: string): void {
    this.#author = { ...this.#author, name: name.trim().slice(0, maxAuthorName) || this.#author.name };
    writeAuthor(this.#author);
    if (this.#socket !== null) this.#hello();
  }

  open(lab: string): void {
    this.close();
    this.#store.getState().leaveLab();
    this.#store.getState().setConnection("connecting");
    this.#socket = new ReconnectingSocket(() => this.#openSocket(lab), {
      hello: () => this.#hello(),
      message: (text) => this.#inbox.put(JSON.parse(text) as ServerMessage),
      lost: () => this.#lost(),
      mayRetry: () => this.#mayRetry(lab),
    });
  }

  close(): void {
    // Given up by itself before: why it did stays on the page.
    if (this.#socket === null) return;
    this.#socket.close();
    this.#socket = null;
    this.#inbox.clear();
    this.#queue.close();
    this.#answersLost = false;
    this.#store.getState().leaveLab();
  }

  /** One gesture. `records` are drawn as pending meanwhile, and a failure is shown next to them. */
  sendEdit(makeEdit: MakeEdit, records: readonly RecordId[]): Promise<Outcome> {
    return this.#queue.add(editRequest(makeEdit, records));
  }

  undo(): Promise<Outcome> {
    return this.#queue.add(takeBackRequest("undo"));
  }

  redo(): Promise<Outcome> {
    return this.#queue.add(takeBackRequest("redo"));
  }

  /** Puts the kernel back to what the drawing says. */
  restore(records: readonly RecordId[]): Promise<Outcome> {
    return this.#queue.add(restoreRequest(records));
  }

  /** Goes on until stopped when `count` is null. The outcome names the ping. */
  startPing(
    from: RecordId,
    to: PingTarget,
    intervalMs = 1000,
    count: number | null = null,
  ): Promise<Outcome> {
    return this.#queue.add(pingRequest(from, { to, intervalMs, count }));
  }

  /** In a namespace, by its name. The outcome names the terminal. */
  openTerminal(namespace: string): Promise<Outcome> {
    return this.#queue.add(terminalRequest(namespace));
  }

  closeTerminal(terminal: string): void {
    this.#send({ type: "terminal-close", terminal });
  }

  stopPing(ping: string): void {
    this.#send({ type: "ping-stop", ping });
  }

  /** What it prints comes to the store (`lab.script`). */
  runScript(script: string): Promise<Outcome> {
    return this.#queue.add(scriptRequest(script));
  }

  stopScript(): void {
    this.#send({ type: "script-stop" });
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
    this.#look = namespaces.slice(0, maxLooks);
    if (this.#store.getState().connection === "live") this.#sendLook();
  }

  /** Those whose firewalls' counters are shown. */
  lookClosely(namespaces: readonly RecordId[]): void {
    this.#closeLook = namespaces;
    if (this.#store.getState().connection === "live") this.#sendLook();
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
    if (message.type === "committed" && message.entry.action === "cut-loop") tellOfStorm(message, state);
    if (message.type === "warning") state.showProblem(message.problem);
    if ("seq" in message) this.#queue.next();
  }

  /** An answer counts wherever it stands in the sequence. */
  #answered(message: ServerMessage): void {
    if (message.type === "ack" || message.type === "reject") this.#queue.answer(message);
  }

  #welcomed(): void {
    this.#resyncing = false;
    if (this.#look.length > 0) this.#sendLook();
    if (this.#answersLost) this.#queue.resume(this.#author.id);
    this.#answersLost = false;
  }

  #hello(): void {
    this.#resyncing = this.#send({ type: "hello", author: this.#author });
  }

  #sendLook(): void {
    this.#send({ type: "look", namespaces: [...this.#look], closely: [...this.#closeLook] });
  }

  #send(message: ClientMessage): boolean {
    return this.#socket?.send(JSON.stringify(message)) ?? false;
  }

  #lost(): void {
    this.#inbox.flush();
    this.#resyncing = false;
    this.#answersLost = true;
    this.#store.getState().setConnection("lost");
  }

  /** A refused handshake says nothing to a page; a plain request tells why. */
  async #mayRetry(lab: string): Promise<boolean> {
    const refusal = await refusalOf(lab);
    if (refusal === null) return true;
    this.close();
    const isKnown = refusal.kind !== "unauthorized";
    this.#store.getState().setConnection(isKnown ? "idle" : "unauthorized");
    if (isKnown) this.#store.getState().showProblem(refusal);
    return false;
  }
}

function openLabSocket(lab: string): SocketLike {
  const url = new URL(`/api/labs/${encodeURIComponent(lab)}/socket`, location.href);
  url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
  return new WebSocket(url);
}

export const connection = new Connection(useStore, openLabSocket);
