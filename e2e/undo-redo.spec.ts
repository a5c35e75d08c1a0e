import { star } from "./support/drawings.ts";
import { expect, test } from "./support/test.ts";

test("every edit is taken back and made again in the kernel, in order", async ({ make, open, page }) => {
  const lab = await make(star(3));
  const { canvas } = await open(lab);
  const topology = async () => (await lab.document()).topology;
  const history = [await topology()];
  const did = async () => {
    await expect.poll(topology).not.toEqual(history.at(-1));
    history.push(await topology());
    await lab.expectAgreement();
  };

  await canvas.editAddress("ns1", "eth0", "10.0.7.1/16 2001:db8::1/64");
  await did();
  await canvas.chip("ns2", "eth0").getByRole("button").click();
  await page.keyboard.press("u");
  await did();
  await expect(canvas.chip("ns2", "eth0")).toHaveAttribute("data-state", "down");
  await canvas.select("br0");
  await page.keyboard.press("Delete");
  await did();
  await expect(canvas.card("br0")).toHaveCount(0);
  expect(await lab.pings("ns1", "10.0.0.3")).toBe(false);

  for (const before of history.slice(0, -1).toReversed()) {
    await page.keyboard.press("ControlOrMeta+z");
    await expect.poll(topology).toEqual(before);
    await lab.expectAgreement();
  }
  await expect(canvas.card("br0")).toBeVisible();
  await expect(canvas.chip("ns2", "eth0")).toHaveAttribute("data-state", "up");
  await expect(canvas.chip("ns1", "eth0")).toContainText("10.0.0.1/16");
  await lab.expectReply("ns1", "10.0.0.3");
  await expect(page.getByTestId("topbar-undo")).toHaveAttribute("aria-disabled", "true");

  for (const after of history.slice(1)) {
    await page.keyboard.press("ControlOrMeta+Shift+z");
    await expect.poll(topology).toEqual(after);
    await lab.expectAgreement();
  }
  await expect(canvas.card("br0")).toHaveCount(0);
});

test("what is still on its way can be taken back already", async ({ make, open, page }) => {
  const lab = await make(star(2));
  const { canvas, dock } = await open(lab);
  await canvas.select("ns2");
  await page.keyboard.press("Delete");
  await page.keyboard.press("ControlOrMeta+z");
  await expect(dock.root.getByTestId("log-entry").filter({ hasText: "took back" })).toHaveCount(1);
  await expect(canvas.card("ns2")).toBeVisible();
  await lab.expectAgreement();
});

test("moving a card is an edit that runs no command and can be taken back", async ({ make, open, page }) => {
  const lab = await make(star(2));
  const { canvas, dock } = await open(lab);
  await dock.show("commands");
  const place = async () => (await lab.document()).layout["ns2"];
  const before = await place();
  const commands = await dock.commands.count();
  await canvas.move("ns2", { x: 90, y: -60 });
  await expect.poll(place).not.toEqual(before);
  await expect(dock.commands).toHaveCount(commands);
  await page.keyboard.press("ControlOrMeta+z");
  await expect.poll(place).toEqual(before);
});
