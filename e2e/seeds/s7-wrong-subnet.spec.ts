import { expect, test } from "../support/test.ts";

test("S7 a neighbour in another subnet cannot be pinged, and the page shows why; the right address repairs it", async ({
  open,
  lab,
  page,
}) => {
  const { canvas, dock } = await open(lab);
  await page.getByTestId("starting-point-wrong-subnet").click();
  await expect(canvas.chip("ns1", "eth0")).toContainText("10.0.1.1/24");
  await expect(canvas.chip("ns3", "eth0")).toContainText("10.220.1.3/24");
  await lab.expectAgreement();
  expect((await lab.run("ns1", "ping", "-c", "1", "10.220.1.3")).stderr).toContain("Network is unreachable");

  await canvas.ping("ns1", "ns3");
  await expect(page.getByTestId("ping-failure")).toContainText("Network is unreachable");
  await dock.show("pings");
  const ping = dock.ping("ns1", "ns3");
  await expect(ping).toHaveAttribute("data-state", "silent");
  await expect(ping.getByTestId("ping-last")).toContainText("Network is unreachable");
  await expect(ping.getByTestId("ping-loss")).toContainText("100");

  await canvas.editAddress("ns1", "eth0", "10.220.1.1/24");
  await expect(ping).toHaveAttribute("data-state", "answering");
  await expect(page.getByTestId("ping-failure")).toHaveCount(0);
  await lab.expectAgreement();
});
