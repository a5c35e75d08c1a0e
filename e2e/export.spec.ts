import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { star } from "./support/drawings.ts";
import { expect, test } from "./support/test.ts";

async function picture(page: Page, format: "svg" | "png"): Promise<Buffer> {
  const downloading = page.waitForEvent("download");
  await page.getByTestId("topbar-share").click();
  await page.getByTestId(`share-${format}`).click();
  const download = await downloading;
  expect(download.suggestedFilename()).toMatch(new RegExp(`\\.${format}$`));
  return readFile(await download.path());
}

test("the drawing is had as a picture for slides, with every name and address", async ({
  make,
  open,
  page,
}) => {
  const { canvas } = await open(await make(star(3)));
  await expect(canvas.links).toHaveCount(3);
  const svg = (await picture(page, "svg")).toString();
  for (const text of ["ns1", "ns2", "ns3", "br0", "eth0", "10.0.0.3/16"]) expect(svg).toContain(text);
  // It has to open elsewhere: one document, without what only this page knows.
  const parsed = await page.evaluate((text) => {
    const document = new DOMParser().parseFromString(text, "image/svg+xml");
    return {
      root: document.documentElement.tagName,
      errors: document.querySelectorAll("parsererror").length,
    };
  }, svg);
  expect(parsed).toEqual({ root: "svg", errors: 0 });
  expect(svg).not.toContain("var(--");

  const png = await picture(page, "png");
  expect(png.subarray(1, 4).toString()).toBe("PNG");
  expect(png.readUInt32BE(16)).toBeGreaterThan(800);
  expect(png.length).toBeGreaterThan(10_000);
});

test("a picture says what the canvas says: names of ports, states, in its language and colours", async ({
  make,
  open,
  page,
}) => {
  await page.emulateMedia({ colorScheme: "dark" });
  await page.addInitScript(() => localStorage.setItem("vethlab.language", "zh-CN"));
  const lab = await make(star(3));
  const { canvas } = await open(lab);
  await lab.exec("ns2", "ip", "link", "set", "eth0", "down");
  await lab.exec("ns3", "ip", "address", "add", "10.9.9.9/24", "dev", "eth0");
  await expect(canvas.chip("ns2", "eth0")).toHaveAttribute("data-state", "down");
  await expect(canvas.chip("ns3", "eth0")).toContainText("+1");
  const shown = [
    ...(await canvas.root.locator("[data-end] text").allTextContents()),
    ...(await canvas.root.locator("[data-edit=name]").allTextContents()),
    ...(await canvas.root.locator("[data-edit=addresses]").allTextContents()),
  ];
  expect(shown).toEqual(expect.arrayContaining(["veth1", "veth2", "veth3", "10.0.0.2/16", "10.0.0.3/16 +1"]));
  const svg = (await picture(page, "svg")).toString();
  const { texts, surface, dashed } = await page.evaluate((text) => {
    const { documentElement } = new DOMParser().parseFromString(text, "image/svg+xml");
    return {
      texts: [...documentElement.querySelectorAll("text")].map((element) => element.textContent ?? ""),
      surface: documentElement.querySelector("rect")?.getAttribute("fill"),
      dashed: documentElement.querySelectorAll('path[stroke-dasharray="7 7"]').length,
    };
  }, svg);
  expect(texts).toEqual(expect.arrayContaining(shown.flatMap((text) => text.split(" "))));
  expect(texts).toEqual(expect.arrayContaining(["实验主机", "没有地址", "br0"]));
  expect(surface).toBe(
    await page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue("--vl-surface")),
  );
  expect(dashed).toBe(1);
});

test("the network is had as a script, in the page's language", async ({ make, open, page }) => {
  await page.addInitScript(() => localStorage.setItem("vethlab.language", "zh-CN"));
  await open(await make(star(2)));
  const downloading = page.waitForEvent("download");
  await page.getByTestId("topbar-share").click();
  await page.getByTestId("share-script").click();
  const download = await downloading;
  expect(download.suggestedFilename()).toMatch(/\.sh$/);
  const script = await readFile(await download.path(), "utf8");
  expect(script).toContain("# 创建网络命名空间\n  ip netns add ns1");

  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.getByTestId("topbar-share").click();
  await page.getByTestId("share-copy-script").click();
  await expect(page.getByText("已复制脚本")).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(script);
});
