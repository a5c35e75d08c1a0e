import { pair, routed } from "./support/drawings.ts";
import { expect, test } from "./support/test.ts";

test("of a route that cannot be, the part at fault is marked and no other", async ({ make, open, page }) => {
  const lab = await make(routed());
  const { canvas, inspector } = await open(lab);
  await canvas.select("ns1");
  const route = inspector.field("route");
  await route.getByTestId("route-gateway").fill("9.9.9.9");
  await route.getByTestId("route-gateway").press("Enter");
  await expect(route).toContainText("The gateway 9.9.9.9 is out of reach");
  const marked = () =>
    route.locator("[aria-invalid=true]").evaluateAll((all) => all.map((one) => one.dataset["testid"]));
  expect(await marked()).toEqual(["route-gateway"]);
  await route.getByTestId("route-metric").fill("-4");
  await route.getByTestId("route-metric").press("Enter");
  await expect(route).toContainText("It must be at least 0");
  expect(await marked()).toEqual(["route-metric"]);
  await lab.expectAgreement();
  await expect(page.getByTestId("problem")).toHaveCount(0);
});

test("what is wrong with a field comes into sight", async ({ make, open }) => {
  const { canvas, inspector } = await open(await make(pair()));
  await canvas.select("ns1");
  const sysctls = inspector.field("sysctls");
  await sysctls.getByRole("button").first().click();
  await inspector.field("sysctl-new-key").fill("net.ipv4.no_such_thing");
  await inspector.field("sysctl-new-value").fill("1");
  await inspector.field("sysctl-add").click();
  await expect(sysctls.locator("samp")).toBeInViewport({ ratio: 0.5 });
});

test("undo in a field whose text was sent is the network's; while one types, it is the field's", async ({
  make,
  open,
  page,
}) => {
  const lab = await make(pair());
  const { canvas, inspector } = await open(lab);
  await canvas.chip("ns1", "eth0").getByRole("button").click();
  const mtu = inspector.field("field-mtu");
  await inspector.fill("field-mtu", "1400");
  await expect.poll(async () => (await lab.interface("ns1", "eth0"))?.mtu).toBe(1400);
  await expect(mtu).toBeFocused();
  await page.keyboard.type("13");
  await page.keyboard.press("ControlOrMeta+z");
  expect((await lab.interface("ns1", "eth0"))?.mtu).toBe(1400);
  await page.keyboard.press("Escape");
  await page.keyboard.press("ControlOrMeta+z");
  await expect(mtu).toHaveValue("1500");
  await expect.poll(async () => (await lab.interface("ns1", "eth0"))?.mtu).toBe(1500);
  await page.keyboard.press("ControlOrMeta+Shift+z");
  await expect(mtu).toHaveValue("1400");
  await lab.expectAgreement();
});

test("a namespace lists its interfaces as the kernel has them", async ({ make, open }) => {
  const lab = await make(pair());
  const { canvas, inspector } = await open(lab);
  await canvas.select("ns1");
  const line = inspector.field("interface");
  await expect(line).toContainText("10.0.0.1/24");
  await lab.exec("ns1", "ip", "address", "replace", "10.9.9.9/24", "dev", "eth0");
  await lab.exec("ns1", "ip", "address", "delete", "10.0.0.1/24", "dev", "eth0");
  await expect(line).toContainText("10.9.9.9/24");
  await expect(line).not.toContainText("10.0.0.1/24");
});

test("a route waits for its interface", async ({ make, open }) => {
  const lab = await make(routed());
  const { canvas, inspector } = await open(lab);
  await canvas.select("ns1");
  const route = inspector.field("route");
  await expect(route.getByTestId("kernel-differs")).toHaveCount(0);
  await lab.edit({ op: "update", id: "end1", changes: { adminState: "down" } });
  await expect(route).toContainText("Waits until its interface is up.");
  await expect(route.getByTestId("kernel-differs")).toHaveCount(0);
  await lab.edit({ op: "update", id: "end1", changes: { adminState: "up" } });
  await expect(route).not.toContainText("Waits");
  await lab.exec("ns1", "ip", "route", "delete", "default");
  await expect(route).toHaveCount(0);
  await lab.expectAgreement();
});
