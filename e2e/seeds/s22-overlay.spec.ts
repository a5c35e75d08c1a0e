import { gallery } from "../../shared/gallery/index.ts";
import { Terminals } from "../support/terminals.ts";
import { expect, test } from "../support/test.ts";

/** Programs in a lab give way to all others. */
const patience = { timeout: 90_000 };
test.describe.configure({ timeout: 240_000 });

test("AGENT-3: S22 from the gallery and typed: networks that one host makes are on the other, with addresses and names", async ({
  make,
  open,
  page,
}) => {
  const lab = await make(gallery["overlay-etcd"].document());
  const { canvas } = await open(lab);
  const tunnels = canvas.root.locator("[data-tunnel]");
  await expect(tunnels).toHaveAttribute("data-state", "up", patience);
  await expect(canvas.card("box1")).toContainText(/10\.0\.0\.[23]\/24/);
  await expect(canvas.card("box2")).toContainText(/10\.0\.0\.[23]\/24/);
  await expect.poll(() => lab.pings("container:box1", "box2"), patience).toBe(true);
  await expect.poll(() => lab.pings("container:box2", "box1"), patience).toBe(true);

  await canvas.select("host1");
  await new Terminals(page).open("root@host1:~#");
  await page.keyboard.insertText("overlay create second 10.0.1.0/24; etcdctl ls /overlay/networks");
  await page.keyboard.press("Enter");
  await expect(canvas.card("second")).toHaveCount(2, patience);
  await expect(tunnels).toHaveCount(2, patience);
  await lab.expectAgreement();
});
