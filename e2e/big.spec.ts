import { star } from "./support/drawings.ts";
import { boxOf, middleOf } from "./support/canvas.ts";
import { Lab } from "./support/kernel.ts";
import { expect, test, viewOf } from "./support/test.ts";
import { frameTimes } from "./support/timing.ts";

test.afterEach(async ({ api }) => {
  for (const { id } of await api.labs()) await new Lab(api, id).delete();
});

test("200 namespaces are built while the page stays usable, and are panned and zoomed smoothly", async ({
  api,
  page,
  server,
}) => {
  await page.goto(server.entrance());
  const file = JSON.stringify({ format: "vethlab", version: 1, name: "big", ...star(200, 20) });
  const choosing = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: "Upload a lab" }).filter({ visible: true }).click();
  await (await choosing).setFiles({
    name: "big.json",
    mimeType: "application/json",
    buffer: Buffer.from(file),
  });
  await page.getByTestId("lab-open").click();
  const found = (await api.labs()).find(({ name }) => name === "big");
  const lab = new Lab(api, found?.id ?? "");
  const { canvas } = viewOf(page);
  await expect(canvas.cards).toHaveCount(202);
  await expect(canvas.chip("ns200", "eth0")).toHaveAttribute("data-state", "up", { timeout: 30_000 });
  expect(Object.keys((await lab.observed()).namespaces)).toHaveLength(201);
  await lab.expectAgreement();
  await lab.expectReply("ns1", "10.0.0.200");

  // Built anew under the eyes of somebody: how far it is, and their hands are not tied.
  const card = canvas.card("host");
  const { x: left, y: top } = await boxOf(card);
  const reacted = await card.evaluateHandle((element) => {
    const building = new Promise<boolean>((resolve) => {
      const look = () => {
        if (element.hasAttribute("data-selected"))
          resolve(document.querySelector("[data-testid=building]") !== null);
      };
      new MutationObserver(look).observe(element, { attributes: true });
    });
    return { building };
  });
  const rebuilt = lab.restart();
  await expect(page.getByTestId("building").locator("progress")).toBeVisible();
  await page.mouse.click(left + 8, top + 8);
  expect(await reacted.evaluate(({ building }) => building)).toBe(true);
  await rebuilt;
  await expect(page.getByTestId("building")).toBeHidden();
  await lab.expectAgreement();
  await page.keyboard.press("Escape");
  await expect(page.getByTestId("inspector")).toBeHidden();

  const { x, y } = middleOf(await boxOf(canvas.root));
  await page.mouse.move(x, y);
  const panned = await frameTimes(canvas.root, async () => {
    for (let step = 0; step < 40; step += 1) await page.mouse.wheel(step < 20 ? 30 : -30, 12);
  });
  const zoomed = await frameTimes(canvas.root, async () => {
    await page.keyboard.down("Control");
    for (let step = 0; step < 40; step += 1) await page.mouse.wheel(0, step < 20 ? -40 : 40);
    await page.keyboard.up("Control");
  });
  test
    .info()
    .annotations.push(
      { type: "pan, ms between frames", description: JSON.stringify(panned) },
      { type: "zoom, ms between frames", description: JSON.stringify(zoomed) },
    );
  // Without a graphics processor and on shared cores: generous, but nobody would call it stuck.
  expect(panned.medianMs).toBeLessThan(60);
  expect(zoomed.medianMs).toBeLessThan(100);
});
