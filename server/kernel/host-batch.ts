import type { CommandOutcome } from "./batch.ts";
import type { Enter } from "./machine.ts";
import { hostName } from "../../shared/names.ts";
import { Worker } from "./worker.ts";

/**
 * `ip -batch` in the lab's host, one job after the other. Each job is an `ip` of its own: ip keeps every name it has
 * seen (lib/ll_map.c), and a long-lived one would go on using the number of an interface that is gone, once another has
 * its name.
 */
export class HostBatch {
  readonly #worker: Worker;

  constructor(enter: Enter) {
    this.#worker = new Worker(enter);
  }

  /** `commands` are without the leading `ip`. */
  run(commands: readonly (readonly string[])[]): Promise<CommandOutcome[]> {
    return this.#worker.batch("ip", hostName, commands);
  }

  close(): void {
    this.#worker.close();
  }
}
