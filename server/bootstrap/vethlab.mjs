#!/usr/bin/env node
// @ts-check
// vethlab: `serve` is npm start; the rest speaks to a server that runs.

import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { command } from "./console.mjs";
import { ensureDependencies } from "./dependencies.mjs";
import { ensureBuilt } from "./dist.mjs";
import { requireNodeAndLinux } from "./node-version.mjs";
import { dist } from "./paths.mjs";

const argv = process.argv.slice(2);
if (argv[0] === "serve") {
  process.argv.splice(2, 1);
  await import("./start.mjs");
} else {
  requireNodeAndLinux();
  await command(async () => {
    await ensureDependencies();
    await ensureBuilt();
    const bundle = pathToFileURL(join(dist, "server/cli.js")).href;
    const cli = /** @type {typeof import("../cli/main.ts")} */ (await import(bundle));
    await cli.main(argv);
  });
}
