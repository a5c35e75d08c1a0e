import { pair } from "./support/drawings.ts";
import { expect, test } from "./support/test.ts";

test("what a field cannot be is said at the field, and nothing changes", async ({ make, open }) => {
  const lab = await make(pair());
  const { canvas, inspector } = await open(lab);
  const before = await lab.document();
  await canvas.chip("ns1", "eth0").getByRole("button").click();
  const refused = async (field: string, text: string, words: string) => {
    await inspector.fill(field, text);
    await expect(inspector.problemOf(field)).toContainText(words);
    await expect(inspector.field(field)).toHaveValue(text);
    await inspector.field(field).press("Escape");
    await expect(inspector.problemOf(field)).toHaveCount(0);
  };
  await refused("field-name", "abcdefghijklmnop", "The kernel takes at most 15 bytes here");
  await refused("field-name", "a b", "A character in this name is not allowed");
  await refused("field-name", "lo", "This name is reserved");
  await refused("field-mtu", "20", "It must be at least 68");
  await refused("field-mtu", "70000", "It can be at most 65535");
  await refused("field-mtu", "many", "Not a whole number");
  await refused("field-mac", "01:00:00:00:00:01", "No interface may own this MAC address");

  await inspector.fill("address-new", "300.1.1.1/24");
  await expect(inspector.field("addresses")).toContainText("Not an address with a prefix length");
  await inspector.field("address-new").press("Escape");
  await inspector.fill("address-new", "10.0.0.1/24");
  await expect(inspector.field("addresses")).toContainText("10.0.0.1/24 is there twice");

  expect(await lab.document()).toEqual(before);
  await lab.expectAgreement();
});

test("a name that is taken is refused where it was typed on the canvas", async ({ make, open, page }) => {
  const lab = await make(pair());
  const { canvas } = await open(lab);
  await canvas.rename("ns2", "ns1");
  await expect(page.getByTestId("problem")).toContainText("The name ns1 is taken");
  await expect(canvas.card("ns2")).toHaveAttribute("data-problem", "true");
  await page.getByTestId("problem-dismiss").click();
  await expect(canvas.card("ns2")).not.toHaveAttribute("data-problem");
  await lab.expectAgreement();
});

test("what the kernel refuses is told in its own words, with the command", async ({ make, open }) => {
  const lab = await make(pair());
  const { canvas, inspector } = await open(lab);
  const before = await lab.document();
  await canvas.select("ns1");
  const sysctls = inspector.field("sysctls");
  if (!(await sysctls.getByTestId("sysctl-new-key").isVisible()))
    await sysctls.getByRole("button").first().click();
  await inspector.field("sysctl-new-key").fill("net.ipv4.no_such_thing");
  await inspector.field("sysctl-new-value").fill("1");
  await inspector.field("sysctl-add").click();
  await expect(sysctls).toContainText("The kernel");
  await expect(sysctls.locator("samp")).toContainText("no_such_thing");
  await expect(sysctls.locator("code")).toContainText("sysctl");
  expect((await lab.document()).topology).toEqual(before.topology);
  await lab.expectAgreement();
});
