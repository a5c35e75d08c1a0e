import { pair } from "./support/drawings.ts";
import { Firewall } from "./support/firewall.ts";
import { expect, test } from "./support/test.ts";

test("FIREWALL-3: rules are made, ordered and taken away from the keyboard alone", async ({
  make,
  open,
  page,
}) => {
  const lab = await make(pair());
  const { canvas, inspector } = await open(lab);
  const firewall = new Firewall(inspector);
  const { keyboard } = page;
  await canvas.select("ns1");
  await firewall.root.getByRole("button", { expanded: false }).press("Enter");
  for (const action of ["accept", "drop"]) {
    await firewall.root.getByTestId("chain-input").getByTestId("rule-add").press("Enter");
    await keyboard.type(action);
    await keyboard.press("Tab");
    await keyboard.type("10.0.0.2");
    await keyboard.press("Enter");
    await expect(firewall.root.getByTestId("rule-form")).toHaveCount(0);
  }
  const rules = firewall.rules("input");
  await expect(rules).toContainText(["accept from 10.0.0.2", "drop from 10.0.0.2"]);
  await lab.expectReply("ns2", "10.0.0.1");
  await rules.nth(1).getByTestId("rule-up").press("Enter");
  await expect(rules).toContainText(["drop from 10.0.0.2", "accept from 10.0.0.2"]);
  await expect(rules.nth(0).getByTestId("rule-up")).toBeFocused();
  expect(await lab.pings("ns2", "10.0.0.1")).toBe(false);
  await rules.nth(0).getByTestId("rule-remove").press("Enter");
  await expect(rules).toHaveCount(1);
  await lab.expectReply("ns2", "10.0.0.1");

  await rules.nth(0).getByTestId("rule-edit").press("Enter");
  await firewall.root.getByTestId("rule-source").fill("10.0.0.300");
  await keyboard.press("Enter");
  await expect(firewall.root.getByTestId("rule-source")).toHaveAttribute("aria-invalid", "true");
  await expect(firewall.root).toContainText("Neither a network nor an address");
  await keyboard.press("Escape");
  await expect(rules).toContainText(["accept from 10.0.0.2"]);
  await page.getByTestId("topbar-undo").click();
  await expect(rules).toHaveCount(2);
  await lab.expectAgreement();
});
