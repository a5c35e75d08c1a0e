import { expect } from "../support/test.ts";
import { kinds } from "../support/kinds.ts";
import { takeEverywhere } from "./grid.ts";

takeEverywhere("kinds", async ({ make, open, page, take }) => {
  const lab = await make(kinds());
  const { canvas, inspector } = await open(lab);
  await expect(canvas.root.locator("[data-tunnel]")).toHaveAttribute("data-state", "up");
  await take("kinds");
  await canvas.chip("red", "macvlan0").getByRole("button").click();
  await expect(inspector.field("field-mode")).toBeVisible();
  await take("macvlan");
  await canvas.root.locator("[data-end=v1]").first().click({ force: true });
  await page.keyboard.press("Escape");
  await page.keyboard.press("ControlOrMeta+f");
  await page.getByTestId("palette-input").fill("vxlan42");
  await page.keyboard.press("Enter");
  await expect(inspector.field("field-vni")).toBeVisible();
  await take("vxlan");
  await page.keyboard.press("i");
  await expect(page.getByTestId("palette-input")).toBeFocused();
  await take("kinds-offered");
});
