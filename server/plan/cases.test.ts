import { readFileSync, writeFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { formatStep } from "../../shared/step.ts";
import { planCases } from "../testing/cases.ts";
import { plan } from "./plan.ts";

/** UPDATE_CASES=1 writes what the plan is now; read the difference before you commit it. */
const isUpdating = process.env["UPDATE_CASES"] === "1";

describe("a plan", () => {
  test.each(planCases())("PLAN-4: $name", ({ before, after, options, stepsFile }) => {
    const steps = plan(before, after, options).map((step) => `${formatStep(step)}\n`);
    if (isUpdating) writeFileSync(stepsFile, steps.join(""));
    expect(steps.join("")).toBe(readFileSync(stepsFile, "utf8"));
  });
});
