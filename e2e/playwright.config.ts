import { join } from "node:path";
import { defineConfig, devices } from "@playwright/test";

// Debian's Chromium: Playwright's own download is neither needed nor wanted.
const executablePath = process.env["VETHLAB_CHROMIUM"] ?? "/usr/bin/chromium";
const quiet = [
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
// Chromium refuses to sandbox itself for root.
const args = process.getuid?.() === 0 ? ["--no-sandbox", ...quiet] : quiet;

export default defineConfig({
  testDir: ".",
  // Pictures for people, not tests: only when asked for. The whole path, for a clone may be in a folder of that name.
  testIgnore: process.env["VETHLAB_LOOKS"] === undefined ? join(import.meta.dirname, "looks/**") : [],
  outputDir: "../.cache/e2e",
  fullyParallel: false,
  workers: 1,
  retries: 0,
  forbidOnly: Boolean(process.env["CI"]),
  timeout: 60_000,
  // What has happened is seen at once; a busy machine may take its time.
  expect: { timeout: 15_000 },
  reporter: [["list"], ["json", { outputFile: "../.cache/reports/browser.json" }]],
  use: {
    trace: "retain-on-failure",
    screenshot: "only-on-failure",
  },
  projects: [
    {
      name: "chromium",
      use: { ...devices["Desktop Chrome"], launchOptions: { executablePath, args } },
    },
  ],
});
