import type { ClientMessage, ServerMessage } from "../shared/protocol.ts";
import { ProblemError, type Problem } from "../shared/errors.ts";
import { connectionLost } from "./api.ts";
import { fateOf, newRequest, unanswered, type Outcome, type Request, type Unsent } from "./requests.ts";
import type { useStore } from "./store.ts";

/** An edit recomputed so often and still behind loses to the others. */
const maxAttempts = 5;

type Answer = Extract<ServerMessage, { type: "ack" | "reject" }>;

/**
 * Requests on their way. Those that change the document go one after the other, each computed from the document as it
 * is when its turn comes, so that quick gestures build on each other; pings, scripts and terminals go at once. None is lost silently: every
 * one ends in an Outcome, and a failed one is shown.
 */
export class RequestQueue {
  readonly #store: Pick<typeof useStore, "getState">;
  readonly #send: (message: ClientMessage) => void;
  #waiting: Request[] = [];
  #flying: Request | null = null;
  readonly #atOnce = new Map<string, Request>();
  /** Not before the lab has reached this revision: an edit was refused as stale. */
  #waitFor = 0;

  constructor(store: Pick<typeof useStore, "getState">, send: (message: ClientMessage) => void) {
    this.#store = store;
    this.#send = send;
  }

  add(unsent: Unsent): Promise<Outcome> {
    return new Promise((settle) => {
      const request = newRequest(unsent, settle);
      // Told at once rather than kept: nobody knows what the network will look like when the connection is back.
      if (this.#store.getState().connection !== "live") return this.#fail(request, connectionLost);
      if (["ping", "script", "terminal"].includes(request.action))
        return this.#fly(request, (sent) => this.#atOnce.set(sent.id, sent));
      this.#waiting.push(request);
      this.next();
    });
  }

  /** Sends what can be sent now. */
  next(): void {
    const { lab, connection } = this.#store.getState();
    if (this.#flying !== null || connection !== "live" || lab === null || lab.revision < this.#waitFor)
      return;
    const request = this.#waiting.shift();
    if (request === undefined) return;
    this.#fly(request, (sent) => {
      this.#flying = sent;
    });
    this.next();
  }

  answer(message: Answer): void {
    if (message.type === "reject") return this.#rejected(message.request, message.problem);
    const request = this.#take(message.request);
    this.#store.getState().setPending(message.request, null);
    if (request === null) return;
    this.#store.getState().settleProblems(request.records);
    const { revision, ping, terminal } = message;
    request.settle({
      ok: true,
      revision,
      ...(ping !== undefined && { ping }),
      ...(terminal !== undefined && { terminal }),
    });
  }

  /** The connection is back, and the answers to what was on its way are lost with the old one. */
  resume(author: string): void {
    const { lab } = this.#store.getState();
    const request = this.#flying;
    this.#flying = null;
    this.#waitFor = 0;
    if (lab !== null && request !== null) this.#settleUnanswered(request, fateOf(request, lab, author));
    for (const request of this.#atOnce.values()) this.#fail(request, unanswered);
    this.#atOnce.clear();
  }

  close(): void {
    for (const request of [this.#flying, ...this.#waiting, ...this.#atOnce.values()]) {
      if (request !== null) this.#fail(request, connectionLost);
    }
    this.#flying = null;
    this.#waiting = [];
    this.#atOnce.clear();
    this.#waitFor = 0;
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

  #settleUnanswered(request: Request, fate: ReturnType<typeof fateOf>): void {
    const { lab, setPending } = this.#store.getState();
    setPending(request.id, null);
    if (fate === "done") request.settle({ ok: true, revision: lab?.revision ?? 0 });
    else if (fate === "not-done") this.#waiting.unshift(request);
    else this.#fail(request, unanswered);
  }

  #rejected(id: string | null, problem: Problem): void {
    const request = id === null ? null : this.#take(id);
    if (request === null) return this.#store.getState().showProblem(problem);
    if (problem.kind !== "stale" || request.attempts >= maxAttempts) return this.#fail(request, problem);
    this.#waitFor = problem.revision ?? 0;
    this.#waiting.unshift(request);
  }

  #take(id: string): Request | null {
    const request = this.#flying?.id === id ? this.#flying : (this.#atOnce.get(id) ?? null);
    if (request === this.#flying) this.#flying = null;
    this.#atOnce.delete(id);
    return request;
  }

  #fail(request: Request, problem: Problem): void {
    const { setPending, showProblem } = this.#store.getState();
    setPending(request.id, null);
    showProblem(problem, request.records);
    request.settle({ ok: false, problem });
  }
}
