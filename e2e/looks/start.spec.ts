import { expect } from "../support/test.ts";
import { star } from "../support/drawings.ts";
import { takeEverywhere } from "./grid.ts";

takeEverywhere("start", async ({ make, page, server, take }) => {
  await make(star(4));
  await page.goto(server.entrance());
  await expect(page.getByTestId("lab-card")).toHaveCount(1);
  await take("start-labs");
  await page
    .getByTestId(/^labs-gallery/)
    .filter({ visible: true })
    .click();
  const groups = page.getByTestId("gallery").locator("section");
  for (const [number, group] of (await groups.all()).entries()) {
    await group.evaluate((element) => element.scrollIntoView({ block: "start" }));
    await take(`gallery-${number}`);
  }
});
