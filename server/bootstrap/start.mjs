// @ts-check
// npm start: brings everything that is missing up to date, and nothing that is not, and runs the server in this process.

import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { command } from "./console.mjs";
import { ensureDependencies } from "./dependencies.mjs";
import { ensureBuilt } from "./dist.mjs";
import { requireNodeAndLinux } from "./node-version.mjs";
import { ensurePackages, labPackages, widenPath } from "./packages.mjs";
import { dist } from "./paths.mjs";

requireNodeAndLinux();
await command(async () => {
  const argv = process.argv.slice(2);
  const onlyAsks = argv.some((argument) => ["-h", "--help", "-V", "--version"].includes(argument));
  widenPath();
  // First, because it may end here, with a line to copy: nobody should wait for npm to learn that.
  if (!onlyAsks) await ensurePackages(labPackages);
  await ensureDependencies();
  await ensureBuilt();
  const bundle = pathToFileURL(join(dist, "server/main.js")).href;
  const server = /** @type {typeof import("../main.ts")} */ (await import(bundle));
  await server.main(argv);
});
