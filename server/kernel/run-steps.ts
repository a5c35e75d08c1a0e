import { formatStep, withoutSecret, type RefusedStep, type Step } from "../../shared/step.ts";
import type { CommandOutcome } from "./batch.ts";
import { confirmSysctl } from "./confirm-sysctl.ts";
import { groupSteps, type StepGroup } from "./group-steps.ts";
import type { Machine } from "./machine.ts";

export interface RunOptions {
  /** Do the others go on when this step fails? Not, when left out. */
  readonly mayFail?: (step: Step) => boolean;
  /** Told in portions: every message costs as much as a step, and nobody sees more than so many. */
  readonly onProgress?: (done: number) => void;
}

const progressPortions = 50;

export interface RunResult {
  /** The first failure of a step that must not fail; null when there was none. What had run by then is for the caller to take back. */
  readonly failure: RefusedStep | null;
  /** The steps that failed and may. */
  readonly refused: readonly RefusedStep[];
  /** The steps that did not fail, in the plan's order. */
  readonly ran: readonly Step[];
}

/**
 * Runs a plan's steps. Steps that touch the same namespaces keep their order; others may run side by side. Starts no
 * new ones after the first failure of one that must not fail.
 */
export async function runSteps(
  machine: Machine,
  steps: readonly Step[],
  { mayFail = () => false, onProgress = () => undefined }: RunOptions = {},
): Promise<RunResult> {
  const ran = new Set<Step>();
  const refused: RefusedStep[] = [];
  let failure: RefusedStep | null = null;
  let done = 0;
  let told = 0;
  const finished = new Map<StepGroup, Promise<void>>();
  const run = async (group: StepGroup): Promise<void> => {
    await Promise.all([...group.after].flatMap((earlier) => finished.get(earlier) ?? []));
    if (failure !== null) return;
    const outcomes = await runGroup(machine, group, mayFail).catch((error: unknown) => died(group, error));
    for (const [index, { ok, output }] of outcomes.entries()) {
      const step = group.steps[index];
      if (step === undefined) continue;
      const refusal = { step: withoutSecret(step), command: formatStep(step), output };
      if (ok) ran.add(step);
      else if (mayFail(step)) refused.push(refusal);
      else failure ??= refusal;
    }
    done += group.steps.length;
    if (done < steps.length && done - told < steps.length / progressPortions) return;
    told = done;
    onProgress(done);
  };
  for (const group of groupSteps(steps)) finished.set(group, run(group));
  await Promise.all(finished.values());
  return { failure, refused, ran: steps.filter((step) => ran.has(step)).map(withoutSecret) };
}

function died({ steps }: StepGroup, error: unknown): CommandOutcome[] {
  const output = error instanceof Error ? error.message : String(error);
  return steps.map(() => ({ ok: false, output }));
}

async function runGroup(
  machine: Machine,
  group: StepGroup,
  mayFail: (step: Step) => boolean,
): Promise<CommandOutcome[]> {
  const commands = group.steps.map((step) => step.argv);
  if (group.lane === "host-ip") return machine.hostBatch.run(commands);
  if (group.lane === "namespace-ip")
    return machine.workers.use((worker) => worker.batch("ip", group.namespace, commands));
  if (group.lane === "tc")
    return machine.workers.use((worker) => worker.batch("tc", group.namespace, commands));
  const outcomes: CommandOutcome[] = [];
  for (const step of group.steps) {
    const told = await runOther(machine, step);
    const outcome = step.tool === "sysctl" ? await confirmSysctl(machine.reader, step, told) : told;
    outcomes.push(outcome);
    if (!outcome.ok && !mayFail(step)) break;
  }
  return outcomes;
}

function runOther(machine: Machine, step: Step): Promise<CommandOutcome> {
  if (step.tool === "container") return machine.containers.run(step);
  if (step.tool === "uplink") return machine.uplinks.run(step);
  const enter = step.namespace === "host" ? [] : ["ip", "netns", "exec", step.namespace];
  return machine.workers.use((worker) => worker.run([...enter, step.tool, ...step.argv], step.secret));
}
