import { pair, star } from "./support/drawings.ts";
import { boxOf, type Box } from "./support/canvas.ts";
import { expect, test } from "./support/test.ts";

test("a copied network gets fresh names and addresses, and works", async ({ make, open, page }) => {
  const lab = await make(pair());
  const { canvas } = await open(lab);
  await page.keyboard.press("ControlOrMeta+a");
  await expect(canvas.root.locator("[data-record][data-selected]")).toHaveCount(3);
  await page.keyboard.press("ControlOrMeta+c");
  await page.keyboard.press("ControlOrMeta+v");
  await expect(canvas.cards).toHaveCount(5);
  await expect(canvas.links).toHaveCount(2);
  await lab.expectAgreement();

  const { topology } = await lab.document();
  const names = Object.values(topology).flatMap((record) =>
    record.kind === "namespace" ? [record.name] : [],
  );
  expect(names.toSorted()).toEqual(["host", "ns1", "ns2", "ns3", "ns4"]);
  const all = Object.values(topology).flatMap((record) => (record.kind === "veth" ? record.addresses : []));
  expect(new Set(all).size).toBe(4);
  const address = (await lab.interface("ns4", "eth0"))?.addresses.find(({ scope }) => scope === "global");
  await lab.expectReply("ns3", address?.address.split("/")[0] ?? "");
  await lab.expectReply("ns1", "10.0.0.2");

  await page.keyboard.press("ControlOrMeta+z");
  await expect(canvas.cards).toHaveCount(3);
  await lab.expectAgreement();
});

test("several cards are selected, aligned and set out by themselves", async ({ make, open, page }) => {
  const lab = await make(star(4));
  const { canvas } = await open(lab);
  await canvas.move("ns2", { x: 20, y: -40 });
  await canvas.clearSelection();
  const tops = async (...names: string[]) => {
    const { layout } = await lab.document();
    return names.map((name) => layout[name]?.y);
  };
  await expect.poll(async () => new Set(await tops("ns1", "ns2")).size).toBe(2);

  await canvas.select("ns1");
  await canvas.select("ns2", "Shift");
  await canvas.select("ns3", "Shift");
  await page.keyboard.press("Alt+w");
  await expect.poll(async () => new Set(await tops("ns1", "ns2", "ns3")).size).toBe(1);

  await canvas.clearSelection();
  await expect(page.getByTestId("inspector")).toBeHidden();
  const corner = await boxOf(canvas.card("ns1"));
  const end = await boxOf(canvas.card("ns4"));
  await canvas.dragMouse(
    { x: corner.x - 12, y: corner.y - 12 },
    { x: end.x + end.width / 2, y: end.y + end.height / 2 },
  );
  await expect(canvas.root.locator("[data-record][data-selected]")).toHaveCount(4);

  await page.keyboard.press("Shift+l");
  await expect.poll(async () => (await lab.document()).layout["ns1"]).not.toEqual(star(4).layout["ns1"]);
  const boxes: Box[] = [];
  for (const card of await canvas.cards.all()) boxes.push(await boxOf(card));
  const overlaps = boxes.flatMap((a, index) => boxes.slice(index + 1).filter((b) => overlap(a, b)));
  expect(overlaps).toEqual([]);
  await lab.expectAgreement();
});

function overlap(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}
