// @ts-check
// npm run dev -- ARGUMENTS: rebuilds dist/ at every change, and restarts the server when its part changed. The page
// still comes from the server: same origin, same cookie, same Content-Security-Policy as for everybody else.

import { spawn } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { command, say } from "./console.mjs";
import { ensureDependencies } from "./dependencies.mjs";
import { requireNodeAndLinux } from "./node-version.mjs";
import { ensurePackages, labPackages, widenPath } from "./packages.mjs";
import { dist, root } from "./paths.mjs";

/** @type {import("node:child_process").ChildProcess | undefined} */
let running;
for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM"])) {
  process.on(signal, () => {
    running?.kill(signal);
    process.exit(0);
  });
}

requireNodeAndLinux();
await command(async () => {
  widenPath();
  await ensurePackages(labPackages);
  await ensureDependencies();
  // What a watcher leaves behind may be half of a change: the next npm start has to build.
  rmSync(join(dist, ".stamp"), { force: true });
  await Promise.all([watchPage(), watchServer()]);
});

async function watchPage() {
  const { build } = await import("vite");
  const { page } = await import("./bundle.mjs");
  await build({ ...page(dist), logLevel: "info", build: { ...page(dist).build, watch: {} } });
}

async function watchServer() {
  const { context } = await import("esbuild");
  const { serverBundle } = await import("./bundle.mjs");
  const options = serverBundle(dist);
  /** @type {import("esbuild").Plugin} */
  const restart = {
    name: "restart",
    setup(build) {
      build.onEnd((result) => (result.errors.length === 0 ? restartServer() : undefined));
    },
  };
  const watched = await context({ ...options, plugins: [restart] });
  await watched.watch();
}

async function restartServer() {
  const previous = running;
  if (previous && previous.exitCode === null && previous.signalCode === null) {
    const ended = new Promise((resolve) => previous.once("exit", resolve));
    previous.kill("SIGTERM");
    await ended;
  }
  say("Starting the server …");
  const run = `import(${JSON.stringify(join(dist, "server/main.js"))}).then((server) => server.main(process.argv.slice(1)))`;
  running = spawn(process.execPath, ["--eval", run, "--", ...process.argv.slice(2)], {
    cwd: root,
    stdio: "inherit",
  });
}
