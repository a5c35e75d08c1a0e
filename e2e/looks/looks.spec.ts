import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { pair, star } from "../support/drawings.ts";
import { Terminals } from "../support/terminals.ts";
import { expect, test, type View } from "../support/test.ts";

/** Pictures for people to look at: VETHLAB_LOOKS=folder npx playwright test --config e2e/playwright.config.ts looks */
const folder = process.env["VETHLAB_LOOKS"] ?? "";
const sizes = [
  { width: 1280, height: 720 },
  { width: 1440, height: 900 },
];
const schemes = ["light", "dark"] as const;
const languages = ["en", "zh-CN"] as const;

async function busy({ canvas, dock, page }: View): Promise<void> {
  await canvas.ping("ns1", "ns2");
  await expect(page.getByTestId("ping-rtt")).toBeVisible();
  await canvas.select("ns1");
  await expect(page.getByTestId("inspector")).toBeVisible();
  await dock.show("pings");
  await expect(dock.ping("ns1", "ns2").getByTestId("ping-last")).toContainText("icmp_seq=3");
  await page.mouse.move(640, 200);
}

for (const viewport of sizes) {
  for (const colorScheme of schemes) {
    for (const language of languages) {
      const name = `${viewport.width}-${colorScheme}-${language}`;
      test(`looks ${name}`, async ({ make, open, page, server, complaints }) => {
        complaints.expect(/401|ERR_/);
        mkdirSync(folder, { recursive: true });
        const take = (what: string) => page.screenshot({ path: join(folder, `${what}-${name}.png`) });
        await page.setViewportSize(viewport);
        await page.emulateMedia({ colorScheme });
        await page.addInitScript((chosen) => localStorage.setItem("vethlab.language", chosen), language);
        await lookAtLabs(page, server.entrance(), take, async () => {
          await make(pair());
          await make(star(4));
        });
        await open(await make());
        await expect(page.getByTestId("starting-points")).toBeVisible();
        await take("empty");
        const lab = await make(star(4));
        const view = await open(lab);
        await busy(view);
        await take("busy");

        await view.dock.show("commands");
        await view.canvas.select("br0");
        await take("bridge");
        await lab.exec("host", "ip", "link", "set", "veth1", "nomaster");
        await lab.exec("ns3", "ip", "address", "flush", "dev", "eth0");
        await view.dock.startPing("ns4", "10.0.0.3");
        await view.dock.show("commands");
        await take("by-hand");
        await lab.undo();
        await lab.undo();
        await view.canvas.chip("ns2", "eth0").getByRole("button").click();
        await take("interface");
        await view.inspector.fill("field-mtu", "7");
        await lab.exec("ns3", "ip", "link", "set", "eth0", "down");
        await lab.exec("ns4", "ip", "link", "delete", "eth0");
        await view.canvas.rename("ns1", "ns2");
        await expect(page.getByTestId("problem")).toBeVisible();
        await take("errors");
        await page.getByTestId("problem-dismiss").click();
        await page.keyboard.press("Escape");
        await page.keyboard.press("ControlOrMeta+k");
        await expect(page.getByTestId("palette-input")).toBeFocused();
        await take("palette");
        await page.keyboard.press("Escape");
        await expect(page.getByTestId("palette")).toBeHidden();
        await lookAtTerminals(page, take);
        await page.keyboard.press("?");
        await expect(page.getByTestId("shortcuts-help").getByRole("dialog")).toBeVisible();
        await take("shortcuts");
        await page.keyboard.press("Escape");
        await view.dock.show("script");
        await page.getByTestId("script-text").fill("ip netns add ns9\nip netns exec ns9 ip link\nexit 3");
        await page.getByTestId("script-run").click();
        await expect(page.getByTestId("script-outcome")).toHaveAttribute("data-outcome", "failed");
        await take("script");
        await page.context().clearCookies();
        await page.goto(server.url);
        await expect(page.getByTestId("unauthorized")).toBeVisible();
        await take("unauthorized");
      });
    }
  }
}

async function lookAtTerminals(page: Page, take: (what: string) => Promise<unknown>): Promise<void> {
  const terminals = new Terminals(page);
  await page.keyboard.press("t");
  await terminals.expectShown("root@");
  await terminals.run(
    "sleep 1000 & ip --color=always address; ls --color=always / | head -5; echo 网络",
    /^网络$/m,
  );
  await page.keyboard.press("ControlOrMeta+Shift+f");
  await page.keyboard.insertText("eth0");
  await take("terminal");
  await page.keyboard.press("Escape");
  await terminals.run("exit 1", "exit");
  await expect(page.getByTestId("terminal-ended")).toBeVisible();
  await take("terminal-ended");
  await page.getByTestId("terminal-processes").click();
  await expect(page.getByTestId("process")).toBeVisible();
  await take("processes");
  await page.getByTestId("dock-commands").click();
}

async function lookAtLabs(
  page: Page,
  entrance: string,
  take: (what: string) => Promise<unknown>,
  fill: () => Promise<void>,
): Promise<void> {
  await page.goto(entrance);
  await expect(page.getByTestId("labs-empty")).toBeVisible();
  await take("labs-empty");
  await fill();
  await page.reload();
  await expect(page.getByTestId("lab-card")).toHaveCount(2);
  await take("labs");
}
