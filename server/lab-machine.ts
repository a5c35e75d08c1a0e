import { isEqual } from "../shared/equal.ts";
import { ProblemError, toProblem } from "../shared/errors.ts";
import { nothingObserved, type Observed, type ObservedDiff } from "../shared/observed.ts";
import type { LabState } from "../shared/protocol.ts";
import type { Topology } from "../shared/topology.ts";
import type { Machine } from "./kernel/machine.ts";
import type { Queue } from "./queue.ts";
import type { Changed, RunningLab } from "./running-lab.ts";

interface Listener {
  readonly onState: (state: LabState) => void;
  readonly onObserved: (diff: ObservedDiff) => void;
  /** What it took to build the machine. */
  readonly onBuilt: (changed: Changed) => void;
}

/** Somebody may have ended one while it was made. */
const buildAttempts = 3;

/**
 * A lab's machine through all its lives: built from the document when it is wanted, and anew when it dies or cannot be
 * put back. Not for concurrent use, but for `start`, `restart` and `close`, which queue up themselves.
 *
 * What the kernel refuses when the machine is built is left out and told (`state.refused`), and the lab runs. Only where
 * there is no machine at all has it failed. Then the document can be had in every way but takes no edits: what is shown
 * as done is done in the kernel, and nobody would know which of them a kernel takes.
 */
export class LabMachine {
  readonly #start: (onDiff: Listener["onObserved"]) => Promise<RunningLab>;
  readonly #queue: Queue;
  readonly #wanted: () => Topology;
  readonly #listener: Listener;
  #state: LabState = { phase: "idle" };
  #running: RunningLab | null = null;
  #started = false;
  #closed = false;

  /**
   * @param start  makes a machine
   * @param queue  the lab's: a machine is built when nothing else is done in the lab
   * @param wanted  what it is to hold
   */
  constructor(
    start: (onDiff: Listener["onObserved"]) => Promise<RunningLab>,
    queue: Queue,
    wanted: () => Topology,
    listener: Listener,
  ) {
    this.#start = start;
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

  get present(): Machine | null {
    return this.#running?.machine ?? null;
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

  /**
   * Works on the machine. One that is lost meanwhile (it died, or could not be put back) is thrown away, and the work is
   * done once more on a new one, built from the document, which is whole. So `work` is all or nothing, or can be begun anew.
   *
   * @throws what `work` throws; "machine-unavailable" when there is no machine, or the second one died, too
   */
  async use<T>(work: (running: RunningLab) => Promise<T>): Promise<T> {
    for (let isLast = false; ; isLast = true) {
      const running = this.required();
      try {
        return await work(running);
      } catch (error) {
        if (!isLost(error)) throw error;
        await this.#renew();
        if (isLast) throw error;
      } finally {
        this.#tellRefused();
      }
    }
  }

  async #renew(): Promise<void> {
    await this.#running?.stop();
    await this.#build();
  }

  async #build(): Promise<void> {
    if (this.#closed) return;
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.#tryToBuild();
      } catch (error) {
        await this.#running?.stop();
        if (attempt < buildAttempts) continue;
        this.#forget();
        return this.#setState({ phase: "failed", problem: toProblem(error) });
      }
    }
  }

  async #tryToBuild(): Promise<void> {
    this.#setState({ phase: "building", done: 0, total: 0 });
    this.#forget();
    const running = await this.#start(this.#listener.onObserved);
    this.#running = running;
    const changed = await running.build(this.#wanted(), (done, total) =>
      this.#setState({ phase: "building", done, total }),
    );
    void running.machine.gone.then(() => this.#buildAfterDeath(running));
    // In this order nobody ever sees a running lab that lacks what it is drawn with.
    this.#listener.onBuilt(changed);
    this.#setState({ phase: "running", refused: running.refused });
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

  #tellRefused(): void {
    const refused = this.#running?.refused;
    if (this.#state.phase === "running" && refused !== undefined && !isEqual(refused, this.#state.refused))
      this.#setState({ phase: "running", refused });
  }

  #setState(state: LabState): void {
    this.#state = state;
    this.#listener.onState(state);
  }
}

/** Is the machine no longer what is known of it? */
function isLost(error: unknown): boolean {
  if (!(error instanceof ProblemError)) return true;
  return error.problem.kind === "rollback-failed" || error.problem.code === "machine-died";
}
