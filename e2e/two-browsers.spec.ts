import { pair } from "./support/drawings.ts";
import { boxOf, middleOf } from "./support/canvas.ts";
import { expect, test } from "./support/test.ts";

test("two people see each other's edits, pointers, selections and drags at once", async ({
  make,
  open,
  openAsAnother,
}) => {
  const lab = await make(pair());
  const mine = await open(lab);
  const theirs = await openAsAnother(lab);
  await expect(mine.page.getByTestId("people")).toHaveAttribute("aria-label", "2 people here");

  await mine.canvas.editAddress("ns1", "eth0", "10.0.0.7/24");
  await expect(theirs.canvas.chip("ns1", "eth0")).toContainText("10.0.0.7/24");
  await lab.expectAgreement();

  await theirs.canvas.select("ns2");
  await expect(mine.page.getByTestId("cursor")).toBeVisible();
  await expect(mine.page.locator('[data-selected-by-other="ns2"]')).toBeVisible();

  // While it is still in their hand, it moves here.
  const before = await boxOf(mine.canvas.card("ns2"));
  const head = middleOf({ ...(await boxOf(theirs.canvas.card("ns2"))), height: 28 });
  await theirs.page.mouse.move(head.x, head.y);
  await theirs.page.mouse.down();
  await theirs.page.mouse.move(head.x - 40, head.y - 120, { steps: 5 });
  await expect.poll(async () => (await boxOf(mine.canvas.card("ns2"))).y).toBeLessThan(before.y - 60);
  expect((await lab.document()).layout["ns2"]).toEqual(pair().layout["ns2"]);
  await theirs.page.mouse.up();
  await expect.poll(async () => (await lab.document()).layout["ns2"]).not.toEqual(pair().layout["ns2"]);
});

test("edits made at the same moment are both done, and one that cannot be is refused in words", async ({
  make,
  open,
  openAsAnother,
}) => {
  const lab = await make(pair());
  const mine = await open(lab);
  const theirs = await openAsAnother(lab);
  await Promise.all([
    mine.canvas.editAddress("ns1", "eth0", "10.5.0.1/24"),
    theirs.canvas.editAddress("ns2", "eth0", "10.5.0.2/24"),
  ]);
  for (const { canvas } of [mine, theirs]) {
    await expect(canvas.chip("ns1", "eth0")).toContainText("10.5.0.1/24");
    await expect(canvas.chip("ns2", "eth0")).toContainText("10.5.0.2/24");
  }
  await lab.expectReply("ns1", "10.5.0.2");

  await Promise.all([mine.canvas.rename("ns1", "web"), theirs.canvas.rename("ns2", "web")]);
  const problems = async () => [
    ...(await mine.page.getByTestId("problem").allTextContents()),
    ...(await theirs.page.getByTestId("problem").allTextContents()),
  ];
  await expect.poll(problems).toEqual([expect.stringContaining("The name web is taken")]);
  await lab.expectAgreement();
});

test("undo takes back what I did, whoever edited since, and says why when it cannot", async ({
  lab,
  open,
  openAsAnother,
}) => {
  const mine = await open(lab);
  const theirs = await openAsAnother(lab);
  await mine.canvas.addNamespace({ x: 250, y: 400 });
  await expect(theirs.canvas.card("ns1")).toBeVisible();
  await theirs.canvas.addNamespace({ x: 700, y: 400 });
  await expect(mine.canvas.card("ns2")).toBeVisible();
  await mine.page.keyboard.press("ControlOrMeta+z");
  await expect(theirs.canvas.card("ns1")).toHaveCount(0);
  await expect(theirs.canvas.card("ns2")).toBeVisible();
  expect(Object.keys((await lab.observed()).namespaces).toSorted()).toEqual(["host", "ns2"]);

  await mine.page.keyboard.press("ControlOrMeta+Shift+z");
  await expect(theirs.canvas.card("ns1")).toBeVisible();
  await theirs.canvas.wire("ns1", "ns2");
  await expect(mine.canvas.links).toHaveCount(1);
  await mine.page.keyboard.press("ControlOrMeta+z");
  const problem = mine.page.getByTestId("problem");
  await expect(problem).toHaveAttribute("data-kind", "undo-impossible");
  await expect(problem).toContainText(/eth0/);
  await expect(mine.canvas.links).toHaveCount(1);
  await lab.expectAgreement();
});
