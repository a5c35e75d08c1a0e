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

const browser = { ...devices["Desktop Chrome"], launchOptions: { executablePath, args } };

// For people, not tests: only when asked for. The whole path, for a clone may be in a folder of that name.
const pictures = process.env["VETHLAB_LOOKS"] === undefined ? [join(import.meta.dirname, "looks/**")] : [];
/** What they measure is the machine's, not their own. */
const alone = ["big.spec.ts", "first-minute.spec.ts"].map((file) => join(import.meta.dirname, file));

export default defineConfig({
  testDir: ".",
  outputDir: "../.cache/e2e",
  fullyParallel: false,
  // Each has a server of its own. Most of their time they wait.
  workers: 2,
  retries: 0,
  forbidOnly: Boolean(process.env["CI"]),
  timeout: 120_000,
  // What has happened is seen at once; a busy machine may take its time.
  expect: { timeout: 15_000 },
  reporter: [["list"], ["json", { outputFile: "../.cache/reports/browser.json" }]],
  use: {
    trace: "retain-on-failure",
    screenshot: "only-on-failure",
  },
  projects: [
    { name: "chromium", testIgnore: [...pictures, ...alone], use: browser },
    { name: "alone", testMatch: alone, dependencies: ["chromium"], workers: 1, use: browser },
  ],
});
