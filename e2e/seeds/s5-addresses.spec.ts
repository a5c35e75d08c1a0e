import { expect, test } from "../support/test.ts";

test("S5 addresses are typed where they stand; the connected route comes and goes by itself", async ({
  open,
  lab,
  page,
}) => {
  const { canvas, inspector } = await open(lab);
  await canvas.addNamespace({ x: 250, y: 380 });
  await canvas.addNamespace({ x: 720, y: 380 });
  await canvas.wire("ns1", "ns2");
  await canvas.editAddress("ns1", "eth0", "192.168.1.1/24");
  await expect(canvas.chip("ns1", "eth0")).toContainText("192.168.1.1/24");
  // Without a prefix length it gets the one there was.
  await canvas.editAddress("ns2", "eth0", "192.168.1.2");
  await expect(canvas.chip("ns2", "eth0")).toContainText("192.168.1.2/24");
  await lab.expectAgreement();

  const route = "192.168.1.0/24 dev eth0 proto kernel";
  await canvas.select("ns1");
  await expect(inspector.field("kernel-routes").getByText(route)).toBeVisible();
  expect(await lab.exec("ns1", "ip", "route")).toContain(route);
  await lab.expectReply("ns1", "192.168.1.2");
  await lab.expectReply("ns2", "192.168.1.1");

  await canvas.chip("ns1", "eth0").getByRole("button").click();
  await page.keyboard.press("u");
  await expect(canvas.chip("ns1", "eth0")).toHaveAttribute("data-state", "down");
  await expect(canvas.chip("ns2", "eth0")).toHaveAttribute("data-state", "no-carrier");
  await canvas.select("ns1");
  await expect(inspector.field("routes").getByText(route)).toHaveCount(0);
  expect(await lab.exec("ns1", "ip", "route")).toBe("");
});
