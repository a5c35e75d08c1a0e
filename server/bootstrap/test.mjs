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
import { reportOf, reports, stages } from "./stages.mjs";
import { interrupt } from "./tool.mjs";

/** @typedef {import("./stages.mjs").Stage} Stage */
/** @typedef {import("./stages.mjs").Counts} Counts */
/** @typedef {{ stage: Stage, ok: boolean, took: string, counts?: Counts, skipped?: string }} Result */

requireNodeAndLinux();
process.on("SIGINT", interrupt);
process.on("SIGTERM", interrupt);
await command(async () => {
  const names = process.argv.slice(2);
  const selected = select(names);
  widenPath();
  await ensurePackages([...new Set(selected.flatMap((stage) => stage.packages ?? []))]);
  await ensureDependencies();
  process.env["PATH"] = `${bin}${delimiter}${process.env["PATH"] ?? ""}`;
  await makeFolder(reports);
  /** @type {Result[]} */
  const results = [];
  for (const stage of selected) {
    const result = await runStage(stage, names.length > 0);
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

/** @param {Stage} stage @param {boolean} named by whoever typed the command @returns {Promise<Result>} */
async function runStage(stage, named) {
  console.log(`\n── ${stage.title} ${"─".repeat(76 - stage.title.length)}\n`);
  const start = performance.now();
  rmSync(reportOf(stage.name), { force: true });
  const obstacle = await obstacleTo(stage);
  if (obstacle !== undefined) {
    console.error(obstacle);
    return { stage, ok: !named, took: seconds(start), skipped: obstacle };
  }
  const passed = await attempt(stage.run);
  const counts = stage.count && readCounts(stage.count);
  // A runner that finds nothing to run must not look like one that found nothing wrong.
  const ok = passed && (!counts || (counts.passed > 0 && counts.failed === 0));
  return { stage, ok, took: seconds(start), ...(counts && { counts }) };
}

/** Why it cannot run here. @param {Stage} stage */
async function obstacleTo(stage) {
  try {
    await stage.prepare?.();
    return undefined;
  } catch (error) {
    if (error instanceof Problem) return error.message;
    throw error;
  }
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
  for (const [index, { name }] of selected.entries())
    console.log(`${name.padEnd(9)}${outcome(results[index])}`);
  const total = { passed: 0, failed: 0, skipped: 0 };
  for (const { counts } of results) {
    total.passed += counts?.passed ?? 0;
    total.failed += counts?.failed ?? 0;
    total.skipped += counts?.skipped ?? 0;
  }
  console.log(`\n${inWords(total)}`);
}

/** @param {Result | undefined} result */
function outcome(result) {
  if (result === undefined) return "not run";
  if (result.ok && result.skipped !== undefined) return `skipped: ${result.skipped}`;
  const counts = result.counts ? `   ${inWords(result.counts)}` : "";
  return `${result.ok ? "ok    " : "FAILED"} ${result.took.padStart(8)}${counts}`;
}

/** @param {Counts} counts */
function inWords({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}
