import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { slowness } from "../testing/slowness.ts";

const folder = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  root: folder("../.."),
  cacheDir: folder("../../.cache/vitest"),
  test: {
    globalSetup: [folder("../testing/run-folder.ts")],
    tags: [{ name: "vm", description: "needs what this machine's kernel, or the one around it, lacks" }],
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: ["{shared,server,client}/**/*.test.{ts,tsx}"],
          exclude: ["**/*.kernel.test.ts"],
          // Nothing waits here: a machine with other work may be slow.
          testTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: "kernel",
          include: ["server/**/*.kernel.test.ts"],
          // One file after the other in one process: what they measure and count is the machine's, not their own.
          pool: "forks",
          fileParallelism: false,
          isolate: false,
          testTimeout: 30_000 * slowness,
          hookTimeout: 30_000 * slowness,
        },
      },
    ],
  },
});
