import { expect, test } from "../support/test.ts";

test("S3 localhost is unreachable until lo is up, and the page says so in the kernel's words", async ({
  open,
  lab,
  page,
}) => {
  const { canvas, dock } = await open(lab);
  await canvas.addNamespace({ x: 500, y: 360 });
  expect((await lab.run("ns1", "ping", "-c", "1", "localhost")).stderr).toContain("Network is unreachable");

  await dock.startPing("ns1", "localhost");
  const ping = dock.ping("ns1", "localhost");
  await expect(ping).toHaveAttribute("data-state", "silent");
  await expect(ping.getByTestId("ping-last")).toContainText("Network is unreachable");
  await expect(page.getByTestId("ping-failure")).toContainText("Network is unreachable");

  await canvas.loopback("ns1").click();
  await expect(canvas.loopback("ns1")).toHaveAttribute("data-state", "up");
  await expect(ping).toHaveAttribute("data-state", "answering");
  await expect(page.getByTestId("ping-failure")).toHaveCount(0);
  await lab.expectReply("ns1", "127.0.0.1");
  await lab.expectAgreement();
});
