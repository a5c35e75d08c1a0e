import { star } from "../support/drawings.ts";
import { expect, test } from "../support/test.ts";

test("S8 a bridge with an address lets the host and the namespaces ping each other", async ({
  make,
  open,
  page,
}) => {
  const lab = await make(star(2));
  const { canvas, inspector, dock } = await open(lab);
  await canvas.editAddress("ns1", "eth0", "10.220.1.1/24");
  await canvas.editAddress("ns2", "eth0", "10.220.1.2/24");
  expect(await lab.pings("host", "10.220.1.1")).toBe(false);

  await canvas.select("br0");
  await inspector.fill("address-new", "10.220.1.254/24");
  await expect(canvas.card("br0")).toContainText("10.220.1.254/24");
  await expect(inspector.field("address-input")).toHaveValue("10.220.1.254/24");
  await lab.expectAgreement();
  await lab.expectReply("host", "10.220.1.1");
  await lab.expectReply("ns2", "10.220.1.254");

  await canvas.ping("ns1", "host");
  await dock.show("pings");
  await expect(dock.ping("ns1", "host")).toHaveAttribute("data-state", "answering");
  await expect(page.getByTestId("ping-rtt")).toBeVisible();
});
