import { formatStep, type Step } from "../../shared/step.ts";
import type { CommandOutcome } from "./batch.ts";
import { groupSteps, type StepGroup } from "./group-steps.ts";
import type { Machine } from "./machine.ts";

export interface StepFailure {
  readonly step: Step;
  readonly command: string;
  readonly output: string;
}

export interface RunResult {
  /** The first step that failed; null when all ran. What had run by then is for the caller to take back. */
  readonly failure: StepFailure | null;
  /** The steps that ran and did not fail. */
  readonly ran: readonly Step[];
}

/**
 * Runs a plan's steps. Steps that touch the same namespaces keep their order; others may run side by side. Starts no
 * new ones after the first failure.
 */
export async function runSteps(
  machine: Machine,
  steps: readonly Step[],
  onProgress: (done: number) => void = () => undefined,
): Promise<RunResult> {
  const ran: Step[] = [];
  let failure: StepFailure | null = null;
  let done = 0;
  const finished = new Map<StepGroup, Promise<void>>();
  const run = async (group: StepGroup): Promise<void> => {
    await Promise.all([...group.after].flatMap((earlier) => finished.get(earlier) ?? []));
    if (failure !== null) return;
    const outcomes = await runGroup(machine, group).catch(died);
    const at = outcomes.findIndex(({ ok }) => !ok);
    const step = group.steps[at];
    if (step !== undefined)
      failure ??= { step, command: formatStep(step), output: outcomes[at]?.output ?? "" };
    ran.push(...group.steps.filter((_step, index) => outcomes[index]?.ok === true));
    done += group.steps.length;
    onProgress(done);
  };
  for (const group of groupSteps(steps)) finished.set(group, run(group));
  await Promise.all(finished.values());
  return { failure, ran };
}

function died(error: unknown): CommandOutcome[] {
  return [{ ok: false, output: error instanceof Error ? error.message : String(error) }];
}

async function runGroup(machine: Machine, group: StepGroup): Promise<CommandOutcome[]> {
  const commands = group.steps.map((step) => step.argv);
  if (group.lane === "host-ip") return machine.hostBatch.run(commands);
  if (group.lane === "namespace-ip")
    return machine.workers.use((worker) => worker.batch(group.namespace, commands));
  const outcomes: CommandOutcome[] = [];
  for (const step of group.steps) {
    const enter = step.namespace === "host" ? [] : ["ip", "netns", "exec", step.namespace];
    const outcome = await machine.workers.use((worker) => worker.run([...enter, step.tool, ...step.argv]));
    outcomes.push(outcome);
    if (!outcome.ok) break;
  }
  return outcomes;
}
