import type { Observed } from "../shared/observed.ts";
import { summarizePing, withPingEvent, type PingEvent, type PingSummary } from "../shared/ping.ts";
import type { PingState } from "../shared/protocol.ts";
import { namespaceOf, type RecordId, type Topology } from "../shared/topology.ts";
import type { Machine } from "./kernel/machine.ts";
import { runPing, type PingRun } from "./kernel/ping.ts";
import { nearestAddress } from "./observe/nearest-address.ts";

/** Kept for those who join later, and for the summary. */
const eventsKept = 1000;

export interface PingSessionOptions {
  readonly state: Omit<PingState, "running">;
  readonly count: number | null;
  readonly machine: () => Promise<Machine>;
  readonly topology: () => Topology;
  readonly observed: () => Observed;
  readonly onEvents: (state: PingState, events: readonly PingEvent[]) => void;
}

/**
 * One ping stream. It outlives ping: ping gives up when the kernel refuses to send ("Network is unreachable"), the
 * stream tries again at every interval, so that a repair made on the canvas shows by itself.
 */
export class PingSession {
  readonly id: string;
  readonly #options: PingSessionOptions;
  #events: readonly PingEvent[] = [];
  #run: PingRun | null = null;
  #address: string | null = null;
  /** Sequence number of the last packet of the runs before this one. */
  #base = 0;
  #isRunning = true;
  #isMoving = false;
  readonly ended: Promise<void>;

  constructor(options: PingSessionOptions) {
    this.id = options.state.id;
    this.#options = options;
    this.ended = this.#loop();
  }

  get state(): PingState {
    return { ...this.#options.state, running: this.#isRunning };
  }
  get events(): readonly PingEvent[] {
    return this.#events;
  }
  get summary(): PingSummary {
    return summarizePing(this.#events);
  }

  stop(reason: "stopped" | "namespace-gone" = "stopped"): void {
    if (!this.#isRunning) return;
    this.#end(reason);
    this.#run?.stop();
  }

  /** After every change of the drawing or of the kernel: the ends may be gone, the target's address another. */
  follow(): void {
    if (!this.#isRunning) return;
    const topology = this.#options.topology();
    const { from, to } = this.#options.state;
    const isGone = (id: RecordId) => topology[id]?.kind !== "namespace";
    if (isGone(from) || ("namespace" in to && isGone(to.namespace))) this.stop("namespace-gone");
    else if (this.#run !== null && this.#findAddress() !== this.#address) {
      this.#isMoving = true;
      this.#run.stop();
    }
  }

  async #loop(): Promise<void> {
    const { state } = this.#options;
    while (this.#isRunning && !this.#isCountedOut()) {
      const startedAt = performance.now();
      const base = this.#base;
      const sent = await this.#once().catch((error: unknown) => {
        this.#tell({
          type: "local-error",
          sequence: base + 1,
          message: error instanceof Error ? error.message : String(error),
        });
        return 1;
      });
      this.#base = base + (this.#isMoving ? sent : Math.max(1, sent));
      this.#isMoving = false;
      const rest = state.intervalMs - (performance.now() - startedAt);
      if (this.#isRunning && !this.#isCountedOut() && rest > 0)
        await new Promise((resolve) => setTimeout(resolve, rest));
    }
    if (this.#isRunning) this.#end("done");
  }

  #isCountedOut(): boolean {
    const { count } = this.#options;
    return count !== null && this.#base >= count;
  }

  /** One ping program from start to end. Resolves with how many packets it tried. */
  async #once(): Promise<number> {
    const { state, count, topology } = this.#options;
    const machine = await this.#options.machine();
    if (!this.#isRunning) return 0;
    const address = this.#findAddress();
    if (address === null) {
      this.#tell({ type: "no-address", sequence: this.#base + 1 });
      return 1;
    }
    if (address !== this.#address) this.#tell({ type: "target", address });
    this.#address = address;
    const base = this.#base;
    const run = runPing(
      machine,
      {
        from: namespaceOf(topology(), state.from).name,
        address,
        intervalMs: state.intervalMs,
        count: count === null ? null : count - base,
      },
      (event) => this.#tell("sequence" in event ? { ...event, sequence: base + event.sequence } : event),
    );
    this.#run = run;
    const { sent } = await run.ended;
    this.#run = null;
    return sent;
  }

  #findAddress(): string | null {
    const { from, to } = this.#options.state;
    if ("host" in to) return to.host;
    const topology = this.#options.topology();
    const { namespaces } = this.#options.observed();
    const seen = (id: RecordId) => namespaces[namespaceOf(topology, id).name];
    return nearestAddress(seen(from), seen(to.namespace), to.family);
  }

  #end(reason: "done" | "stopped" | "namespace-gone"): void {
    this.#isRunning = false;
    this.#tell({ type: "end", reason });
  }

  #tell(event: PingEvent): void {
    const events = withPingEvent(this.#events, event);
    if (events === this.#events) return;
    this.#events = events.slice(-eventsKept);
    this.#options.onEvents(this.state, [event]);
  }
}
