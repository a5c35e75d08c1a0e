import { ProblemError, toProblem } from "../shared/errors.ts";
import { nothingObserved, type Observed, type ObservedDiff } from "../shared/observed.ts";
import type { LabState } from "../shared/protocol.ts";
import { emptyDocument, type Topology } from "../shared/topology.ts";
import type { Queue } from "./queue.ts";
import { RunningLab, type Changed } from "./running-lab.ts";

interface Listener {
  readonly onState: (state: LabState) => void;
  readonly onObserved: (diff: ObservedDiff) => void;
  /** What it took to build the machine. */
  readonly onBuilt: (changed: Changed) => void;
}

/**
 * A lab's machine through all its lives: built from the document when it is wanted, and anew when it dies or cannot be
 * put back. Not for concurrent use, but for `start`, `restart` and `close`, which queue up themselves.
 */
export class LabMachine {
  readonly #uid: number | null;
  readonly #queue: Queue;
  readonly #wanted: () => Topology;
  readonly #listener: Listener;
  #state: LabState = { phase: "idle" };
  #running: RunningLab | null = null;
  #started = false;
  #closed = false;

  /**
   * @param uid  who the machine runs as, when the server is root
   * @param queue  the lab's: a machine is built when nothing else is done in the lab
   * @param wanted  what it is to hold
   */
  constructor(uid: number | null, queue: Queue, wanted: () => Topology, listener: Listener) {
    this.#uid = uid;
    this.#queue = queue;
    this.#wanted = wanted;
    this.#listener = listener;
  }

  get state(): LabState {
    return this.#state;
  }
  get observed(): Observed {
    return this.#running?.observed ?? nothingObserved;
  }

  /** Once; does not wait. */
  start(): void {
    if (this.#started || this.#closed) return;
    this.#started = true;
    void this.#queue.run(() => this.#build());
  }

  /** A new machine: heals whatever was done to the old one. @throws ProblemError why there is none */
  restart(): Promise<void> {
    this.#started = true;
    return this.#queue.run(async () => {
      await this.#renew();
      this.required();
    });
  }

  close(): Promise<void> {
    this.#closed = true;
    return this.#queue.run(async () => this.#running?.stop());
  }

  /** @throws ProblemError why it does not run */
  required(): RunningLab {
    if (this.#state.phase === "failed") throw new ProblemError(this.#state.problem);
    if (this.#running === null)
      throw new ProblemError({ kind: "not-found", code: "lab-closed", detail: "the lab is closed" });
    return this.#running;
  }

  /** A machine that cannot be put back is thrown away and built anew from the document, which is whole. */
  async use<T>(work: (running: RunningLab) => Promise<T>): Promise<T> {
    try {
      return await work(this.required());
    } catch (error) {
      if (!(error instanceof ProblemError) || error.problem.kind === "rollback-failed") await this.#renew();
      throw error;
    }
  }

  async #renew(): Promise<void> {
    await this.#running?.stop();
    await this.#build();
  }

  async #build(): Promise<void> {
    if (this.#closed) return;
    this.#forget();
    this.#setState({ phase: "building", done: 0, total: 0 });
    try {
      const running = await RunningLab.start(this.#uid, this.#listener.onObserved);
      this.#running = running;
      const topology = this.#wanted();
      const changed = await running.change(
        emptyDocument.topology,
        topology,
        Object.keys(topology),
        () => undefined,
        (done, total) => this.#setState({ phase: "building", done, total }),
      );
      void running.machine.gone.then(() => this.#buildAfterDeath(running));
      this.#setState({ phase: "running" });
      this.#listener.onBuilt(changed);
    } catch (error) {
      await this.#running?.stop();
      this.#running = null;
      this.#setState({ phase: "failed", problem: toProblem(error) });
    }
  }

  /** What was seen of the machine before is not true of the next one. */
  #forget(): void {
    const names = Object.keys(this.observed.namespaces);
    this.#running = null;
    if (names.length > 0)
      this.#listener.onObserved({ namespaces: Object.fromEntries(names.map((name) => [name, null])) });
  }

  #buildAfterDeath(running: RunningLab): void {
    if (this.#closed || this.#running !== running) return;
    void this.#queue.run(async () => {
      // It may have been replaced by whoever noticed first.
      if (this.#running === running) await this.#build();
    });
  }

  #setState(state: LabState): void {
    this.#state = state;
    this.#listener.onState(state);
  }
}
