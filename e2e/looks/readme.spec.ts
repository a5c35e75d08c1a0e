import { fileURLToPath } from "node:url";
import { star } from "../support/drawings.ts";
import { Terminals } from "../support/terminals.ts";
import { expect, test, viewOf } from "../support/test.ts";

const picture = fileURLToPath(new URL("../../docs/images/lab.png", import.meta.url));

test("the README's picture", async ({ api, page, server }) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.emulateMedia({ colorScheme: "light" });
  const lab = await api.createLab("Four on a bridge", star(3, 4));
  await page.goto(server.entrance(`/labs/${lab.id}`));
  const { canvas } = viewOf(page);
  const terminals = new Terminals(page);
  await expect(canvas.card("ns3")).toBeVisible();
  await terminals.open("root@host:~#");
  // A prompt again after each of them, and nothing between.
  const lines = [
    "ip netns add ns4",
    "ip link add veth4 type veth peer name eth0 netns ns4",
    "ip link set dev veth4 master br0 up",
    "ip -n ns4 address add 10.0.0.4/16 dev eth0",
    "ip -n ns4 link set dev eth0 up",
    "ip address add 10.0.0.254/16 dev br0",
  ];
  for (const [index, line] of lines.entries())
    await terminals.run(line, new RegExp(`(root@host:~#[^]*){${index + 2}}$`));
  await expect(canvas.card("br0")).toContainText("10.0.0.254/16");
  await terminals.run("ping -c 1 10.0.0.4", "1 received");
  await canvas.ping("ns1", "ns4");
  await canvas.ping("ns3", "host");
  await terminals.input.focus();
  await page.mouse.move(700, 200);
  // In the middle of its way, where it is seen best.
  await expect(page.getByTestId("ping-rtt").first()).toBeVisible();
  await page
    .getByRole("tab", { selected: true })
    .first()
    .evaluate((tab) => tab.blur());
  await page.screenshot({ path: picture });
  await lab.delete();
});
