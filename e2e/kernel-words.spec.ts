import { pair, star } from "./support/drawings.ts";
import { expect, test } from "./support/test.ts";

test("an IPv6 address that the kernel still checks says so on its chip and in words, then no more", async ({
  make,
  open,
  page,
}) => {
  const lab = await make(pair());
  const { canvas } = await open(lab);
  const chip = canvas.chip("ns1", "eth0");
  await canvas.editAddress("ns1", "eth0", "fd00::1/64");
  await expect(chip.getByLabel(/^tentative: /)).toBeVisible();
  // Words come for who points anew.
  await canvas.card("host").hover();
  await chip.hover();
  const words = page.getByTestId("kernel-hover");
  await expect(words).toContainText("inet6 fd00::1/64 scope global tentative");
  await expect(words).toContainText("nothing answers from it");
  // Duplicate address detection ends by itself; the page hears of it.
  await expect(chip.getByLabel(/^tentative: /)).toHaveCount(0);
  await expect(words).toContainText("inet6 fd00::1/64 scope global\n");
  await expect(words).not.toContainText("tentative");
  await lab.expectAgreement();
});

test("a link's words name both its ends and stay inside the canvas", async ({ make, open, page }) => {
  const { canvas } = await open(await make(pair()));
  const from = await canvas.card("ns1").boundingBox();
  const to = await canvas.card("ns2").boundingBox();
  if (from === null || to === null) throw new Error("the cards are not on the screen");
  await page.mouse.move((from.x + from.width + to.x) / 2, from.y + from.height - 22);
  const words = page.getByTestId("kernel-hover");
  await expect(words.locator("strong")).toHaveText(["ns1", "ns2"]);
  const box = await words.boundingBox();
  const canvasBox = await canvas.root.boundingBox();
  expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(
    (canvasBox?.y ?? 0) + (canvasBox?.height ?? 0),
  );
});

test("while a lab is being built nothing is said to be missing in the kernel", async ({
  make,
  open,
  page,
}) => {
  const lab = await make(star(60, 10));
  const { canvas } = await open(lab);
  await expect(canvas.chip("ns60", "eth0")).toHaveAttribute("data-state", "up", { timeout: 30_000 });
  await page.keyboard.press("/");
  await page.getByTestId("palette-input").fill("ns1");
  await page.keyboard.press("Enter");
  await expect(page.getByTestId("inspector")).toBeVisible();
  await canvas.clearSelection();
  await canvas.card("ns1").locator("[data-interface]").hover();
  const words = page.getByTestId("kernel-hover");
  await expect(words).toContainText("eth0: <");
  const said = await words.evaluateHandle((element) => {
    const texts: string[] = [];
    new MutationObserver(() => texts.push(element.textContent ?? "")).observe(element, {
      childList: true,
      subtree: true,
      characterData: true,
    });
    return texts;
  });
  await lab.restart();
  await expect(words).toContainText("eth0: <");
  const texts = (await said.jsonValue()).join("\n");
  expect(texts).toContain("Not built yet");
  expect(texts).not.toContain("Not in the kernel");
});
