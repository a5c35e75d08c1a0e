import { readFile } from "node:fs/promises";
import { star } from "./support/drawings.ts";
import { expect, test } from "./support/test.ts";

test("the drawing is had as a picture for slides, with every name and address", async ({
  make,
  open,
  page,
}) => {
  const { canvas } = await open(await make(star(3)));
  await expect(canvas.links).toHaveCount(3);
  const picture = async (format: "svg" | "png") => {
    const downloading = page.waitForEvent("download");
    await page.getByTestId("topbar-share").click();
    await page.getByTestId(`share-${format}`).click();
    const download = await downloading;
    expect(download.suggestedFilename()).toMatch(new RegExp(`\\.${format}$`));
    return readFile(await download.path());
  };
  const svg = (await picture("svg")).toString();
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

  const png = await picture("png");
  expect(png.subarray(1, 4).toString()).toBe("PNG");
  expect(png.readUInt32BE(16)).toBeGreaterThan(800);
  expect(png.length).toBeGreaterThan(10_000);
});
