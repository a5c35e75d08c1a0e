import { nanoid } from "nanoid";
import { ProblemError } from "../shared/errors.ts";
import type { PingEvent, PingTarget } from "../shared/ping.ts";
import type { Author, PingState } from "../shared/protocol.ts";
import type { RecordId } from "../shared/topology.ts";
import type { Lab } from "./lab.ts";
import { PingSession } from "./ping-session.ts";

/** At once in one lab, running or still shown. */
const maxPings = 64;

export interface PingRequest {
  readonly author: Author;
  readonly from: RecordId;
  readonly to: PingTarget;
  readonly intervalMs: number;
  readonly count: number | null;
}

/** The ping streams of one lab, seen by all who look at it. */
export class Pings {
  readonly #lab: Lab;
  readonly #sessions = new Map<string, PingSession>();
  readonly #listeners = new Set<(state: PingState, events: readonly PingEvent[]) => void>();

  constructor(lab: Lab) {
    this.#lab = lab;
    lab.listen((event) => {
      if (event.type === "committed" || event.type === "observed")
        for (const session of this.#sessions.values()) session.follow();
      if (event.type === "deleted") this.stopAll();
    });
  }

  get all(): readonly PingSession[] {
    return [...this.#sessions.values()];
  }

  listen(listener: (state: PingState, events: readonly PingEvent[]) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** @throws ProblemError when an end does not exist or too many run already */
  start({ author, from, to, intervalMs, count }: PingRequest): PingSession {
    const { topology } = this.#lab.document;
    for (const [field, id] of [
      ["from", from],
      ["to", "namespace" in to ? to.namespace : from],
    ] as const) {
      if (topology[id]?.kind === "namespace") continue;
      throw new ProblemError({
        kind: "not-found",
        code: "no-such-namespace",
        detail: `${field}: there is no namespace with the id ${id}`,
        path: field,
      });
    }
    this.#makeRoom();
    const session = new PingSession({
      state: { id: nanoid(10), author, from, to, intervalMs },
      count,
      machine: () => this.#lab.ready(),
      topology: () => this.#lab.document.topology,
      observed: () => this.#lab.observed,
      onEvents: (state, events) => {
        for (const listener of this.#listeners) listener(state, events);
      },
    });
    this.#sessions.set(session.id, session);
    return session;
  }

  stop(id: string): void {
    this.#sessions.get(id)?.stop();
  }

  stopAll(): void {
    for (const session of this.#sessions.values()) session.stop();
  }

  /** Ended streams go first, the oldest of them; running ones are never ended for others. */
  #makeRoom(): void {
    if (this.#sessions.size < maxPings) return;
    const ended = [...this.#sessions.values()].find(({ state }) => !state.running);
    if (ended === undefined) {
      throw new ProblemError({
        kind: "too-many-requests",
        code: "too-many-pings",
        detail: `${maxPings} pings are running in this lab already; stop one, or wait for one to end`,
        parameters: { limit: maxPings },
      });
    }
    this.#sessions.delete(ended.id);
  }
}
