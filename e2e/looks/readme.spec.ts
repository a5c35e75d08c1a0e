import { fileURLToPath } from "node:url";
import { star } from "../support/drawings.ts";
import { expect, test, viewOf } from "../support/test.ts";

const picture = fileURLToPath(new URL("../../docs/images/lab.png", import.meta.url));

test("the README's picture", async ({ api, page, server }) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.emulateMedia({ colorScheme: "light" });
  const lab = await api.createLab("Four on a bridge", star(4));
  await page.goto(server.entrance(`/labs/${lab.id}`));
  const { canvas, inspector, dock } = viewOf(page);
  await canvas.ping("ns1", "ns4");
  await canvas.select("br0");
  await inspector.fill("address-new", "10.0.0.254/16");
  await expect(canvas.card("br0")).toContainText("10.0.0.254/16");
  await canvas.ping("ns3", "host");
  await canvas.select("br0");
  await dock.show("pings");
  await expect(dock.ping("ns1", "ns4").getByTestId("ping-last")).toContainText("icmp_seq=20", {
    timeout: 30_000,
  });
  await page.keyboard.press("Shift+1");
  // In the middle of its way, where it is seen best.
  await expect(dock.ping("ns1", "ns4").getByTestId("ping-last")).toContainText("icmp_seq=23");
  await page.getByRole("tab", { selected: true }).evaluate((tab) => tab.blur());
  await page.screenshot({ path: picture });
  await lab.delete();
});
