import { expect, test } from "../support/test.ts";

test("S6 a bridge joins three namespaces, each with its eth0", async ({ open, lab }) => {
  const { canvas, inspector } = await open(lab);
  await expect(await canvas.addBridge({ x: 480, y: 240 })).toHaveAttribute("data-name", "br0");
  for (const [index, x] of [200, 480, 760].entries()) {
    await canvas.addNamespace({ x, y: 450 });
    await canvas.wire(`ns${index + 1}`, "br0");
    await expect(canvas.chip(`ns${index + 1}`, "eth0")).toHaveAttribute("data-state", "up");
  }
  await canvas.select("br0");
  await expect(inspector.field("ports").getByTestId("port")).toHaveCount(3);
  await expect(inspector.field("ports").getByTestId("port").first()).toContainText("forwarding");

  await lab.expectAgreement();
  const ports = JSON.parse(await lab.exec("host", "ip", "-j", "link", "show", "master", "br0")) as unknown[];
  expect(ports).toHaveLength(3);
  await lab.expectReply("ns1", "10.0.0.3");
  await lab.expectReply("ns3", "10.0.0.2");
});
