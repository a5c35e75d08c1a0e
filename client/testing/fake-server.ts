import { vi } from "vitest";
import type { ServerMessage } from "../../shared/protocol.ts";
import { Connection } from "../connection.ts";
import type { SocketLike } from "../socket.ts";
import { initialState, useStore } from "../store.ts";

interface Sent {
  readonly type: string;
  readonly request?: string;
  readonly baseRevision?: number;
  readonly edit?: { readonly op: string; readonly record?: { readonly id: string; readonly name: string } };
}

class FakeSocket extends EventTarget implements SocketLike {
  readonly sent: Sent[] = [];
  isClosed = false;

  readonly send = (text: string): void => {
    this.sent.push(JSON.parse(text) as Sent);
  };

  readonly close = (): void => {
    this.isClosed = true;
  };
}

/** A connection whose network the test holds in its hands: nothing arrives, and nothing breaks, by itself. */
export class FakeServer {
  readonly sockets: FakeSocket[] = [];
  readonly connection: Connection;

  constructor() {
    useStore.setState(initialState);
    this.connection = new Connection(useStore, () => {
      const socket = new FakeSocket();
      this.sockets.push(socket);
      return socket;
    });
    this.connection.open("lab");
  }

  get #socket(): FakeSocket {
    const socket = this.sockets.at(-1);
    if (socket === undefined) throw new Error("no socket");
    return socket;
  }

  /** The socket opens and the server greets. */
  accept(message: ServerMessage): void {
    this.#socket.dispatchEvent(new Event("open"));
    this.say(message);
  }

  say(message: ServerMessage): void {
    this.#socket.dispatchEvent(new MessageEvent("message", { data: JSON.stringify(message) }));
    // What follows another message closely waits for a moment.
    vi.advanceTimersByTime(0);
  }

  break(): void {
    this.#socket.dispatchEvent(new Event("close"));
  }

  sent(type: string): Sent[] {
    return this.sockets.flatMap((socket) => socket.sent.filter((message) => message.type === type));
  }

  last(type: string): Sent & { readonly request: string } {
    const message = this.sent(type).at(-1);
    if (message === undefined) throw new Error(`no ${type} was sent`);
    return { request: "", ...message };
  }
}
