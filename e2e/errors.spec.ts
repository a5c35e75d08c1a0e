import { boxOf, type Box, type Canvas } from "./support/canvas.ts";
import { pair, star } from "./support/drawings.ts";
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

test("what a gesture was refused is told beside its card, once, and hides no card", async ({
  make,
  open,
  page,
}) => {
  const lab = await make(star(4));
  const { canvas } = await open(lab);
  const problem = page.getByTestId("problem");
  for (const name of ["ns2", "ns4"]) {
    await canvas.rename(name, "ns1");
    await expect(problem).toHaveCount(1);
    await expect(problem).toContainText("The name ns1 is taken");
    await expect(canvas.card(name)).toHaveAttribute("data-problem", "true");
    await expect(page.getByTestId("inspector")).toBeVisible();
    // The canvas makes room for the inspector, and the note goes with its card.
    await expect.poll(async () => hidden(await boxOf(problem), canvas)).toEqual([]);
    const { x, y, width } = await boxOf(problem);
    const card = await boxOf(canvas.card(name));
    expect(y).toBeCloseTo(card.y + card.height + 10, -0.5);
    expect(x < card.x + card.width && card.x < x + width).toBe(true);
    if (name === "ns2") await page.getByTestId("problem-dismiss").click();
    else await page.keyboard.press("Escape");
    await expect(problem).toHaveCount(0);
    await expect(canvas.card(name)).not.toHaveAttribute("data-problem");
    // Escape takes what is on top: the selection is next.
    await expect(canvas.card(name)).toHaveAttribute("data-selected", "true");
    await canvas.clearSelection();
  }
  await lab.expectAgreement();
});

test("a problem out of sight is told at the edge, with the way to it; the next gesture that goes well ends it", async ({
  make,
  open,
  page,
}) => {
  const { canvas } = await open(await make(star(4)));
  await canvas.chip("ns3", "eth0").getByRole("button").click();
  await expect(page.getByTestId("inspector")).toBeVisible();
  await canvas.editAddress("ns3", "eth0", "10.0.0.300/24");
  const problem = page.getByTestId("problem");
  await expect(problem).toContainText("Not an address with a prefix length");
  await expect(problem).toContainText("ns3 eth0");
  await expect(problem).not.toContainText("in3");
  await page.mouse.move(300, 80);
  await page.mouse.wheel(2000, 0);
  await expect(canvas.card("ns3")).not.toBeInViewport();
  await problem.getByRole("button", { name: "Show it" }).click();
  await expect(canvas.card("ns3")).toBeInViewport();
  await expect(problem.getByRole("button", { name: "Show it" })).toHaveCount(0);
  await expect.poll(async () => hidden(await boxOf(problem), canvas)).toEqual([]);
  await canvas.editAddress("ns3", "eth0", "10.0.0.30/16");
  await expect(problem).toHaveCount(0);
});

/** The names of the cards that lie under a box. */
async function hidden(box: Box, { cards }: Canvas): Promise<string[]> {
  const names: string[] = [];
  for (const card of await cards.all()) {
    const at = await card.boundingBox();
    const isUnder =
      at !== null &&
      at.x < box.x + box.width &&
      box.x < at.x + at.width &&
      at.y < box.y + box.height &&
      box.y < at.y + at.height;
    if (isUnder) names.push((await card.getAttribute("data-name")) ?? "");
  }
  return names;
}

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
