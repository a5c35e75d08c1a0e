import { namesOf } from "../shared/container-names.ts";
import { ProblemError } from "../shared/errors.ts";
import type { Observed, ObservedDiff } from "../shared/observed.ts";
import { farLossSeen } from "../shared/loss.ts";
import { own } from "../shared/own.ts";
import type { RefusedStep, Step } from "../shared/step.ts";
import { namespaceOf, type RecordId, type Topology } from "../shared/topology.ts";
import { dirtOf } from "./dirt-of.ts";
import { Identities } from "./identities.ts";
import { Born } from "./kernel/born.ts";
import { noDirt, type Dirt } from "./kernel/dirt.ts";
import { startMachine, type Machine } from "./kernel/machine.ts";
import { Observer } from "./kernel/observer.ts";
import { readRuleCounters } from "./kernel/read-tables.ts";
import { runSteps } from "./kernel/run-steps.ts";
import { asBuilt } from "./observe/as-built.ts";
import { closureOf } from "./observe/closure.ts";
import { watchedSysctls } from "./observe/watched-sysctls.ts";
import { plan, type PlanOptions } from "./plan/plan.ts";
import { isAmong, refusal, stillWanting } from "./refusals.ts";

type OnProgress = (done: number, total: number) => void;

/** Each begins with a look at everything. */
const restoreAttempts = 4;

export interface Changed {
  readonly steps: readonly Step[];
  /** What the kernel says differently since; null when nothing. */
  readonly observed: ObservedDiff | null;
}

/** Also with what the kernel refused of it. */
export interface Restored extends Changed {
  readonly refused: readonly RefusedStep[];
}

interface Tried<T> extends Restored {
  /** What `commit` gave. */
  readonly committed: T;
}

/** An edit on its way from one topology to another. */
interface Change {
  readonly before: Topology;
  readonly after: Topology;
  readonly touched: readonly RecordId[];
  readonly dirt: ReadonlyMap<string, Dirt>;
  readonly identities: Identities;
  readonly options: PlanOptions;
  /** Was this step wanting before the edit already? */
  readonly isOwed: (step: Step) => boolean;
}

/**
 * A lab's machine with its observer: brings the kernel from one topology to another, all or nothing. Not for concurrent
 * use: its Lab is the single writer.
 */
export class RunningLab {
  readonly machine: Machine;
  readonly #observer: Observer;
  readonly #born: Born;
  readonly #onDiff: (diff: ObservedDiff) => void;
  #refused: readonly RefusedStep[] = [];

  private constructor(machine: Machine, observer: Observer, onDiff: (diff: ObservedDiff) => void) {
    this.machine = machine;
    this.#observer = observer;
    this.#onDiff = onDiff;
    this.#born = new Born(machine);
  }

  /**
   * @param uid  who the machine runs as, when the server is root
   * @param mayReachOut  May it have uplinks?
   */
  static async start(
    uid: number | null,
    onDiff: (diff: ObservedDiff) => void,
    mayReachOut = true,
  ): Promise<RunningLab> {
    const machine = await startMachine(uid, mayReachOut);
    try {
      return new RunningLab(machine, await Observer.start(machine, onDiff), onDiff);
    } catch (error) {
      try {
        await checkAlive(machine);
      } finally {
        await machine.stop();
      }
      throw error;
    }
  }

  /** Does this kernel have it? Else packets are lost otherwise. */
  get hasNetem(): boolean {
    return this.#born.hasNetem;
  }

  get observed(): Observed {
    return this.#observer.observed;
  }

  /** What the kernel refused of the topology it is to hold, and has not taken since. */
  get refused(): readonly RefusedStep[] {
    return this.#refused;
  }

  /** Resolves when everything that rang so far has been read. */
  settle(): Promise<void> {
    return this.#observer.settle();
  }

  /** Resolves when everything has been read again. */
  readAll(): Promise<void> {
    return this.#observer.readAll();
  }

  /** Nothing rings when a sysctl changes: those of these topologies' namespaces are read, where these are there. */
  async readSysctls(topology: Topology, namespaces: readonly RecordId[]): Promise<void> {
    const dirt = new Map<string, Dirt>();
    const watched = watchedSysctls(topology);
    for (const record of namespaces.map((id) => topology[id])) {
      if (record?.kind !== "namespace" || !watched.has(record.name)) continue;
      if (own(this.observed.namespaces, record.name) !== undefined)
        dirt.set(record.name, { ...noDirt(), sysctls: true });
    }
    if (dirt.size > 0) await this.#observer.hold(() => this.#read(dirt));
  }

  /** Reads from now on what has to be read to tell whether the kernel is what the topology says. */
  watch(topology: Topology): void {
    this.#observer.watchSysctls(watchedSysctls(topology));
    void this.machine.containers.setNames(namesOf(topology));
  }

  /** Who lost their stack, or its name, by somebody's hand, end with it. */
  endStrays(topology: Topology): void {
    const { containers } = this.machine;
    for (const id of containers.ids) {
      const record = topology[id];
      if (record?.kind !== "container" || record.state === "stopped") void containers.stop(id);
    }
  }

  /** @throws ProblemError "machine-died" when it is gone, or going */
  ensureAlive(): Promise<void> {
    return checkAlive(this.machine);
  }

  async stop(): Promise<void> {
    this.#observer.stop();
    await this.machine.stop();
  }

  /** Makes a new machine hold the topology, but for what the kernel refuses: see `refused`. */
  build(topology: Topology, onProgress: OnProgress): Promise<Changed> {
    // Nothing is there: all is wanting, and may stay so.
    return this.change(topology, topology, Object.keys(topology), () => undefined, onProgress);
  }

  /**
   * Makes the kernel hold `after` where it is to hold `before`, then `commit`s, then reads again what was touched. When a
   * step or the commit fails, everything is put back and the error thrown: "kernel-refused" for a step. "rollback-failed"
   * when even that failed: the machine has to be rebuilt.
   *
   * What was wanting in the kernel before, because it was refused or taken away by hand, is tried again where the change
   * touches it, but no edit fails for it: it is not what the edit asks.
   *
   * @param touched  the records that differ, and others that are to be brought to what `after` says
   * @returns the steps that ran, what was seen to change, and what `commit` gave
   * @throws ProblemError "machine-died" when the machine is gone, whatever came of it before
   */
  async change<T>(
    before: Topology,
    after: Topology,
    touched: readonly RecordId[],
    commit: (steps: readonly Step[]) => T,
    onProgress: OnProgress,
  ): Promise<Tried<T>> {
    if (touched.length === 0) return { steps: [], observed: null, committed: commit([]), refused: [] };
    try {
      return await this.#change(before, after, touched, commit, onProgress);
    } catch (error) {
      await checkAlive(this.machine);
      throw error;
    }
  }

  /**
   * Brings the kernel to what the topology says of these records. The kernel empties a deleted namespace in its own
   * time: what was there at first may be gone under our hands, so a refused step is not the end of it.
   *
   * @returns the steps that ran, and those that the kernel refused to the end
   */
  async restore(topology: Topology, touched: readonly RecordId[], onProgress: OnProgress): Promise<Restored> {
    const steps: Step[] = [];
    for (let attempt = 1; ; attempt += 1) {
      await this.#observer.hold(() => this.#read(dirtOf(Object.keys(topology), topology)));
      const tried = await this.change(topology, topology, touched, () => undefined, onProgress);
      if (tried.observed !== null) this.#onDiff(tried.observed);
      steps.push(...tried.steps);
      const isDone = tried.steps.length === 0 && tried.refused.length === 0;
      if (isDone || attempt === restoreAttempts) return { steps, observed: null, refused: tried.refused };
    }
  }

  async #change<T>(
    before: Topology,
    after: Topology,
    touched: readonly RecordId[],
    commit: (steps: readonly Step[]) => T,
    onProgress: OnProgress,
  ): Promise<Tried<T>> {
    this.#observer.watchSysctls(watchedSysctls(before, after));
    await this.readSysctls(before, touched);
    const real = this.#real(before, touched);
    const options = await this.#planOptions(touched, before, after);
    const change: Change = {
      before,
      after,
      touched,
      options,
      dirt: dirtOf(touched, before, after),
      identities: await Identities.of(this.machine, touched, before, after),
      isOwed: isAmong(() => plan(real, before, options)),
    };
    const steps = plan(real, after, options);
    const { containers } = this.machine;
    await containers.setNames(namesOf(after));
    return this.#observer.hold(async () => {
      const { failure, refused, ran } = await this.#run(steps, change.isOwed, onProgress);
      if (failure !== null) {
        await this.#putBack(change);
        throw refusal(failure);
      }
      let committed: T;
      try {
        committed = commit(ran);
      } catch (error) {
        await this.#putBack(change);
        throw error;
      }
      // Nothing may fail from here on: the edit is done.
      this.watch(after);
      const observed = await this.#observer.read(change.dirt);
      this.#refused = this.#stillRefused([...this.#refused, ...refused], after, options);
      return { steps: ran, observed, committed, refused };
    });
  }

  async #run(steps: readonly Step[], mayFail: (step: Step) => boolean, onProgress?: OnProgress) {
    const result = await runSteps(this.machine, steps, {
      mayFail,
      onProgress: (done) => onProgress?.(done, steps.length),
    });
    // What a machine that is gone "refused", nobody did.
    if (result.refused.length > 0) await checkAlive(this.machine);
    return result;
  }

  /** Of these, what is wanting still. */
  #stillRefused(refused: readonly RefusedStep[], topology: Topology, options: PlanOptions) {
    if (refused.length === 0) return refused;
    const records = [...new Set(refused.map(({ step }) => step.record))].filter((id) => id in topology);
    return stillWanting(refused, plan(this.#real(topology, records), topology, options));
  }

  /** The topology the kernel really has, where that matters for these records. */
  #real(document: Topology, touched: readonly RecordId[]): Topology {
    return this.#asBuilt([document], document, closureOf(touched, document));
  }

  /** `document`, but with what the kernel has of these records in place of what it says of them. */
  #asBuilt(candidates: readonly Topology[], document: Topology, ids: ReadonlySet<RecordId>): Topology {
    const seen = asBuilt(candidates, this.observed, ids);
    const result = { ...document };
    for (const id of ids) {
      const record = seen[id];
      if (record === undefined) delete result[id];
      else result[id] = record;
    }
    return result;
  }

  /** Again where a step is refused: what was there at first may have gone by itself, as a container that cannot start does. */
  async #putBack(change: Change): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      const failure = await this.#tryToPutBack(change);
      if (failure === null) return;
      if (attempt === restoreAttempts)
        throw new ProblemError({ ...refusal(failure).problem, kind: "rollback-failed" });
    }
  }

  async #tryToPutBack(change: Change): Promise<RefusedStep | null> {
    const { before, after, touched, dirt, identities, options, isOwed } = change;
    await this.#read(dirt);
    await this.#observer.settle();
    const closure = new Set([...closureOf(touched, before), ...closureOf(touched, after)]);
    const reached = await identities.reached(before, after, touched);
    const real = this.#asBuilt([reached, before], before, closure);
    const { failure } = await this.#run(plan(real, before, options), isOwed);
    this.watch(before);
    await this.#read(dirt);
    return failure;
  }

  async #read(dirt: ReadonlyMap<string, Dirt>): Promise<void> {
    const diff = await this.#observer.read(dirt);
    if (diff !== null) this.#onDiff(diff);
  }

  async #planOptions(touched: readonly RecordId[], before: Topology, after: Topology): Promise<PlanOptions> {
    const keys = new Set<string>();
    for (const record of touched.flatMap((id) => [before[id], after[id]])) {
      if (record?.kind === "namespace") for (const key of Object.keys(record.sysctls)) keys.add(key);
    }
    const options = await this.#born.planOptions([...keys]);
    return {
      ...options,
      lostFar: options.hasNetem ? this.#lostFar(touched, before) : options.lostFar,
      ruleCounters: await this.#ruleCounters(touched, before),
    };
  }

  #lostFar(touched: readonly RecordId[], before: Topology): ReadonlySet<RecordId> {
    const ends = [...closureOf(touched, before)].flatMap((id) => {
      const record = before[id];
      if (record?.kind !== "veth") return [];
      const seen = own(this.observed.namespaces, namespaceOf(before, record.namespace).name);
      const end = own(seen?.interfaces ?? {}, record.name);
      return end === undefined || farLossSeen(this.observed, end) === null ? [] : [id];
    });
    return new Set(ends);
  }

  /** Of the firewalls that are there. */
  async #ruleCounters(touched: readonly RecordId[], before: Topology): Promise<PlanOptions["ruleCounters"]> {
    const counted = touched.flatMap((id) => {
      const record = before[id];
      const name = record?.kind === "firewall" ? namespaceOf(before, record.namespace).name : "";
      if (own(this.observed.namespaces, name) === undefined) return [];
      return [readRuleCounters(this.machine, name).then((counters) => [id, counters] as const)];
    });
    return Object.fromEntries(await Promise.all(counted));
  }
}

/** @throws ProblemError "machine-died" when it is gone, or going: its end is told some time after it begins */
async function checkAlive({ workers }: Machine): Promise<void> {
  const ask = () => workers.use((worker) => worker.run(["true"]));
  // The first may be a shell that was just ended.
  await ask()
    .catch(ask)
    .catch((error: unknown) => {
      throw machineDied(error);
    });
}

function machineDied(cause: unknown): ProblemError {
  return new ProblemError(
    {
      kind: "machine-unavailable",
      code: "machine-died",
      detail: "the lab's machine ended meanwhile; nothing was changed, and a new one is built",
    },
    cause,
  );
}
