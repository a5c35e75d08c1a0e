import { boxOf, middleOf, type Box, type Canvas } from "./support/canvas.ts";
import { star } from "./support/drawings.ts";
import { expect, test } from "./support/test.ts";

test("the inspector cuts no card off, and the view is as it was when it closes", async ({ make, open }) => {
  const { canvas } = await open(await make(star(4)));
  await expect(canvas.links).toHaveCount(4);
  const before = await boxesOf(canvas);
  await canvas.select("ns4");
  const { x, width } = await boxOf(canvas.root);
  const beside = await boxesOf(canvas);
  for (const box of beside.values()) expect(box.x + box.width).toBeLessThanOrEqual(x + width);
  expect(beside.get("ns1")?.width).toBeLessThan(before.get("ns1")?.width ?? 0);
  await canvas.clearSelection();
  for (const [name, box] of await boxesOf(canvas)) {
    expect(box.x).toBeCloseTo(before.get(name)?.x ?? NaN, -0.5);
    expect(box.width).toBeCloseTo(before.get(name)?.width ?? NaN, -0.5);
  }
});

test("what is chosen at the edge, or found by its name, comes in sight as a whole and has the focus", async ({
  make,
  open,
  page,
}) => {
  const { canvas } = await open(await make(star(4)));
  await canvas.select("ns1");
  const { x, y, width } = await boxOf(canvas.root);
  const at = await boxOf(canvas.card("ns4"));
  await page.mouse.move(x + 300, y + 20);
  // React Flow pans by half of what the wheel says.
  await page.mouse.wheel(2 * (at.x - (x + width - 60)), 0);
  await expect
    .poll(async () => Math.round((await canvas.card("ns4").boundingBox())?.x ?? 0))
    .toBe(Math.round(x + width - 60));
  await page.mouse.click(x + width - 40, at.y + 14);
  await expect(canvas.card("ns4")).toHaveAttribute("data-selected", "true");
  await expect.poll(async () => right(await boxOf(canvas.card("ns4")))).toBeLessThan(x + width);

  await page.keyboard.press("/");
  await page.getByTestId("palette-input").fill("ns2");
  await page.keyboard.press("Enter");
  await expect(canvas.card("ns2")).toBeFocused();
  const palette = await boxOf(page.getByTestId("palette-namespace"));
  const free = middleOf({ x: right(palette), y, width: x + width - right(palette), height: 0 });
  await expect
    .poll(async () => Math.abs(middleOf(await boxOf(canvas.card("ns2"))).x - free.x))
    .toBeLessThan(20);
});

test("the overview is there while something is out of sight", async ({ make, open, page }) => {
  const { canvas } = await open(await make(star(12, 6)));
  await expect(canvas.links).toHaveCount(12);
  const overview = page.getByTestId("rf__minimap");
  await expect(overview).toHaveCount(0);
  await page.keyboard.press("Shift+0");
  await expect(overview).toBeVisible();
  await page.keyboard.press("Shift+1");
  await expect(overview).toHaveCount(0);
});

async function boxesOf({ cards }: Canvas): Promise<Map<string, Box>> {
  const boxes = new Map<string, Box>();
  for (const card of await cards.all())
    boxes.set((await card.getAttribute("data-name")) ?? "", await boxOf(card));
  return boxes;
}

function right({ x, width }: Box): number {
  return x + width;
}
