import type { JSHandle, Locator } from "@playwright/test";
import { boxOf } from "./support/canvas.ts";
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
  await chip.hover();
  const words = page.getByTestId("kernel-hover");
  await expect(words).toContainText("10.0.0.1/24");
  const said = await textsOf(words);
  const marked = await textsOf(chip, "[aria-label^=tentative]");
  const { id } = await lab.record("eth0");
  await lab.edit({ op: "update", id, changes: { addresses: ["10.0.0.1/24", "fd00::1/64"] } });
  // Duplicate address detection ends by itself; the page hears of it.
  await expect(words).toContainText("inet6 fd00::1/64 scope global\n");
  const texts = (await said.jsonValue()).join("\n");
  expect(texts).toContain("inet6 fd00::1/64 scope global tentative");
  expect(texts).toContain("nothing answers from it");
  expect((await marked.jsonValue()).join("\n")).toContain("tentative: the kernel is asking");
  await expect(words).not.toContainText("nothing answers from it");
  await expect(chip.getByLabel(/^tentative: /)).toHaveCount(0);
});

test("a link's words name both its ends and hide neither of its cards", async ({ make, open, page }) => {
  const { canvas } = await open(await make(pair()));
  const from = await boxOf(canvas.card("ns1"));
  const to = await boxOf(canvas.card("ns2"));
  await page.mouse.move((from.x + from.width + to.x) / 2, from.y + from.height - 22);
  const words = page.getByTestId("kernel-hover");
  await expect(words.locator("strong")).toHaveText(["ns1", "ns2"]);
  const box = await words.boundingBox();
  for (const card of [from, to])
    expect(
      box !== null &&
        (box.x + box.width <= card.x ||
          card.x + card.width <= box.x ||
          box.y >= card.y + card.height ||
          box.y + box.height <= card.y),
    ).toBe(true);
  expect((box?.y ?? NaN) + (box?.height ?? NaN)).toBeLessThan(720);
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
  const said = await textsOf(words);
  await lab.restart();
  await expect(words).toContainText("eth0: <");
  const texts = (await said.jsonValue()).join("\n");
  expect(texts).toContain("Not built yet");
  expect(texts).not.toContain("Not in the kernel");
});

/** Everything it says from now on, or that is said by the label of something in it: some is gone before anybody could look. */
function textsOf(locator: Locator, labelled?: string): Promise<JSHandle<string[]>> {
  return locator.evaluateHandle((element, selector) => {
    const texts: string[] = [];
    const listen = () => {
      const label =
        selector === undefined ? null : element.querySelector(selector)?.getAttribute("aria-label");
      texts.push(label ?? element.textContent ?? "");
    };
    new MutationObserver(listen).observe(element, { childList: true, subtree: true, characterData: true });
    return texts;
  }, labelled);
}
