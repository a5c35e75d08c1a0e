import { expect, test } from "../support/test.ts";

test("S10 two namespaces are attached to a bridge with addresses of a script's choosing", async ({
  open,
  lab,
}) => {
  const { canvas, dock } = await open(lab);
  await canvas.addBridge({ x: 480, y: 220 });
  for (const [number, x] of [
    [1, 280],
    [2, 680],
  ] as const) {
    await canvas.addNamespace({ x, y: 420 });
    await canvas.wire(`ns${number}`, "br0");
    await canvas.editAddress(`ns${number}`, "eth0", `172.16.1.${number}/16`);
    await expect(canvas.chip(`ns${number}`, "eth0")).toContainText(`172.16.1.${number}/16`);
  }
  await lab.expectAgreement();
  expect(await lab.exec("ns1", "ip", "-brief", "address")).toContain("172.16.1.1/16");
  await lab.expectReply("ns1", "172.16.1.2");

  await canvas.ping("ns1", "ns2");
  await dock.show("pings");
  await expect(dock.ping("ns1", "ns2")).toHaveAttribute("data-state", "answering");
});
