// @ts-check
// What npm test runs, in its order.

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ensureBuilt } from "./dist.mjs";
import { browserPackages, galleryPackages, labPackages } from "./packages.mjs";
import { cache } from "./paths.mjs";
import { tool } from "./tool.mjs";
import { prepareVm, testInVm } from "./vm/vm.mjs";

/**
 * @typedef {{ passed: number, failed: number, skipped: number }} Counts
 * @typedef {{ status: string, meta: { lacking?: string[] }, tags: string[] }} VitestTest
 * @typedef {{ status: string, assertionResults: VitestTest[] }} VitestFile
 * @typedef {{ numPassedTests: number, numFailedTests: number, numPendingTests: number, numTodoTests: number, testResults: VitestFile[] }} VitestReport
 * @typedef {{ stats: { expected: number, flaky: number, unexpected: number, skipped: number }, errors: unknown[] }} PlaywrightReport
 *
 * @typedef {object} Stage
 * @property {string} name
 * @property {string} title
 * @property {import("./packages.mjs").SystemPackage[]} [packages] what it needs from the system
 * @property {() => Promise<unknown>} [prepare] refuses with a Problem where it cannot run; left out, it is then shown as skipped
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
    packages: [...labPackages, ...galleryPackages],
    run: async () => {
      const passed = await vitest("kernel");
      tellWhatWasLacking();
      return passed;
    },
    count: () => countVitest("kernel"),
  },
  { name: "build", title: "build", run: () => ensureBuilt().then(() => true) },
  {
    name: "browser",
    title: "tests in a real browser, on the real kernel",
    packages: [...labPackages, ...galleryPackages, ...browserPackages],
    run: () => tool("playwright", "test", "--config", "e2e/playwright.config.ts"),
    count: countPlaywright,
  },
  {
    name: "vm",
    title: "tests on the kernel of a virtual machine",
    prepare: prepareVm,
    run: async () => {
      const { passed, report } = await testInVm();
      writeFileSync(reportOf("vm"), report);
      return passed;
    },
    count: countVm,
  },
];

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

/** @param {"unit" | "kernel" | "vm"} stage @returns {Counts} */
function countVitest(stage) {
  const report = /** @type {VitestReport} */ (readReport(stage));
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
function countVm() {
  const { testResults } = /** @type {VitestReport} */ (readReport("vm"));
  const meant = testResults
    .flatMap((file) => file.assertionResults)
    .filter((test) => test.tags.includes("vm"));
  // The others of their files were not meant to run there.
  return { ...countVitest("vm"), skipped: meant.filter((test) => test.status === "skipped").length };
}

function tellWhatWasLacking() {
  const { testResults } = /** @type {VitestReport} */ (readReport("kernel"));
  const lacking = testResults
    .flatMap((file) => file.assertionResults)
    .flatMap((test) => test.meta.lacking ?? []);
  if (lacking.length === 0) return;
  const features = [...new Set(lacking)].join(", ");
  console.log(`Skipped, because this machine's kernel lacks it: ${features}. npm run test:vm tests that.`);
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
