import { formatStep, type Step } from "../../shared/step.ts";
import type { CommandOutcome } from "./batch.ts";
import { groupSteps, type StepGroup } from "./group-steps.ts";
import type { Machine } from "./machine.ts";
import type { Reading } from "./read-namespace.ts";

export interface StepFailure {
  readonly step: Step;
  readonly command: string;
  readonly output: string;
}

export interface RunOptions {
  /** Namespaces to read again; those changed in their own job are read by it, which spares a second one. */
  readonly readings?: ReadonlyMap<string, Reading>;
  /** Names of other namespaces in which a step shows: a veth end's peer loses its carrier when the end goes down. */
  readonly showsIn?: (step: Step) => readonly string[];
  readonly onProgress?: (done: number) => void;
}

export interface RunResult {
  /** The first step that failed; null when all ran. What had run by then is for the caller to take back. */
  readonly failure: StepFailure | null;
  /** The steps that ran and did not fail. */
  readonly ran: readonly Step[];
  /** Answers to the readings that were made on the way and are still true. */
  readonly answers: ReadonlyMap<string, readonly CommandOutcome[]>;
}

/**
 * Runs a plan's steps. Steps that touch the same namespaces keep their order; others may run side by side. Starts no
 * new ones after the first failure.
 */
export async function runSteps(
  machine: Machine,
  steps: readonly Step[],
  options: RunOptions = {},
): Promise<RunResult> {
  const { readings = new Map<string, Reading>(), showsIn = () => [], onProgress = () => undefined } = options;
  const groups = groupSteps(steps);
  const readers = lastJobs(groups, readings);
  const answers = new Map<string, readonly CommandOutcome[]>();
  const ran: Step[] = [];
  let failure: StepFailure | null = null;
  let done = 0;
  const finished = new Map<StepGroup, Promise<void>>();
  const run = async (group: StepGroup): Promise<void> => {
    await Promise.all([...group.after].flatMap((earlier) => finished.get(earlier) ?? []));
    if (failure !== null) return;
    const reading = readers.get(group);
    const outcomes = await runGroup(machine, group, reading?.questions ?? []).catch(died);
    const at = outcomes.findIndex(({ ok }, index) => !ok && index < group.steps.length);
    const step = group.steps[at];
    if (step !== undefined)
      failure ??= { step, command: formatStep(step), output: outcomes[at]?.output ?? "" };
    ran.push(...group.steps.filter((_step, index) => outcomes[index]?.ok === true));
    for (const name of group.steps.flatMap(showsIn)) answers.delete(name);
    if (reading !== undefined) answers.set(reading.namespace, outcomes.slice(group.steps.length));
    done += group.steps.length;
    onProgress(done);
  };
  for (const group of groups) finished.set(group, run(group));
  await Promise.all(finished.values());
  return { failure, ran, answers };
}

function died(error: unknown): CommandOutcome[] {
  return [{ ok: false, output: error instanceof Error ? error.message : String(error) }];
}

/** The last job in each namespace that is to be read: what it asks at its end is true of all of its own. */
function lastJobs(
  groups: readonly StepGroup[],
  readings: ReadonlyMap<string, Reading>,
): ReadonlyMap<StepGroup, Reading> {
  const last = new Map<string, StepGroup>();
  for (const group of groups) last.set(group.namespace, group);
  return new Map(
    [...last].flatMap(([name, group]) => {
      const reading = readings.get(name);
      return reading !== undefined && group.lane === "namespace-ip" ? [[group, reading] as const] : [];
    }),
  );
}

async function runGroup(
  machine: Machine,
  group: StepGroup,
  questions: readonly (readonly string[])[],
): Promise<CommandOutcome[]> {
  const commands = [...group.steps.map((step) => step.argv), ...questions];
  const isQuery = commands.map((_command, index) => index >= group.steps.length);
  if (group.lane === "host-ip") return machine.hostBatch.run(commands, isQuery);
  if (group.lane === "namespace-ip") {
    return machine.workers.use((worker) => worker.batch(group.namespace, commands, isQuery));
  }
  const outcomes: CommandOutcome[] = [];
  for (const step of group.steps) {
    const enter = step.namespace === "host" ? [] : ["ip", "netns", "exec", step.namespace];
    const outcome = await machine.workers.use((worker) => worker.run([...enter, step.tool, ...step.argv]));
    outcomes.push(outcome);
    if (!outcome.ok) break;
  }
  return outcomes;
}
