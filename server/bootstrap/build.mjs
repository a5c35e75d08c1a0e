// @ts-check
// npm run build

import { command, say } from "./console.mjs";
import { ensureDependencies } from "./dependencies.mjs";
import { ensureBuilt } from "./dist.mjs";
import { requireNodeAndLinux } from "./node-version.mjs";

requireNodeAndLinux();
await command(async () => {
  await ensureDependencies();
  await ensureBuilt();
  say("dist/ is up to date.");
});
