import { existsSync } from "node:fs";
import { chromium } from "@playwright/test";
import type { LabSummary } from "../shared/protocol.ts";
import { topologyOf } from "./network.ts";
import type { BenchServer } from "./server.ts";
import { firstAt, typeToggles, type StateAt } from "./typed.ts";

const executablePath = process.env["VETHLAB_CHROMIUM"] ?? "/usr/bin/chromium";

/** From the end of a command to the drawing in a real browser; null where there is none. */
export async function measurePage(
  server: BenchServer,
  count: number,
  samples: number,
): Promise<number[] | null> {
  if (!existsSync(executablePath)) return null;
  const { id } = await server.call<LabSummary>("POST", "/api/labs", {
    name: `page ${count}`,
    topology: topologyOf(count),
  });
  // Chromium refuses to sandbox itself for root.
  const args = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  const browser = await chromium.launch({ executablePath, args });
  try {
    const page = await browser.newPage();
    await page.goto(server.pageUrl(`/labs/${id}`));
    const chip = page.locator('[data-interface="i0"]');
    await chip.waitFor({ state: "attached" });
    await server.call("GET", `/api/labs/${id}/observed`);
    const recording = await chip.evaluateHandle((element) => {
      const seen: { state: string; at: number }[] = [];
      new MutationObserver(() => {
        // The other end is up: what is not down has its carrier back sooner or later.
        const state = element.getAttribute("data-state") === "down" ? "down" : "up";
        if (seen.at(-1)?.state !== state)
          seen.push({ state, at: performance.timeOrigin + performance.now() });
      }).observe(element, { attributes: true, attributeFilter: ["data-state"] });
      return seen;
    });
    const typed = await typeToggles(server, id, samples);
    const seen = (await recording.evaluate((states) => states)) as StateAt[];
    return typed.map(({ state, begin, end }) => firstAt(seen, state, begin) - end);
  } finally {
    await browser.close();
    await server.call("DELETE", `/api/labs/${id}`);
  }
}
