import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { featuresOf } from "../../shared/features.ts";
import { emptyDocument, type Topology } from "../../shared/topology.ts";
import { Born } from "../kernel/born.ts";
import { allDirt, type Dirt } from "../kernel/dirt.ts";
import { startMachine, type Machine } from "../kernel/machine.ts";
import { Observer } from "../kernel/observer.ts";
import { runSteps } from "../kernel/run-steps.ts";
import { differences } from "../observe/differences.ts";
import { watchedSysctls } from "../observe/watched-sysctls.ts";
import { planCases } from "../testing/cases.ts";
import { eventually } from "../testing/eventually.ts";
import { labUid } from "../testing/labs.ts";
import { needs } from "../testing/needs.ts";
import { plan, type PlanOptions } from "./plan.ts";

let machine: Machine;
let observer: Observer;
let born: Born;
// What a plan that went wrong left behind must not be the next one's.
beforeEach(async () => {
  machine = await startMachine(labUid());
  observer = await Observer.start(machine, () => undefined);
  born = new Born(machine);
});
afterEach(async () => {
  observer.stop();
  await machine.stop();
});

async function bring(before: Topology, after: Topology, kernel: PlanOptions): Promise<void> {
  const options = await born.planOptions([...watchedSysctls(before, after).values()].flat());
  const steps = plan(before, after, {
    ...options,
    renamesWhileUp: kernel.renamesWhileUp && options.renamesWhileUp,
    looksInTarget: kernel.looksInTarget && options.looksInTarget,
    hasNetem: kernel.hasNetem && options.hasNetem,
  });
  observer.watchSysctls(watchedSysctls(after));
  const { failure } = await observer.hold(() => runSteps(machine, steps));
  expect(failure).toBeNull();
  await eventually(async () => {
    await observer.hold(() => observer.read(everyNamespace()));
    expect(differences(after, observer.observed)).toEqual({ changes: {}, unknown: [] });
  });
}

function everyNamespace(): Map<string, Dirt> {
  return new Map(Object.keys(observer.observed.namespaces).map((name) => [name, allDirt()]));
}

describe("a plan carried out", () => {
  for (const { name, before, after, options } of planCases()) {
    test(
      `PLAN-7: leads where it says, and back: ${name}`,
      needs(...featuresOf({ ...before, ...after })),
      async () => {
        const empty = emptyDocument.topology;
        await bring(empty, before, options);
        await bring(before, after, options);
        await bring(after, before, options);
        await bring(before, empty, options);
        expect(Object.keys(observer.observed.namespaces)).toEqual(["host"]);
      },
    );
  }
});
