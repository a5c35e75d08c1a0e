import { expect, test } from "vitest";
import { walk } from "./testing/walk.ts";
import { testLab } from "./testing/labs.ts";

/** VETHLAB_WALKS=7,8 walks from these seeds, VETHLAB_WALK_STEPS=1000 for so long. Without, from two that are always the same and a new one. */
const fresh = Math.floor(Math.random() * 2 ** 31);
const seeds = (process.env["VETHLAB_WALKS"] ?? `119,5140,${fresh}`).split(",").map(Number);
const steps = Number(process.env["VETHLAB_WALK_STEPS"] ?? 120);

test.each(seeds)(
  "LAB-1: after every edit, undo, redo and rebuild the kernel is what the document says (seed %i)",
  async (seed) => {
    await using made = await testLab();
    await walk(made.lab, seed, steps);
    expect(made.lab.revision).toBeGreaterThan(0);
  },
  120_000 + steps * 200,
);
