import { newNamespace } from "../shared/topology.ts";
import { pair } from "./support/drawings.ts";
import { expect, test } from "./support/test.ts";

const unknown = "net.ipv4.no_such_thing";

test("LAB-7: a lab that this kernel does not take whole runs, says what is missing, and can be mended", async ({
  make,
  open,
  page,
}) => {
  const drawing = pair();
  const red = newNamespace("odd", "odd", { sysctls: { [unknown]: "1" } });
  const lab = await make({ ...drawing, topology: { ...drawing.topology, odd: red } });
  const { canvas, inspector } = await open(lab);
  const notice = page.getByTestId("refused");
  await expect(notice).toContainText("The kernel refused 1 command of this lab");
  await expect(notice).toContainText(`ip netns exec odd sysctl -w ${unknown}=1`);
  await expect(notice.locator("samp")).toContainText("No such file or directory");
  await expect(canvas.card("odd").getByTestId("differs")).toHaveAttribute("data-field", "refused");
  // All the rest is there.
  await lab.expectAgreement();
  await lab.expectReply("ns1", "10.0.0.2");

  await notice.getByTestId("refused-retry").click();
  await expect(page.getByTestId("problem")).toContainText("The kernel refused part of it");
  await expect(page.getByTestId("problem").locator("samp")).toContainText("no_such_thing");
  await page.getByTestId("problem-dismiss").click();

  // An edit of the same namespace, and its undo.
  await canvas.rename("odd", "strange");
  await expect(notice).toContainText("ip netns exec strange sysctl");
  await lab.expectAgreement();
  await page.keyboard.press("ControlOrMeta+z");
  await expect(canvas.card("odd")).toBeVisible();
  await expect(notice).toContainText("ip netns exec odd sysctl");

  await notice.getByTestId("refused-show").click();
  const sysctls = inspector.field("sysctls");
  await expect(sysctls.getByTestId("kernel-differs")).toContainText("nothing");
  await notice.getByTestId("refused-dismiss").click();
  await expect(notice).toHaveCount(0);
  await sysctls.getByRole("button", { name: /Remove/ }).click();
  await expect(canvas.card("odd").getByTestId("differs")).toHaveCount(0);
  await lab.expectAgreement();
});
