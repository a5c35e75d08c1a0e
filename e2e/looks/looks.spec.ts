import type { Page } from "@playwright/test";
import { pair, star } from "../support/drawings.ts";
import { expect, type View } from "../support/test.ts";
import { takeEverywhere } from "./grid.ts";

async function busy({ canvas, dock, page }: View): Promise<void> {
  await canvas.ping("ns1", "ns2");
  await expect(page.getByTestId("ping-rtt")).toBeVisible();
  await canvas.select("ns1");
  await expect(page.getByTestId("inspector")).toBeVisible();
  await dock.show("pings");
  await expect(dock.ping("ns1", "ns2").getByTestId("ping-last")).toContainText("icmp_seq=3");
  await page.mouse.move(640, 200);
}

takeEverywhere("looks", async ({ make, open, page, server, take }) => {
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
  await page.keyboard.press("?");
  await expect(page.getByTestId("shortcuts-help").getByRole("dialog")).toBeVisible();
  await take("shortcuts");
  await page.context().clearCookies();
  await page.goto(server.url);
  await expect(page.getByTestId("unauthorized")).toBeVisible();
  await take("unauthorized");
});

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
