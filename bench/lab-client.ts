import { once } from "node:events";
import { WebSocket } from "ws";
import type { Edit } from "../shared/edit.ts";
import type { ServerMessage } from "../shared/protocol.ts";
import type { BenchServer } from "./server.ts";
import { wallClockMs } from "./statistics.ts";

export interface Heard {
  readonly message: ServerMessage;
  /** When its last byte was here, in milliseconds since 1970. */
  readonly at: number;
}

/** A browser's end of a lab's socket. */
export class LabClient {
  readonly #socket: WebSocket;
  readonly #listeners = new Set<(heard: Heard) => void>();
  #revision = 0;
  #requests = 0;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.on("message", (data: Buffer) => {
      const at = wallClockMs();
      const message = JSON.parse(data.toString()) as ServerMessage;
      if (message.type === "welcome" || message.type === "committed") this.#revision = message.revision;
      for (const listener of this.#listeners) listener({ message, at });
    });
  }

  static async join(server: BenchServer, labId: string): Promise<LabClient> {
    const socket = new WebSocket(server.socketUrl(labId), {
      headers: { authorization: `Bearer ${server.token}` },
    });
    await once(socket, "open");
    const client = new LabClient(socket);
    const running = client.until(
      ({ message }) =>
        (message.type === "welcome" || message.type === "state") && message.state.phase === "running",
    );
    client.#send({ type: "hello", author: { id: "bench", name: "Bench" } });
    await running;
    return client;
  }

  listen(listener: (heard: Heard) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  until(isIt: (heard: Heard) => boolean): Promise<Heard> {
    return new Promise((resolve) => {
      const stop = this.listen((heard) => {
        if (!isIt(heard)) return;
        stop();
        resolve(heard);
      });
    });
  }

  /** Milliseconds from sending the edit to its acknowledgement. */
  async edit(edit: Edit): Promise<number> {
    this.#requests += 1;
    const request = `r${this.#requests}`;
    const answered = this.until(
      ({ message }) => (message.type === "ack" || message.type === "reject") && message.request === request,
    );
    const begin = wallClockMs();
    this.#send({ type: "edit", request, baseRevision: this.#revision, edit });
    const { message, at } = await answered;
    if (message.type === "reject") throw new Error(message.problem.detail);
    return at - begin;
  }

  async close(): Promise<void> {
    const closed = once(this.#socket, "close");
    this.#socket.close();
    await closed;
  }

  #send(message: unknown): void {
    this.#socket.send(JSON.stringify(message));
  }
}
