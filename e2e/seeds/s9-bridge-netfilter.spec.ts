import { star } from "../support/drawings.ts";
import { Firewall } from "../support/firewall.ts";
import { Terminals } from "../support/terminals.ts";
import { expect, test } from "../support/test.ts";

const bridgeSwitch = "net.bridge.bridge-nf-call-iptables";

test("S9 drawn: frames on a bridge meet a forward chain that drops; a rule or a switch lets them pass", async ({
  make,
  open,
}) => {
  const lab = await make(star(2));
  const { canvas, inspector } = await open(lab);
  const firewall = new Firewall(inspector);
  await lab.expectReply("ns1", "10.0.0.2");
  await canvas.select("host");
  await firewall.setPolicy("forward", "drop");
  await expect(canvas.card("host").getByTestId("firewall-mark")).toBeVisible();
  expect(await lab.pings("ns1", "10.0.0.2")).toBe(false);

  await firewall.addRule("forward", { action: "accept", inInterface: "br0" });
  await expect(firewall.rules("forward")).toContainText(["accept in by br0"]);
  await lab.expectReply("ns1", "10.0.0.2");
  await expect(firewall.rules("forward").getByTestId("rule-count")).toContainText(/^[1-9]\d* packets?/);
  expect(await lab.exec("host", "nft", "list", "ruleset")).toContain('iifname "br0" counter');
  await firewall.removeRule("forward", 0);
  await expect(firewall.rules("forward")).toHaveCount(0);
  expect(await lab.pings("ns1", "10.0.0.2")).toBe(false);

  await canvas.select("br0");
  const netfilter = inspector.field("field-bridge-nf-call-iptables");
  await expect(netfilter).toBeChecked();
  await inspector.toggle("field-bridge-nf-call-iptables");
  await expect(netfilter).not.toBeChecked();
  await lab.expectReply("ns1", "10.0.0.2");
  expect(await lab.exec("host", "sysctl", "-n", bridgeSwitch)).toBe("0\n");
  await lab.expectAgreement();
});

test("S9 typed: what Docker set, and both repairs, are drawn as they are typed", async ({
  make,
  open,
  page,
}) => {
  const lab = await make(star(2));
  const { canvas, inspector } = await open(lab);
  await expect(canvas.chip("ns1", "eth0")).toHaveAttribute("data-state", "up");
  const terminals = new Terminals(page);
  await terminals.open("root@host:~#");
  await terminals.run(
    "iptables -P FORWARD DROP; ip netns exec ns1 ping -c 1 -W 1 10.0.0.2",
    /100% packet loss/,
  );
  await expect(canvas.card("host").getByTestId("firewall-mark")).toBeVisible();
  await terminals.run(
    "clear; iptables -A FORWARD -i br0 -j ACCEPT; ip netns exec ns1 ping -c 1 10.0.0.2",
    /1 received/,
  );
  await canvas.select("host");
  const tables = inspector.field("other-tables");
  await expect(tables).toContainText(":FORWARD DROP");
  await expect(tables).toContainText(/-A FORWARD -i br0 -j ACCEPT[1-9]\d* packets? ·/);

  await terminals.input.focus();
  await terminals.run(
    "clear; iptables -D FORWARD -i br0 -j ACCEPT; ip netns exec ns1 ping -c 1 -W 1 10.0.0.2",
    /100% packet/,
  );
  await expect(tables).not.toContainText("ACCEPT");
  await terminals.run(
    "clear; echo 0 > /proc/sys/net/bridge/bridge-nf-call-iptables; ip netns exec ns1 ping -c 1 10.0.0.2",
    /1 received/,
  );
  await canvas.select("br0");
  await expect(inspector.field("field-bridge-nf-call-iptables")).not.toBeChecked();
  await expect
    .poll(async () => (await lab.document()).topology["host"])
    .toMatchObject({ sysctls: { [bridgeSwitch]: "0" } });
  await lab.restart();
  await lab.expectReply("ns1", "10.0.0.2");
  await lab.expectAgreement();
});
