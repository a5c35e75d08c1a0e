import { ProblemError } from "../shared/errors.ts";
import { formatStep, withoutSecret, type RefusedStep, type Step } from "../shared/step.ts";

/** Is a step one of these, whatever its namespace is called by now? They are planned when it is first asked. */
export function isAmong(makePlan: () => readonly Step[]): (step: Step) => boolean {
  const keyOf = ({ record, reason, argv }: Step) => JSON.stringify([record, reason, argv]);
  let keys: ReadonlySet<string> | null = null;
  return (step) => (keys ??= new Set(makePlan().map(keyOf))).has(keyOf(step));
}

/** The refusals of which a step is wanting still: with the step as it would be taken now, and the last words to it. */
export function stillWanting(refused: readonly RefusedStep[], wanting: readonly Step[]): RefusedStep[] {
  const words = new Map(refused.map(({ step, output }) => [subjectOf(step), output]));
  return wanting.flatMap((step) => {
    const output = words.get(subjectOf(step));
    return output === undefined ? [] : [{ step: withoutSecret(step), command: formatStep(step), output }];
  });
}

/** What a step is about, also when names in it have changed. A record may have several addresses and sysctls. */
function subjectOf({ record, reason, argv }: Step): string {
  return JSON.stringify([record, reason, /^(address|sysctl)-/.test(reason) ? argv : null]);
}

/** What to tell of a step that the kernel refused. */
export function refusal({ step, command, output }: RefusedStep): ProblemError {
  return new ProblemError({
    kind: "kernel-refused",
    code: step.reason,
    detail: `the kernel refused: ${command}: ${output}`,
    path: step.record,
    command,
    output,
  });
}
