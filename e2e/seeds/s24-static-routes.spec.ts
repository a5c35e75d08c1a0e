import { Draft } from "../../shared/gallery/draft.ts";
import { hostsOnAWire } from "../../shared/gallery/hosts-on-a-wire.ts";
import type { Lab } from "../support/kernel.ts";
import { Terminals } from "../support/terminals.ts";
import { expect, test } from "../support/test.ts";

/** Two hosts, each with a subnet for its box, that know no way to the other's. */
function twoHosts() {
  const draft = new Draft();
  hostsOnAWire(draft, {
    count: 2,
    address: (number) => `192.168.7.${number}`,
    bridge: (number) => ({ name: "docker0", addresses: [`172.18.${number}.1/24`] }),
    box: (number) => ({ address: `172.18.${number}.2/24` }),
  });
  for (const number of [1, 2]) draft.route(`box${number}`, "default", `172.18.${number}.1`);
  return draft.document();
}

async function expectWays(lab: Lab): Promise<void> {
  await lab.expectAgreement();
  expect(await lab.exec("host1", "ip", "route")).toContain("172.18.2.0/24 via 192.168.7.2 dev eth0");
  await lab.expectReply("box1", "172.18.2.2");
  await lab.expectReply("box2", "172.18.1.2");
}

test("S24 drawn, undone, and typed: static routes on each host to the other's containers", async ({
  make,
  open,
  page,
}) => {
  const lab = await make(twoHosts());
  const { canvas, inspector } = await open(lab);
  expect(await lab.pings("box1", "172.18.2.2")).toBe(false);
  for (const number of [1, 2]) {
    await canvas.select(`host${number}`);
    await inspector.field("route-add").click();
    const form = inspector.field("route-form");
    await form.getByTestId("route-destination").fill(`172.18.${3 - number}.0/24`);
    await form.getByTestId("route-gateway").fill(`192.168.7.${3 - number}`);
    await inspector.field("route-save").click();
    await expect(inspector.field("route")).toHaveCount(1);
  }
  await expectWays(lab);

  await page.keyboard.press("Escape");
  for (let left = 2; left > 0; left -= 1) await page.keyboard.press("ControlOrMeta+z");
  await expect.poll(() => lab.exec("host1", "ip", "route")).not.toContain("172.18.2.0/24");
  await canvas.clearSelection();
  const terminals = new Terminals(page);
  await terminals.open("root@host:~#");
  await terminals.run(
    "for i in 1 2; do ip netns exec host$i ip route add 172.18.$((3-i)).0/24 via 192.168.7.$((3-i)); done; ip -n host2 route",
    /172\.18\.1\.0\/24 via 192\.168\.7\.1/,
  );
  await canvas.select("host1");
  await expect(inspector.field("route")).toHaveCount(1);
  await expectWays(lab);
});
