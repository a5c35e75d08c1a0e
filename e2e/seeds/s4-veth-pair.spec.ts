import { expect, test } from "../support/test.ts";

test("S4 both ends of a link are in their namespaces and not in the host; one end takes the other along", async ({
  open,
  lab,
  page,
}) => {
  const { canvas } = await open(lab);
  await canvas.addNamespace({ x: 250, y: 400 });
  await canvas.addNamespace({ x: 720, y: 400 });
  await canvas.wire("ns1", "ns2");
  await expect(canvas.link("ns1", "ns2")).toHaveAttribute("data-state", "up");
  expect(await lab.interfaces("host")).toEqual(["lo"]);
  expect(await lab.interfaces("ns1")).toEqual(["eth0", "lo"]);
  expect(await lab.interfaces("ns2")).toEqual(["eth0", "lo"]);

  await canvas.chip("ns1", "eth0").getByRole("button").click();
  await page.keyboard.press("Delete");
  await expect(canvas.links).toHaveCount(0);
  await expect(canvas.chip("ns2", "eth0")).toHaveCount(0);
  expect(await lab.interfaces("ns1")).toEqual(["lo"]);
  expect(await lab.interfaces("ns2")).toEqual(["lo"]);

  await page.keyboard.press("ControlOrMeta+z");
  await expect(canvas.link("ns1", "ns2")).toHaveAttribute("data-state", "up");
  await lab.expectAgreement();
});

test("S4 an end that is moved to another namespace keeps its peer", async ({ open, lab }) => {
  const { canvas, inspector } = await open(lab);
  for (const x of [150, 430, 710]) await canvas.addNamespace({ x, y: 400 });
  await canvas.wire("ns1", "ns2");
  await canvas.chip("ns2", "eth0").getByRole("button").click();
  await inspector.field("field-namespace").selectOption({ label: "ns3" });
  await expect(canvas.chip("ns3", "eth0")).toContainText("10.0.0.2/24");
  await expect(canvas.chip("ns2", "eth0")).toHaveCount(0);
  await lab.expectAgreement();
  await lab.expectReply("ns1", "10.0.0.2");
});
