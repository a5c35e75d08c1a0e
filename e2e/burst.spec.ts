import { pair } from "./support/drawings.ts";
import { expect, test } from "./support/test.ts";

test("a page that was busy catches up with all that a program did meanwhile", async ({
  make,
  open,
  page,
}) => {
  const lab = await make(pair());
  const { canvas, inspector } = await open(lab);
  await canvas.chip("ns1", "eth0").getByRole("button").click();
  await expect(inspector.field("field-mtu")).toHaveValue("1500");
  const busy = page.evaluate(() => {
    const until = performance.now() + 1500;
    while (performance.now() < until);
  });
  // Two messages each: more than React would draw one after the other without calling it an endless loop.
  for (let mtu = 1400; mtu < 1480; mtu += 1) await lab.edit({ op: "update", id: "end1", changes: { mtu } });
  await busy;
  await expect(inspector.field("field-mtu")).toHaveValue("1479");
  await expect(page.getByTestId("dock-commands")).toContainText(/8\d/);
});
