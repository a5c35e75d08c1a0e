import { gallery } from "../../shared/gallery/index.ts";
import { expect } from "../support/test.ts";
import { takeEverywhere } from "./grid.ts";

takeEverywhere("policy", async ({ make, open, page, take }) => {
  const lab = await make(gallery["policy-routing"].document());
  const { canvas, inspector } = await open(lab);
  await page.keyboard.press("Shift+Digit1");
  await canvas.select("office");
  await take("policy-canvas");
  const rules = inspector.field("policy-rules");
  await expect(rules.getByTestId("policy-rule").first()).toBeVisible();
  await inspector.field("routes").evaluate((element) => element.scrollIntoView({ block: "start" }));
  await take("policy-routes");
  await lab.exec("office", "ip", "rule", "add", "tos", "0x10", "lookup", "7", "priority", "150");
  await lab.exec("office", "ip", "rule", "delete", "priority", "32767");
  await expect(rules.getByTestId("rule-gone")).toBeVisible();
  await rules.evaluate((element) => element.scrollIntoView({ block: "start" }));
  await take("policy-rules");
  await rules.getByTestId("policy-rule-edit").first().click();
  await rules.getByTestId("policy-rule-form").scrollIntoViewIfNeeded();
  await take("policy-edit");
  await page.keyboard.press("Escape");
  const checks = inspector.field("source-checks");
  await checks.getByRole("button").first().click();
  await checks.evaluate((element) => element.scrollIntoView({ block: "start" }));
  await take("policy-checks");
});
