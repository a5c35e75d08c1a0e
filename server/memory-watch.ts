import { kill } from "node:process";
import type { Problem } from "../shared/errors.ts";
import { limits } from "./kernel/limits.ts";
import type { Machine } from "./kernel/machine.ts";
import {
  allFileBytes,
  fileBytes,
  nameOf,
  processesOf,
  residentBytes,
  shareOfBytes,
  sum,
} from "./kernel/memory.ts";
import type { Lab } from "./lab.ts";
import { log } from "./log.ts";

const lookEveryMs = 1000;
const limitMebibytes = limits.memory / 1024 / 1024;

/** Looks after the memory of labs, for as long as the server runs. */
export function watchMemory(labs: () => readonly Lab[]): void {
  setInterval(() => boundMemory(labs()), lookEveryMs).unref();
}

/**
 * Ends what holds most where a lab holds too much: its largest process; or its machine, which is built anew, where it is
 * files that somebody has mounted room for. The kernel has no bound that an ordinary user could set: one process it bounds
 * (RLIMIT_DATA), the sum of them it does not.
 */
export function boundMemory(labs: readonly Lab[]): void {
  const byMachine = new Map(
    labs.flatMap((lab) => (lab.machine === null ? [] : [[lab.machine, lab] as const])),
  );
  if (byMachine.size === 0) return;
  const mayBeFiles = allFileBytes() > limits.memory;
  for (const [machine, pids] of processesOf([...byMachine.keys()])) {
    const problem = boundProcesses(pids) ?? (mayBeFiles ? boundFiles(machine, pids) : null);
    if (problem === null) continue;
    byMachine.get(machine)?.warn(problem);
    log.warn({ lab: byMachine.get(machine)?.id }, problem.detail);
  }
}

function boundProcesses(pids: readonly number[]): Problem | null {
  if (sum(pids.map(residentBytes)) <= limits.memory) return null;
  const sizes = pids.map((pid) => ({ pid, bytes: shareOfBytes(pid) }));
  if (sum(sizes.map(({ bytes }) => bytes)) <= limits.memory) return null;
  const [largest] = sizes.toSorted((one, other) => other.bytes - one.bytes);
  if (largest === undefined) return null;
  const name = nameOf(largest.pid);
  kill(largest.pid, "SIGKILL");
  return {
    kind: "too-large",
    code: "memory-process-ended",
    detail: `the lab's programs held more than ${limitMebibytes} MiB of memory; the largest, ${name}, was ended`,
    parameters: { name, limit: limitMebibytes },
  };
}

function boundFiles(machine: Machine, pids: readonly number[]): Problem | null {
  if (fileBytes(pids) <= limits.memory) return null;
  void machine.stop();
  return {
    kind: "too-large",
    code: "memory-lab-restarted",
    detail: `the lab's files held more than ${limitMebibytes} MiB of memory; it was built anew`,
    parameters: { limit: limitMebibytes },
  };
}
