import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { emptyDocument, type Topology } from "../../shared/topology.ts";
import { Born } from "../kernel/born.ts";
import { startMachine, type Machine } from "../kernel/machine.ts";
import { Observer } from "../kernel/observer.ts";
import { runSteps } from "../kernel/run-steps.ts";
import { differences } from "../observe/differences.ts";
import { planCases } from "../testing/cases.ts";
import { eventually } from "../testing/eventually.ts";
import { labUid } from "../testing/labs.ts";
import type { PlanOptions } from "./difference.ts";
import { plan } from "./plan.ts";

let machine: Machine;
let observer: Observer;
let born: PlanOptions;
// What a plan that went wrong left behind must not be the next one's.
beforeEach(async () => {
  machine = await startMachine(labUid());
  observer = await Observer.start(machine, () => undefined);
  born = await new Born(machine).planOptions([
    "net.ipv4.icmp_echo_ignore_all",
    "net.ipv6.conf.all.disable_ipv6",
  ]);
});
afterEach(async () => {
  observer.stop();
  await machine.stop();
});

async function bring(before: Topology, after: Topology, renamesWhileUp: boolean): Promise<void> {
  const steps = plan(before, after, { ...born, renamesWhileUp });
  const { failure } = await observer.hold(() => runSteps(machine, steps));
  expect(failure).toBeNull();
  await eventually(async () => {
    await observer.settle();
    expect(differences(after, observer.observed)).toEqual({ changes: {}, unknown: [] });
  });
}

describe("a plan carried out", () => {
  test.each(planCases())(
    "PLAN-7: leads where it says, and back: $name",
    async ({ before, after, options }) => {
      const { renamesWhileUp } = options;
      const empty = emptyDocument.topology;
      await bring(empty, before, renamesWhileUp);
      await bring(before, after, renamesWhileUp);
      await bring(after, before, renamesWhileUp);
      await bring(before, empty, renamesWhileUp);
      expect(Object.keys(observer.observed.namespaces)).toEqual(["host"]);
    },
  );
});
