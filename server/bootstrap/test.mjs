// @ts-check
// npm test: every check there is, in order, ending at the first that fails. npm test -- unit kernel: only those.
// The last line is `N passed, M failed, K skipped`, which other programs read.

import { rmSync } from "node:fs";
import { delimiter } from "node:path";
import { Problem, command, seconds } from "./console.mjs";
import { ensureDependencies } from "./dependencies.mjs";
import { requireNodeAndLinux } from "./node-version.mjs";
import { ensurePackages, widenPath } from "./packages.mjs";
import { bin, cache, giveToOwner, makeFolder } from "./paths.mjs";
import { interrupt, reportOf, reports, stages } from "./stages.mjs";

/** @typedef {import("./stages.mjs").Stage} Stage */
/** @typedef {import("./stages.mjs").Counts} Counts */
/** @typedef {{ stage: Stage, ok: boolean, took: string, counts: Counts | undefined }} Result */

requireNodeAndLinux();
process.on("SIGINT", interrupt);
process.on("SIGTERM", interrupt);
await command(async () => {
  const selected = select(process.argv.slice(2));
  widenPath();
  await ensurePackages([...new Set(selected.flatMap((stage) => stage.packages ?? []))]);
  await ensureDependencies();
  process.env["PATH"] = `${bin}${delimiter}${process.env["PATH"] ?? ""}`;
  await makeFolder(reports);
  /** @type {Result[]} */
  const results = [];
  for (const stage of selected) {
    const result = await runStage(stage);
    results.push(result);
    if (!result.ok) break;
  }
  giveToOwner(cache);
  summarize(selected, results);
  process.exitCode = results.every((result) => result.ok) ? 0 : 1;
});

/** @param {string[]} names @returns {Stage[]} */
function select(names) {
  const unknown = names.filter((name) => !stages.some((stage) => stage.name === name));
  if (unknown.length > 0) {
    throw new Problem(
      `No stage ${unknown.join(", ")}; there are ${stages.map(({ name }) => name).join(", ")}.`,
    );
  }
  return names.length === 0 ? stages : stages.filter((stage) => names.includes(stage.name));
}

/** @param {Stage} stage @returns {Promise<Result>} */
async function runStage(stage) {
  console.log(`\n── ${stage.title} ${"─".repeat(76 - stage.title.length)}\n`);
  const start = performance.now();
  rmSync(reportOf(stage.name), { force: true });
  const passed = await attempt(stage.run);
  const counts = stage.count && readCounts(stage.count);
  // A runner that finds nothing to run must not look like one that found nothing wrong.
  const ok = passed && (!counts || (counts.passed > 0 && counts.failed === 0));
  return { stage, ok, took: seconds(start), counts };
}

/** @param {() => Promise<boolean>} run */
async function attempt(run) {
  try {
    return await run();
  } catch (error) {
    console.error(error instanceof Problem ? error.message : error);
    return false;
  }
}

/** @param {() => Counts} count */
function readCounts(count) {
  try {
    return count();
  } catch {
    // The runner ended before it wrote its report: nothing can be said to have passed.
    return { passed: 0, failed: 0, skipped: 0 };
  }
}

/** @param {Stage[]} selected @param {Result[]} results */
function summarize(selected, results) {
  console.log(`\n── summary ${"─".repeat(69)}\n`);
  for (const [index, { name }] of selected.entries()) {
    const result = results[index];
    const counts = result?.counts ? `   ${inWords(result.counts)}` : "";
    const outcome = result
      ? `${result.ok ? "ok    " : "FAILED"} ${result.took.padStart(8)}${counts}`
      : "not run";
    console.log(`${name.padEnd(9)}${outcome}`);
  }
  const total = { passed: 0, failed: 0, skipped: 0 };
  for (const { counts } of results) {
    total.passed += counts?.passed ?? 0;
    total.failed += counts?.failed ?? 0;
    total.skipped += counts?.skipped ?? 0;
  }
  console.log(`\n${inWords(total)}`);
}

/** @param {Counts} counts */
function inWords({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}
