import { AxeBuilder } from "@axe-core/playwright";
import { gallery } from "../shared/gallery/index.ts";
import { Lab } from "./support/kernel.ts";
import { expect, test } from "./support/test.ts";

test.afterEach(async ({ api }) => {
  for (const { id } of await api.labs()) await new Lab(api, id).delete();
});

test("GALLERY-2: a network of the gallery becomes a lab, and says what to look at", async ({
  api,
  page,
  server,
}) => {
  await page.goto(server.entrance());
  await page
    .getByTestId(/^labs-gallery/)
    .filter({ visible: true })
    .click();
  await expect(page.getByTestId("gallery")).toBeVisible();
  await expect(page.getByTestId("gallery").locator("li > button")).toHaveCount(Object.keys(gallery).length);
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);

  const card = page.getByTestId("gallery-way-out");
  await card.focus();
  await page.keyboard.press("Enter");
  await expect(page.getByTestId("about-note")).toContainText("198.51.100.1");
  await expect(page.getByTestId("connection-state")).toHaveText("Live");
  const [lab] = await api.labs();
  expect(lab).toMatchObject({ name: "A way out, by masquerade", namespaces: 3, links: 2 });
  const made = await page.evaluate(() => location.pathname.split("/").at(-1));
  expect(lab?.id).toBe(made);

  await page.reload();
  await page.getByTestId("lang-switch").click();
  await expect(page.getByTestId("about-note")).toContainText("看什么");
  await page.getByTestId("about-put-away").click();
  await expect(page.getByTestId("about-note")).toHaveCount(0);
});
