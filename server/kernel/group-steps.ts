import type { Step } from "../../shared/step.ts";

/** Steps that go to one `ip` or `tc` process, or one after another to a worker, in one piece. */
export interface StepGroup {
  readonly lane: "host-ip" | "namespace-ip" | "tc" | "other";
  readonly namespace: string;
  readonly steps: Step[];
  /** Groups that must have finished before. */
  readonly after: Set<StepGroup>;
}

/** Long enough to spare round trips, short enough that namespaces made by one piece are configured during the next. */
const maxHostGroup = 40;

/**
 * Cuts a plan into groups whose order is only what it must be: two steps keep their order when they touch a common
 * namespace. This is what lets two hundred namespaces be configured side by side. Deletions of interfaces come before
 * all that follows: a pair's other end goes from a namespace the command does not name.
 */
export function groupSteps(steps: readonly Step[]): StepGroup[] {
  const deletions = new Set<StepGroup>();
  const groups: StepGroup[] = [];
  const number = new Map<StepGroup, number>();
  const lastToTouch = new Map<string, StepGroup>();
  for (const step of steps) {
    const touched = namespacesTouchedBy(step);
    const isDeletion = step.reason === "interface-delete";
    const before = new Set(touched.flatMap((name) => lastToTouch.get(name) ?? []));
    if (!isDeletion) for (const deletion of deletions) before.add(deletion);
    let group = lastToTouch.get(step.namespace);
    if (group === undefined || !canJoin(group, step, before, number)) {
      group = { lane: laneOf(step), namespace: step.namespace, steps: [], after: new Set() };
      number.set(group, groups.length);
      groups.push(group);
    }
    group.steps.push(step);
    if (isDeletion) deletions.add(group);
    for (const earlier of before) if (earlier !== group) group.after.add(earlier);
    for (const name of touched) lastToTouch.set(name, group);
  }
  return groups;
}

/** A group may take one more step only if all that the step waits for was started before the group: else a circle. */
function canJoin(
  group: StepGroup,
  step: Step,
  before: ReadonlySet<StepGroup>,
  number: ReadonlyMap<StepGroup, number>,
): boolean {
  const own = number.get(group) ?? 0;
  const isDeletion = group.steps.some(({ reason }) => reason === "interface-delete");
  return (
    // ip would go on using the number of the other end that went with a deleted one.
    isDeletion === (step.reason === "interface-delete") &&
    group.lane === laneOf(step) &&
    group.namespace === step.namespace &&
    (group.lane !== "host-ip" || group.steps.length < maxHostGroup) &&
    [...before].every((earlier) => earlier === group || (number.get(earlier) ?? 0) < own)
  );
}

function laneOf(step: Step): StepGroup["lane"] {
  if (step.tool === "tc") return "tc";
  // A batch takes no options, such as -6.
  if (step.tool !== "ip" || step.argv[0]?.startsWith("-") === true) return "other";
  return step.namespace === "host" ? "host-ip" : "namespace-ip";
}

/** Its own, those it says it has to do with, and those it names: `… netns NAME …`, `netns add NAME`, or a path in /run/netns or to the host's own. */
function namespacesTouchedBy(step: Step): string[] {
  const touched = [step.namespace, ...(step.besides ?? [])];
  for (const [index, word] of step.argv.entries()) {
    const isName = step.argv[index - 1] === "netns" || (step.argv[0] === "netns" && index === 2);
    if (word === "/proc/1/ns/net") touched.push("host");
    else if (word.startsWith("/run/netns/")) touched.push(word.slice("/run/netns/".length));
    else if (isName) touched.push(word);
  }
  return touched;
}
