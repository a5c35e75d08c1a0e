import { expect, test } from "../support/test.ts";

test("S2 a new namespace has lo and nothing else, and lo is down", async ({ open, lab }) => {
  const { canvas, inspector } = await open(lab);
  await canvas.addNamespace({ x: 500, y: 400 });
  await expect(canvas.loopback("ns1")).toHaveAttribute("data-state", "down");
  await expect(canvas.card("ns1").locator("[data-interface]")).toHaveCount(0);
  await canvas.select("ns1");
  await expect(inspector.field("interfaces").getByTestId("interface")).toHaveCount(0);
  await expect(inspector.field("routes")).toContainText("Empty: nothing can be sent anywhere");

  const addresses = await lab.exec("ns1", "ip", "addr");
  expect(addresses.match(/^\d+: (\S+):/gm)).toEqual(["1: lo:"]);
  expect(addresses).toContain("state DOWN");
  expect(await lab.exec("ns1", "ip", "route")).toBe("");
});
