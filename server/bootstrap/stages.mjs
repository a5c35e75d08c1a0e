// @ts-check
// What npm test runs, in its order.

import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ensureBuilt } from "./dist.mjs";
import { browserPackages, labPackages } from "./packages.mjs";
import { bin, cache, root } from "./paths.mjs";

/**
 * @typedef {{ passed: number, failed: number, skipped: number }} Counts
 * @typedef {{ status: string, assertionResults: { status: string }[] }} VitestFile
 * @typedef {{ numPassedTests: number, numFailedTests: number, numPendingTests: number, numTodoTests: number, testResults: VitestFile[] }} VitestReport
 * @typedef {{ stats: { expected: number, flaky: number, unexpected: number, skipped: number }, errors: unknown[] }} PlaywrightReport
 *
 * @typedef {object} Stage
 * @property {string} name
 * @property {string} title
 * @property {import("./packages.mjs").SystemPackage[]} [packages] what it needs from the system
 * @property {() => Promise<boolean>} run
 * @property {() => Counts} [count] reads the report of a stage that consists of tests
 */

export const reports = join(cache, "reports");

/** @type {Stage[]} */
export const stages = [
  { name: "format", title: "format", run: () => tool("biome", "format") },
  { name: "types", title: "types", run: () => tool("tsc", "-b") },
  {
    name: "lint",
    title: "lint: oxlint, knip",
    run: async () => (await tool("oxlint", "--type-aware", "--deny-warnings")) && tool("knip"),
  },
  {
    name: "unit",
    title: "unit and property tests",
    run: () => vitest("unit"),
    count: () => countVitest("unit"),
  },
  {
    name: "kernel",
    title: "tests on the real kernel",
    packages: labPackages,
    run: () => vitest("kernel"),
    count: () => countVitest("kernel"),
  },
  { name: "build", title: "build", run: () => ensureBuilt().then(() => true) },
  {
    name: "browser",
    title: "tests in a real browser, on the real kernel",
    packages: [...labPackages, ...browserPackages],
    run: () => tool("playwright", "test", "--config", "e2e/playwright.config.ts"),
    count: countPlaywright,
  },
];

/** @type {import("node:child_process").ChildProcess | undefined} */
let running;
let interrupted = false;

/** Ends the tool that runs; it, and each that would follow, then counts as failed. @param {NodeJS.Signals} signal */
export function interrupt(signal) {
  interrupted = true;
  running?.kill(signal);
}

/** @param {string} name @param {string[]} args @returns {Promise<boolean>} */
function tool(name, ...args) {
  return new Promise((resolve, reject) => {
    running = spawn(join(bin, name), args, { cwd: root, stdio: "inherit" });
    running.on("error", reject);
    running.on("close", (code) => resolve(code === 0 && !interrupted));
  });
}

/** @param {"unit" | "kernel"} project */
function vitest(project) {
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${reportOf(project)}`];
  return tool(
    "vitest",
    "run",
    "--config",
    "server/bootstrap/vitest.config.ts",
    "--project",
    project,
    ...reporters,
  );
}

/** @param {string} stage */
export function reportOf(stage) {
  return join(reports, `${stage}.json`);
}

/** @param {string} stage @returns {unknown} */
function readReport(stage) {
  return JSON.parse(readFileSync(reportOf(stage), "utf8"));
}

/** @param {"unit" | "kernel"} project @returns {Counts} */
function countVitest(project) {
  const report = /** @type {VitestReport} */ (readReport(project));
  // A file that cannot even be imported fails without a test that does.
  const broken = report.testResults.filter(
    (file) => file.status === "failed" && file.assertionResults.every((test) => test.status !== "failed"),
  );
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + broken.length,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

/** @returns {Counts} */
function countPlaywright() {
  const { stats, errors } = /** @type {PlaywrightReport} */ (readReport("browser"));
  return {
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected + errors.length,
    skipped: stats.skipped,
  };
}
