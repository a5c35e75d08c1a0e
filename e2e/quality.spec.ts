import { pair } from "./support/drawings.ts";
import { expect, test } from "./support/test.ts";

test("QUALITY-1: a line is made bad from the keyboard, says so, and undo makes it good again", async ({
  make,
  open,
  page,
}) => {
  const lab = await make(pair());
  const { canvas, inspector } = await open(lab);
  await lab.expectReply("ns1", "10.0.0.2");
  await canvas.root.locator("[data-link=end1]").press("Enter");
  await page.keyboard.press("q");
  const ends = inspector.root.getByTestId("quality-end");
  await expect(ends.locator("input:focus")).toHaveCount(1);
  await ends.nth(0).getByTestId("field-lossPercent").fill("100");
  await page.keyboard.press("Enter");
  await expect(ends.nth(0).getByTestId("field-lossPercent")).toHaveValue("100 %");
  await ends.nth(1).getByTestId("field-rateBitsPerSecond").fill("1.5M");
  await page.keyboard.press("Enter");
  await expect(canvas.root.getByTestId("link-quality")).toHaveText(/→ 100 %.+← 1.5 Mbit\/s/);
  expect(await lab.pings("ns1", "10.0.0.2")).toBe(false);

  await ends.nth(1).getByTestId("field-rateBitsPerSecond").fill("quick");
  await page.keyboard.press("Enter");
  await expect(ends.nth(1)).toContainText("This is no quantity");
  await page.keyboard.press("Escape");
  await lab.expectAgreement();
  await page.getByTestId("topbar-undo").click();
  await page.getByTestId("topbar-undo").click();
  await expect(canvas.root.getByTestId("link-quality")).toHaveCount(0);
  await lab.expectReply("ns1", "10.0.0.2");

  await lab.exec("ns2", ..."tc qdisc add dev eth0 root tbf rate 2mbit burst 32kbit latency 400ms".split(" "));
  await expect(canvas.root.getByTestId("link-quality")).toHaveText("← 2 Mbit/s");
  await expect(ends.nth(1)).toContainText("4096 bytes");
  await lab.expectAgreement();
});
