import { changedFields, changesBetween, isEmpty, type DocumentChanges } from "../shared/changes.ts";
import { messageOf } from "../shared/errors.ts";
import type { Observed, ObservedDiff, ObservedNamespaceDiff } from "../shared/observed.ts";
import { namespaceOf, type Document, type Layout, type RecordId, type Topology } from "../shared/topology.ts";
import type { LabMachine } from "./lab-machine.ts";
import { log } from "./log.ts";
import { adopt, type Adoption } from "./observe/adopt.ts";
import type { Inodes } from "./observe/locate.ts";
import type { PlanOptions } from "./plan/plan.ts";
import type { Queue } from "./queue.ts";
import type { RunningLab } from "./running-lab.ts";

/** An end of a veth pair that is out of sight for so long is in a namespace without a name, and not on its way. */
const halfGoneAfterMs = 400;

interface Lab {
  readonly document: () => Document;
  /** Makes it the document: the kernel has it so already. @throws ProblemError "storage-failed" */
  readonly commit: (
    action: "follow" | "settle",
    after: Document,
    changes: DocumentChanges,
    kernel: Pick<PlanOptions, "hasNetem">,
  ) => void;
}

/**
 * Makes what somebody does by hand in a lab's machine, in a terminal or by a script, part of its document: as soon as it
 * has been seen, in the lab's turn, and before any edit that comes after it.
 */
export class Follower {
  readonly #queue: Queue;
  readonly #machine: LabMachine;
  readonly #lab: Lab;
  /** What was seen to change since it was last compared with the document. */
  readonly #seen = new Map<string, Set<string>>();
  #spared: ReadonlySet<RecordId> = new Set();
  #inodes: Inodes = new Map();
  #isComing = false;
  #waiting: NodeJS.Timeout | null = null;

  constructor(queue: Queue, machine: LabMachine, lab: Lab) {
    this.#queue = queue;
    this.#machine = machine;
    this.#lab = lab;
  }

  /** The kernel was seen to be other than before, by whoever's doing. */
  note({ namespaces }: ObservedDiff): void {
    for (const [name, diff] of Object.entries(namespaces)) {
      if (!isWorthALook(diff)) continue;
      const devices = this.#seen.get(name) ?? new Set();
      for (const device of Object.keys(diff?.interfaces ?? {})) devices.add(device);
      this.#seen.set(name, devices);
    }
    if (this.#seen.size === 0 || this.#isComing) return;
    this.#isComing = true;
    void this.#queue.run(() => {
      this.#isComing = false;
      return this.catchUp();
    });
  }

  /** These are being changed past the lab's queue, and the document knows in its turn. */
  spare(ids: ReadonlySet<RecordId>): void {
    this.#spared = ids;
  }

  /** In the lab's turn: makes the document what was seen of the kernel so far. */
  async catchUp(isHalfGone = false): Promise<void> {
    if (this.#seen.size === 0 || this.#machine.state.phase !== "running") return;
    try {
      await this.#machine.use(async (running) => {
        let adoption = this.#adoption(running, isHalfGone);
        if (this.#isLess(adoption.topology)) {
          // A machine that is going takes everything with it, and nobody has done that by hand.
          await running.ensureAlive();
          adoption = this.#adoption(running, isHalfGone);
        }
        this.#take(running, adoption);
      });
    } catch (error) {
      // It is tried again with what is seen next, and before the next edit.
      log.warn(`what was done by hand is not kept: ${messageOf(error)}`);
    }
  }

  stop(): void {
    if (this.#waiting !== null) clearTimeout(this.#waiting);
  }

  #adoption({ observed, refused }: RunningLab, isHalfGone: boolean): Adoption {
    const { topology } = this.#lab.document();
    const spared = new Set([
      ...this.#spared,
      ...refused.flatMap(({ step }) => withStack(topology, step.record)),
    ]);
    const options = { seen: this.#seen, inodes: this.#inodes, spared, isHalfGone };
    return adopt(topology, observed, options);
  }

  #isLess(topology: Topology): boolean {
    return Object.keys(this.#lab.document().topology).some((id) => topology[id] === undefined);
  }

  #take(running: RunningLab, { topology, halves }: Adoption): void {
    const before = this.#lab.document();
    const after = { topology, layout: layoutOf(topology, before.layout) };
    const changes = changesBetween(before, after);
    if (!isEmpty(changes)) {
      this.#lab.commit(
        isKernelMade(changes, running.observed, topology) ? "settle" : "follow",
        after,
        changes,
        running,
      );
      running.watch(topology);
      running.endStrays(topology);
    }
    this.#inodes = new Map(
      Object.entries(running.observed.namespaces).flatMap(([name, { inode }]) =>
        inode === null ? [] : [[name, inode] as const],
      ),
    );
    if (halves.size === 0) this.#seen.clear();
    else this.#lookAgain();
  }

  #lookAgain(): void {
    this.#waiting ??= setTimeout(() => {
      this.#waiting = null;
      void this.#queue.run(() => this.catchUp(true));
    }, halfGoneAfterMs);
  }
}

/** A bridge to which nobody gave an address has the lowest of its ports', a bond its first member's. */
function isKernelMade({ records }: DocumentChanges, { namespaces }: Observed, topology: Topology): boolean {
  return Object.values(records).every(({ from, to }) => {
    if ((to?.kind !== "bridge" && to?.kind !== "bond") || from?.kind !== to.kind) return false;
    if (Object.keys(changedFields(from, to)).join(" ") !== "macAddress") return false;
    const seen = namespaces[namespaceOf(topology, to.namespace).name]?.interfaces ?? {};
    return Object.values(seen).some(
      ({ master, macAddress }) => master === to.name && macAddress === to.macAddress,
    );
  });
}

/** Neighbours come and go by themselves. */
function isWorthALook(diff: ObservedNamespaceDiff | null): boolean {
  if (diff === null) return true;
  const { neighbors: _, ...others } = diff;
  return Object.keys(others).length > 0;
}

/** What brings its stack along is not there without it. */
function withStack(topology: Topology, id: RecordId): RecordId[] {
  const record = topology[id];
  return record?.kind === "container" && record.stack === "own" ? [id, record.namespace] : [id];
}

function layoutOf(topology: Topology, layout: Layout): Layout {
  const entries = Object.entries(layout);
  const left = entries.filter(([id]) => topology[id] !== undefined);
  return left.length === entries.length ? layout : Object.fromEntries(left);
}
