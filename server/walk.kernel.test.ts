import { test } from "vitest";
import { expectWalk } from "./testing/walk/walk.ts";

/** VETHLAB_WALKS=7,8 walks from these seeds, VETHLAB_WALK_STEPS=1000 for so long. Without, from two that are always the same and a new one. */
const fresh = Math.floor(Math.random() * 2 ** 31);
const seeds = (process.env["VETHLAB_WALKS"] ?? `119,5140,${fresh}`).split(",").map(Number);
const steps = Number(process.env["VETHLAB_WALK_STEPS"] ?? 60);

test.each(seeds)(
  "SOCK-11: two browsers, the server and the kernel agree whenever nothing is going on (seed %i)",
  (seed) => expectWalk(seed, steps),
  120_000 + steps * 500,
);
