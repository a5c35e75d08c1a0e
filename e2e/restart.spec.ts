import { star } from "./support/drawings.ts";
import { Terminals } from "./support/terminals.ts";
import { expect, test } from "./support/test.ts";

test("LIMIT-5: a lab in which everything in reach was broken is as drawn again after a restart", async ({
  make,
  open,
  page,
}) => {
  const lab = await make(star(2));
  const { dock } = await open(lab);
  const { topology } = await lab.document();
  const terminals = new Terminals(page);
  await terminals.open("root@host:~#");
  const mischief =
    "mount -t tmpfs none /usr; rm -rf /tmp/* /root/* /var/*; while :; do :; done & echo bro''ken";
  await terminals.run(mischief, /^broken/m);
  await dock.show("terminals");
  await page.getByTestId("terminal-processes").click();
  await expect(page.getByTestId("process").first()).toBeVisible();

  await page.getByTestId("action-restart-lab").click();
  await expect(page.getByTestId("process")).toHaveCount(0);
  await lab.expectReply("ns1", "10.0.0.2");
  await lab.expectAgreement();
  expect((await lab.document()).topology).toEqual(topology);
});
