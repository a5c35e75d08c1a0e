import { gallery } from "../../shared/gallery/index.ts";
import { expect } from "../support/test.ts";
import { takeEverywhere } from "./grid.ts";

takeEverywhere("quality", async ({ make, open, page, take }) => {
  const { canvas, inspector } = await open(await make(gallery.lines.document()));
  await expect(canvas.root.getByTestId("link-quality")).toHaveCount(3);
  await take("lines");
  await canvas.root.locator("[data-link=dsl-eth0]").press("Enter");
  await page.keyboard.press("q");
  await expect(inspector.root.getByTestId("quality").locator("input:focus")).toHaveCount(1);
  await take("line");
});
