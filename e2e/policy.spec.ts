import { gallery } from "../shared/gallery/index.ts";
import { recordsOfKind } from "../shared/topology.ts";
import { expect, test } from "./support/test.ts";

test("POLICY-2: rules are added, put in another order and taken away with the keyboard, and typed ones come among them", async ({
  make,
  open,
  page,
}) => {
  const lab = await make(gallery["policy-routing"].document());
  const { canvas, inspector } = await open(lab);
  await canvas.select("office");
  const rules = inspector.field("policy-rules");
  const drawn = rules.locator('[data-testid="policy-rule"][data-drawn="true"]');
  await expect(drawn).toHaveText(["100 from 198.51.100.2 lookup 1", "200 from 203.0.113.2 lookup 2"]);

  await rules.getByTestId("policy-rule-add").focus();
  await page.keyboard.press("Enter");
  await rules.getByTestId("policy-rule-to").fill("198.18.0.0/15");
  await rules.getByTestId("policy-rule-action").selectOption("prohibit");
  await page.keyboard.press("Tab");
  await rules.getByTestId("policy-rule-to").press("Enter");
  await expect(drawn.nth(2)).toHaveText("300 from all to 198.18.0.0/15 prohibit");
  await drawn.nth(2).getByTestId("policy-rule-up").focus();
  await page.keyboard.press("Enter");
  await expect(drawn.nth(1)).toHaveText("200 from all to 198.18.0.0/15 prohibit");
  await expect(drawn.nth(1).getByTestId("policy-rule-up")).toBeFocused();

  await lab.exec("office", "ip", "rule", "add", "fwmark", "0x7", "lookup", "2", "priority", "250");
  await expect(drawn.nth(2)).toHaveText("250 from all fwmark 0x7 lookup 2");
  await drawn.nth(1).getByTestId("policy-rule-remove").press("Enter");
  await expect(drawn).toHaveCount(3);
  const said = (await lab.exec("office", "ip", "rule"))
    .split("\n")
    .map((line) => line.replace(":\t", " ").trim());
  expect(said.slice(1, 4)).toEqual([
    "100 from 198.51.100.2 lookup 1",
    "250 from all fwmark 0x7 lookup 2",
    "300 from 203.0.113.2 lookup 2",
  ]);
  const { topology } = await lab.document();
  expect(
    [...recordsOfKind(topology, "rule")].map(({ priority }) => priority).toSorted((a, b) => a - b),
  ).toEqual([100, 250, 300]);
});
