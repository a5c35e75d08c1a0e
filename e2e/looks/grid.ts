import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { seriousFindings } from "../support/axe.ts";
import { expect, test, type View } from "../support/test.ts";
import type { Lab } from "../support/kernel.ts";
import type { Server } from "../support/server.ts";
import type { Document } from "../../shared/topology.ts";

/** Pictures for people to look at: VETHLAB_LOOKS=folder npx playwright test --config e2e/playwright.config.ts looks */
const folder = process.env["VETHLAB_LOOKS"] ?? "";
const sizes = [
  { width: 1280, height: 720 },
  { width: 1440, height: 900 },
];
const schemes = ["light", "dark"] as const;
const languages = ["en", "zh-CN"] as const;

/** What a series of pictures is taken with. */
interface Sitting {
  readonly page: Page;
  readonly server: Server;
  readonly make: (document?: Document) => Promise<Lab>;
  readonly open: (lab: Lab) => Promise<View>;
  readonly take: (what: string) => Promise<unknown>;
}

/** The same pictures in both sizes, colours and languages, of which none may shut anybody out. */
export function takeEverywhere(title: string, sit: (sitting: Sitting) => Promise<void>): void {
  for (const viewport of sizes) {
    for (const colorScheme of schemes) {
      for (const language of languages) {
        const name = `${viewport.width}-${colorScheme}-${language}`;
        test(`${title} ${name}`, async ({ make, open, page, server, complaints }) => {
          test.slow();
          complaints.expect(/401|ERR_/);
          mkdirSync(folder, { recursive: true });
          await page.setViewportSize(viewport);
          await page.emulateMedia({ colorScheme });
          await page.addInitScript((chosen) => localStorage.setItem("vethlab.language", chosen), language);
          const take = async (what: string) => {
            await page.screenshot({ path: join(folder, `${what}-${name}.png`) });
            expect.soft(await seriousFindings(page), what).toEqual([]);
          };
          await sit({ page, server, make, open, take });
        });
      }
    }
  }
}
