// @ts-check
// npm run test:vm: the kernel tests that this machine's kernel cannot run, on another one in a virtual machine.
// npm run test:vm -- server/plan/cases.kernel.test.ts: all tests of a file, or whatever else vitest is to be told.

import { readdirSync, readFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { Problem, command } from "../console.mjs";
import { ensureDependencies } from "../dependencies.mjs";
import { requireNodeAndLinux } from "../node-version.mjs";
import { ensurePackages, labPackages, vmPackages, widenPath } from "../packages.mjs";
import { bin, cache, giveToOwner, root } from "../paths.mjs";
import { run } from "../run.mjs";
import { interrupt } from "../tool.mjs";
import { runInside } from "./boot.mjs";
import { ensureBase } from "./image.mjs";
import { ensureKernel } from "./kernel.mjs";

/** Fetches what is missing. */
async function makeReady() {
  await ensurePackages([...labPackages, ...vmPackages]);
  await ensureBase(await ensureKernel());
}

/** Refuses where nothing can, or need, be tested. */
export async function prepareVm() {
  await makeReady();
  if ((await lackingHere()) === "") throw new Problem("This machine's kernel lacks nothing.");
}

/** @param {string[]} wanted for vitest; none: what this machine's kernel cannot run */
export async function testInVm(wanted = []) {
  const variables = [
    `VETHLAB_LACKING=${await lackingHere()}`,
    ...(process.stdout.isTTY ? [] : ["NO_COLOR=1"]),
  ];
  const vitest = "node node_modules/vitest/vitest.mjs run --config server/bootstrap/vitest.config.ts".split(
    " ",
  );
  const settings = ["--project=kernel", "--reporter=default", "--reporter=json", "--outputFile.json=/report"];
  const words = wanted.length > 0 ? wanted : ["--tags-filter=vm", ...filesWithNeeds()];
  const outcome = await runInside(await ensureKernel(), [...variables, ...vitest, ...settings, ...words]);
  giveToOwner(cache);
  return outcome;
}

function lackingHere() {
  return run(join(bin, "tsx"), ["server/testing/lacking.ts"]);
}

/** To read the others would only take time. */
function filesWithNeeds() {
  return readdirSync(join(root, "server"), { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".kernel.test.ts"))
    .map((path) => join("server", path))
    .filter((path) => /\bneeds\(/.test(readFileSync(join(root, path), "utf8")));
}

if (process.argv[1] === import.meta.filename) {
  requireNodeAndLinux();
  process.on("SIGINT", interrupt);
  process.on("SIGTERM", interrupt);
  await command(async () => {
    widenPath();
    await ensureDependencies();
    process.env["PATH"] = `${bin}${delimiter}${process.env["PATH"] ?? ""}`;
    const wanted = process.argv.slice(2);
    await (wanted.length > 0 ? makeReady() : prepareVm());
    const { passed } = await testInVm(wanted);
    process.exitCode = passed ? 0 : 1;
  });
}
