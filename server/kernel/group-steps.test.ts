import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { applyEdit } from "../../shared/apply-edit.ts";
import type { Step } from "../../shared/step.ts";
import { documentAndEdit } from "../../shared/testing/random-edits.ts";
import { emptyDocument } from "../../shared/topology.ts";
import { plan } from "../plan/plan.ts";
import { planCases } from "../testing/cases.ts";
import { groupSteps, type StepGroup } from "./group-steps.ts";

/** Every group after those it waits for: one of the orders in which they may run. Throws on a circle. */
function anOrder(groups: readonly StepGroup[]): StepGroup[] {
  const order = new Set<StepGroup>();
  for (;;) {
    const next = groups.find(
      (group) => !order.has(group) && [...group.after].every((earlier) => order.has(earlier)),
    );
    if (next === undefined) break;
    order.add(next);
  }
  if (order.size < groups.length) throw new Error("groups wait for each other");
  return [...order];
}

/** All that must have run before this group. */
function before(group: StepGroup): Set<StepGroup> {
  const found = new Set<StepGroup>(group.after);
  for (const earlier of group.after) for (const more of before(earlier)) found.add(more);
  return found;
}

function namesIn({ namespace, argv }: Step): string[] {
  const named = argv.flatMap((word, index) => (argv[index - 1] === "netns" ? [word] : []));
  const paths = argv.filter((word) => word.startsWith("/run/netns/")).map((word) => word.slice(11));
  const host = argv.includes("/proc/1/ns/net") ? ["host"] : [];
  const added = argv[0] === "netns" ? [argv[2] ?? ""] : [];
  return [namespace, ...named, ...paths, ...host, ...added];
}

/** Pairs of steps whose order the groups do not keep, though they concern one namespace. */
function unordered(steps: readonly Step[]): string[] {
  const groups = groupSteps(steps);
  anOrder(groups);
  const groupOf = new Map(groups.flatMap((group) => group.steps.map((step) => [step, group] as const)));
  return steps.flatMap((later, index) =>
    steps.slice(0, index).flatMap((earlier) => {
      const [first, second] = [groupOf.get(earlier), groupOf.get(later)];
      const isConcerned =
        namesIn(earlier).some((name) => namesIn(later).includes(name)) ||
        (earlier.reason === "interface-delete" && later.reason !== "interface-delete");
      if (!isConcerned || first === undefined || second === undefined) return [];
      const isKept =
        first === second
          ? first.steps.indexOf(earlier) < first.steps.indexOf(later)
          : before(second).has(first);
      return isKept ? [] : [`${earlier.argv.join(" ")} / ${later.argv.join(" ")}`];
    }),
  );
}

describe("steps run side by side", () => {
  test.each(planCases())("PLAN-6: keep their order where they meet: $name", (plannedCase) => {
    const steps = plan(plannedCase.before, plannedCase.after, plannedCase.options);
    expect(unordered(steps)).toEqual([]);
    expect(groupSteps(steps).flatMap((group) => group.steps)).toHaveLength(steps.length);
  });

  test("PLAN-6: keep their order where they meet, whatever the edit", () => {
    fc.assert(
      fc.property(documentAndEdit, ({ document, edit }) => {
        const after = applyEdit(document, edit).topology;
        expect(unordered(plan(document.topology, after))).toEqual([]);
        expect(unordered(plan(emptyDocument.topology, after))).toEqual([]);
        expect(unordered(plan(after, emptyDocument.topology))).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  test("PLAN-6: different namespaces do not wait for each other", () => {
    const up = (namespace: string): Step => ({
      namespace,
      tool: "ip",
      argv: ["link", "set", "dev", "lo", "up"],
      reason: "loopback-up",
      record: namespace,
    });
    const groups = groupSteps([up("a"), up("b"), up("a"), up("host")]);
    expect(groups.map(({ namespace, steps, after }) => [namespace, steps.length, after.size])).toEqual([
      ["a", 2, 0],
      ["b", 1, 0],
      ["host", 1, 0],
    ]);
  });

  test("PLAN-6: a job never spans a deletion and what follows: ip would keep a dead interface's number", () => {
    const step = (reason: Step["reason"], ...argv: string[]): Step => ({
      namespace: "host",
      tool: "ip",
      argv,
      reason,
      record: "r",
    });
    const groups = groupSteps([
      step("route-delete", "route", "delete", "10.0.0.0/8", "dev", "vb"),
      step("interface-delete", "link", "delete", "dev", "va"),
      step("veth-add", "link", "add", "name", "vb", "type", "bridge"),
    ]);
    expect(groups.map(({ steps }) => steps.length)).toEqual([1, 1, 1]);
  });
});
