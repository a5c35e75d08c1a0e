import type { Page } from "@playwright/test";
import { pair, star } from "./support/drawings.ts";
import { expect, test } from "./support/test.ts";

/** What the clipboard holds, as a person finds out: by pasting it. */
async function pasted(page: Page): Promise<string> {
  const field = page.getByTestId("ping-to");
  await page.getByTestId("dock-pings").click();
  await field.fill("");
  await field.press("ControlOrMeta+v");
  const text = await field.inputValue();
  await page.getByTestId("dock-commands").click();
  return text;
}

for (const clipboard of ["of the browser", "of a page that came over plain HTTP"] as const) {
  test(`commands are copied into the clipboard ${clipboard}`, async ({ make, open, page, context }) => {
    if (clipboard === "of the browser") await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    // Only pages from this machine or over HTTPS have one.
    else await page.addInitScript(() => Reflect.deleteProperty(Navigator.prototype, "clipboard"));
    const lab = await make(pair());
    const { canvas, dock } = await open(lab);
    await canvas.chip("ns1", "eth0").getByRole("button").click();
    await page.getByTestId("field-mtu").fill("1400");
    await page.getByTestId("field-mtu").press("Enter");
    const step = dock.root.getByRole("listitem").filter({ hasText: "mtu 1400" });
    await expect(step).toBeVisible();
    await step.getByTestId("copy-command").click();
    await expect(step.getByTestId("copy-command")).toHaveAccessibleName("Copied");
    expect(await pasted(page)).toBe("ip -n ns1 link set dev eth0 mtu 1400");

    await page.getByTestId("topbar-share").click();
    await page.getByTestId("share-link").click();
    await expect(page.getByText("Link copied")).toBeVisible();
    expect(await pasted(page)).toBe(new URL(`/labs/${lab.id}`, page.url()).href);
  });
}

test("commands are found by a word and by what is selected, and lead to what they touched", async ({
  make,
  open,
  page,
}) => {
  const { canvas, dock } = await open(await make(star(3)));
  await expect(dock.commands.first()).toBeVisible();
  const log = page.getByTestId("command-log");
  await page.getByTestId("log-filter").fill("ns2");
  for (const command of await dock.commands.allInnerTexts()) expect(command).toContain("ns2");
  await page.getByTestId("log-filter").fill("nothing of the kind");
  await expect(log).toContainText("No command contains “nothing of the kind”.");
  await page.getByTestId("log-filter").fill("");
  // Under no invisible part of the switch beside it.
  await page.getByTestId("copy-all").click();

  await page.getByTestId("log-only-selected").click({ force: true });
  await expect(log).toContainText("Nothing is selected");
  await canvas.select("ns3");
  await expect(log).toContainText("ip netns add ns3");
  await page.getByTestId("log-only-selected").click({ force: true });
  await canvas.clearSelection();

  await page.getByTestId("log-filter").fill("netns add ns1");
  await dock.commands.first().click();
  await expect(canvas.card("ns1")).toHaveAttribute("data-selected", "true");
  // Out of sight it is brought back.
  await canvas.clearSelection();
  await canvas.root.hover({ position: { x: 300, y: 60 } });
  await page.mouse.wheel(0, 2500);
  await expect(canvas.card("ns1")).not.toBeInViewport();
  await dock.commands.first().click();
  await expect(canvas.card("ns1")).toBeInViewport({ ratio: 1 });
  await page.keyboard.press("Delete");
  await expect(canvas.card("ns1")).toHaveCount(0);
  await expect(dock.commands.first()).not.toHaveRole("button");
});

test("a long command is shown whole", async ({ make, open, page }) => {
  const lab = await make(pair());
  const { canvas, dock } = await open(lab);
  const name = "a-namespace-whose-name-goes-on-and-on-".repeat(6);
  await lab.edit({ op: "update", id: "ns1", changes: { name } });
  await canvas.chip(name, "eth0").getByRole("button").click();
  await expect(page.getByTestId("inspector")).toBeVisible();
  await page.getByTestId("field-mtu").fill("1400");
  await page.getByTestId("field-mtu").press("Enter");
  const command = dock.commands.filter({ hasText: "mtu 1400" });
  await expect(command).toContainText(`ip -n ${name} link set dev eth0 mtu 1400`);
  const isCut = await command.evaluate((element) => element.scrollWidth > element.clientWidth);
  expect(isCut).toBe(false);
});

test("what the kernel refused stays in the log with its words, and is copied by itself only", async ({
  make,
  open,
  page,
}) => {
  const lab = await make(pair());
  const { canvas, inspector } = await open(lab);
  await canvas.select("ns1");
  await inspector.field("sysctls").getByRole("button").first().click();
  await inspector.field("sysctl-new-key").fill("net.ipv4.no_such_thing");
  await inspector.field("sysctl-new-value").fill("1");
  await inspector.field("sysctl-add").click();
  const refusal = page.getByTestId("log-refusal");
  await expect(refusal.locator("code")).toHaveText("ip netns exec ns1 sysctl -w net.ipv4.no_such_thing=1");
  await expect(refusal.locator("samp")).toContainText("No such file or directory");
  await expect(refusal).toContainText("refused by the kernel");
  await canvas.clearSelection();
  await page.getByTestId("log-filter").fill("no_such_thing");
  await expect(refusal).toBeVisible();
  await lab.expectAgreement();
});

test("however far the dock is drawn up, what can be drawn stays whole and in sight", async ({
  make,
  open,
  page,
}) => {
  await open(await make(pair()));
  await page.getByTestId("dock-resizer").focus();
  for (let step = 0; step < 6; step += 1) await page.keyboard.press("PageUp");
  const main = await page.getByRole("main").boundingBox();
  const palette = await page.getByRole("toolbar", { name: "What can be drawn" }).boundingBox();
  const zoom = await page.getByRole("toolbar", { name: "Zoom" }).boundingBox();
  if (main === null || palette === null || zoom === null) throw new Error("something is not on the screen");
  expect(palette.y).toBeGreaterThanOrEqual(main.y);
  expect(palette.y + palette.height).toBeLessThanOrEqual(zoom.y);
});
