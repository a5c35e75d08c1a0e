import { ProblemError } from "../shared/errors.ts";
import { hostName } from "../shared/names.ts";
import type { Observed, ObservedDiff } from "../shared/observed.ts";
import { formatStep, type Step } from "../shared/step.ts";
import type { RecordId, Topology } from "../shared/topology.ts";
import { Born } from "./kernel/born.ts";
import { addDevice, addDirt, allDirt, noDirt, type Dirt } from "./kernel/dirt.ts";
import { startMachine, type Machine } from "./kernel/machine.ts";
import { Observer } from "./kernel/observer.ts";
import { runSteps, type StepFailure } from "./kernel/run-steps.ts";
import { asBuilt, closureOf } from "./observe/as-built.ts";
import { asideName } from "./plan/namespace.ts";
import { plan } from "./plan/plan.ts";

/** Name → inode of the namespace it stands for; null for none. */
type Identities = ReadonlyMap<string, number | null>;

/** Each begins with a look at everything. */
const restoreAttempts = 4;

export interface Changed {
  readonly steps: readonly Step[];
  /** What the kernel says differently since; null when nothing. */
  readonly observed: ObservedDiff | null;
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

  private constructor(machine: Machine, observer: Observer, onDiff: (diff: ObservedDiff) => void) {
    this.machine = machine;
    this.#observer = observer;
    this.#onDiff = onDiff;
    this.#born = new Born(machine);
  }

  /** @param uid  who the machine runs as, when the server is root */
  static async start(uid: number | null, onDiff: (diff: ObservedDiff) => void): Promise<RunningLab> {
    const machine = await startMachine(uid);
    return new RunningLab(machine, await Observer.start(machine, onDiff), onDiff);
  }

  get observed(): Observed {
    return this.#observer.observed;
  }

  /** Resolves when everything that rang so far has been read. */
  settle(): Promise<void> {
    return this.#observer.settle();
  }

  async stop(): Promise<void> {
    this.#observer.stop();
    await this.machine.stop();
  }

  /**
   * Makes the kernel hold `after` where it held `before`, then `commit`s, then reads again what was touched. When a step
   * or the commit fails, everything is put back and the error thrown: "kernel-refused" for a step. "rollback-failed"
   * when even that failed: the machine has to be rebuilt.
   *
   * @param touched  the records that differ, and others that are to be brought to what `after` says
   * @returns the steps that ran, what was seen to change, and what `commit` gave
   */
  async change<T>(
    before: Topology,
    after: Topology,
    touched: readonly RecordId[],
    commit: (steps: readonly Step[]) => T,
    onProgress?: (done: number, total: number) => void,
  ): Promise<Changed & { readonly committed: T }> {
    if (touched.length === 0) return { steps: [], observed: null, committed: commit([]) };
    const steps = await this.#plan(this.#real(before, touched), after, touched);
    const dirt = dirtOf(touched, before, after);
    const identities = await this.#identities(touched, before, after);
    return this.#observer.hold(async () => {
      const { failure } = await runSteps(this.machine, steps, (done) => onProgress?.(done, steps.length));
      if (failure !== null) {
        await this.#putBack(before, after, touched, dirt, identities);
        throw refused(failure);
      }
      let committed: T;
      try {
        committed = commit(steps);
      } catch (error) {
        await this.#putBack(before, after, touched, dirt, identities);
        throw error;
      }
      return { steps, observed: await this.#observer.read(dirt), committed };
    });
  }

  /**
   * Brings the kernel to what the topology says of these records. The kernel empties a deleted namespace in its own
   * time: what was there at first may be gone under our hands, so a refused step is not the end of it.
   *
   * @throws ProblemError "kernel-refused"; what was put right until then stays so
   */
  async restore(
    topology: Topology,
    touched: readonly RecordId[],
    onProgress?: (done: number, total: number) => void,
  ): Promise<Changed> {
    const ran: Step[] = [];
    for (let attempt = 1; ; attempt += 1) {
      await this.#observer.hold(() => this.#read(dirtOf(Object.keys(topology), topology)));
      const steps = await this.#plan(this.#real(topology, touched), topology, touched);
      if (steps.length === 0) return { steps: ran, observed: null };
      const result = await this.#observer.hold(() =>
        runSteps(this.machine, steps, (done) => onProgress?.(done, steps.length)),
      );
      ran.push(...result.ran);
      if (result.failure !== null && attempt === restoreAttempts) throw refused(result.failure);
    }
  }

  /** The topology the kernel really has, where that matters for these records. */
  #real(document: Topology, touched: readonly RecordId[]): Topology {
    const closure = closureOf(touched, document);
    return overlay(document, closure, asBuilt([document], this.observed, closure));
  }

  /** Which namespaces the names concerned stand for, by inode. What is there before an edit is not the edit's. */
  async #identities(touched: readonly RecordId[], ...topologies: readonly Topology[]): Promise<Identities> {
    const names = new Set(
      topologies.flatMap((topology) =>
        touched.flatMap((id) => {
          const record = topology[id];
          return record?.kind === "namespace" && record.name !== hostName ? [record.name] : [];
        }),
      ),
    );
    const inodes = await Promise.all([...names].map((name) => this.machine.inodeOf(name)));
    return new Map([...names].map((name, index) => [name, inodes[index] ?? null]));
  }

  async #putBack(
    before: Topology,
    after: Topology,
    touched: readonly RecordId[],
    dirt: ReadonlyMap<string, Dirt>,
    identities: Identities,
  ): Promise<void> {
    await this.#read(dirt);
    await this.#observer.settle();
    const closure = new Set([...closureOf(touched, before), ...closureOf(touched, after)]);
    const reached = await this.#ownNamespaces(before, after, touched, identities);
    const real = overlay(before, closure, asBuilt([reached, before], this.observed, closure));
    const { failure } = await runSteps(this.machine, await this.#plan(real, before, touched));
    await this.#read(dirt);
    if (failure === null) return;
    throw new ProblemError({ ...refused(failure).problem, kind: "rollback-failed" });
  }

  /** `after` with each namespace under the name it has got to, and without those that somebody else had made before. */
  async #ownNamespaces(
    before: Topology,
    after: Topology,
    touched: readonly RecordId[],
    identities: Identities,
  ): Promise<Topology> {
    const reached = { ...after };
    for (const id of touched) {
      const [was, is] = [before[id], after[id]];
      if (is?.kind !== "namespace") continue;
      if (was?.kind !== "namespace") {
        const existed = identities.get(is.name) ?? null;
        if (existed !== null && existed === (await this.machine.inodeOf(is.name))) delete reached[id];
        continue;
      }
      for (const name of [is.name, asideName(is), was.name]) {
        if ((await this.machine.inodeOf(name)) === identities.get(was.name)) reached[id] = { ...is, name };
      }
    }
    return reached;
  }

  async #read(dirt: ReadonlyMap<string, Dirt>): Promise<void> {
    const diff = await this.#observer.read(dirt);
    if (diff !== null) this.#onDiff(diff);
  }

  async #plan(before: Topology, after: Topology, touched: readonly RecordId[]): Promise<Step[]> {
    const keys = new Set<string>();
    for (const record of touched.flatMap((id) => [before[id], after[id]])) {
      if (record?.kind === "namespace") for (const key of Object.keys(record.sysctls)) keys.add(key);
    }
    return plan(before, after, await this.#born.planOptions([...keys]));
  }
}

/** `document`, but with what was seen of these records in place of what it says of them. */
function overlay(document: Topology, ids: ReadonlySet<RecordId>, seen: Topology): Topology {
  const result = { ...document };
  for (const id of ids) {
    const record = seen[id];
    if (record === undefined) delete result[id];
    else result[id] = record;
  }
  return result;
}

/** What may look different in the kernel after a change of these records, under names old and new. */
function dirtOf(touched: readonly RecordId[], ...topologies: readonly Topology[]): Map<string, Dirt> {
  const dirty = new Map<string, Dirt>();
  for (const topology of topologies) {
    for (const id of closureOf(touched, topology)) {
      const record = topology[id];
      if (record === undefined) continue;
      const namespace = topology[record.kind === "namespace" ? record.id : record.namespace];
      const name = namespace?.kind === "namespace" ? namespace.name : hostName;
      const dirt = dirty.get(name) ?? noDirt();
      dirty.set(name, dirt);
      // A bridge's ports name it.
      if (record.kind === "namespace" || (record.kind === "bridge" && isRenamed(id, topologies)))
        addDirt(dirt, allDirt());
      else if (record.kind !== "route") addDevice(dirt, record.name);
      // A bridge's port without an address has none.
      if (record.kind !== "veth" || record.master === null || record.addresses.length > 0) dirt.routes = true;
    }
  }
  return dirty;
}

function isRenamed(id: RecordId, topologies: readonly Topology[]): boolean {
  const names = topologies.flatMap((topology) => {
    const record = topology[id];
    return record === undefined || record.kind === "route" ? [] : [record.name];
  });
  return new Set(names).size > 1;
}

function refused({ step, command, output }: StepFailure): ProblemError {
  return new ProblemError({
    kind: "kernel-refused",
    code: step.reason,
    detail: `the kernel refused: ${formatStep(step)}: ${output}`,
    path: step.record,
    command,
    output,
  });
}
