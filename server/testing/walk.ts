import * as fc from "fast-check";
import { expect } from "vitest";
import { ProblemError } from "../../shared/errors.ts";
import type { Author } from "../../shared/protocol.ts";
import { randomMoveGroup, toEdit } from "../../shared/testing/random-edits.ts";
import type { Lab } from "../lab.ts";
import { ada, bob, expectKernelIsDocument } from "./labs.ts";

/** One thing that one of two people does. */
type Act = "edit" | "undo" | "redo" | "restart";
const randomAct: fc.Arbitrary<{ author: Author; act: Act }> = fc.record({
  author: fc.constantFrom(ada, bob),
  act: fc.oneof(
    { weight: 85, arbitrary: fc.constant("edit" as const) },
    { weight: 9, arbitrary: fc.constant("undo" as const) },
    { weight: 5, arbitrary: fc.constant("redo" as const) },
    { weight: 1, arbitrary: fc.constant("restart" as const) },
  ),
});

/**
 * Two people draw, undo and redo at random in a lab, which is rebuilt now and then. After each step the kernel has to be
 * what the document says; what was refused has to have changed nothing.
 */
export async function walk(lab: Lab, seed: number, steps: number): Promise<void> {
  const groups = fc.sample(randomMoveGroup, { seed, numRuns: steps });
  const acts = fc.sample(randomAct, { seed, numRuns: steps });
  for (const [index, { author, act }] of acts.entries()) {
    const { document, revision } = lab;
    const did = await attempt(() => {
      if (act === "restart") return lab.restart();
      return act === "edit" ? lab.edit(author, toEdit(document, groups[index] ?? [])) : lab[act](author);
    });
    if (did === "refused") expect([lab.document, lab.revision]).toEqual([document, revision]);
    expect(lab.state).toEqual({ phase: "running", refused: [] });
    await expectKernelIsDocument(lab).catch((error: unknown) => {
      throw new Error(`seed ${seed}, step ${index} (${act})`, { cause: error });
    });
  }
}

const mayRefuse: ReadonlySet<string> = new Set(["invalid-edit", "undo-impossible", "kernel-refused"]);

async function attempt(work: () => Promise<unknown>): Promise<"done" | "refused"> {
  try {
    await work();
    return "done";
  } catch (error) {
    if (error instanceof ProblemError && mayRefuse.has(error.problem.kind)) return "refused";
    throw error;
  }
}
