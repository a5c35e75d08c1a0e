import { outside } from "../support/drawings.ts";
import { Firewall } from "../support/firewall.ts";
import { Terminals } from "../support/terminals.ts";
import { expect, test } from "../support/test.ts";

test("S11 drawn: one gesture gives a bridge's network a way out, under the host's address", async ({
  make,
  open,
}) => {
  const lab = await make(outside());
  const { canvas, inspector } = await open(lab);
  expect(await lab.pings("ns1", "203.0.113.2")).toBe(false);
  await canvas.select("br0");
  await inspector.field("let-out").click();
  await expect(inspector.field("let-out")).toHaveCount(0);
  await lab.expectReply("ns1", "203.0.113.2");
  await canvas.select("host");
  const firewall = new Firewall(inspector);
  await expect(firewall.rules("postrouting")).toContainText(["out by br0", "masquerade from 172.17.0.0/16"]);
  await expect(firewall.rules("postrouting").nth(1).getByTestId("rule-count")).toContainText(/^[1-9]/);
  expect(await lab.exec("host", "nft", "list", "table", "inet", "nat")).toContain("masquerade");
  await lab.expectAgreement();
});

test("S11 typed: forwarding, a MASQUERADE rule, and what lists it", async ({ make, open, page }) => {
  const lab = await make(outside());
  const { canvas, inspector } = await open(lab);
  await expect(canvas.chip("ns1", "eth0")).toHaveAttribute("data-state", "up");
  const terminals = new Terminals(page);
  await terminals.open("root@host:~#");
  await terminals.run("ip netns exec ns1 ping -c 1 -W 1 203.0.113.2", /100% packet loss/);
  await terminals.run(
    "clear; sysctl -w net.ipv4.ip_forward=1; iptables -t nat -A POSTROUTING -s 172.17.0.0/16 ! -o br0 -j MASQUERADE; ip netns exec ns1 ping -c 1 203.0.113.2",
    /1 received/,
  );
  await terminals.run("clear; iptables -t nat -vnL POSTROUTING", /MASQUERADE .* 172\.17\.0\.0\/16/);
  await canvas.select("host");
  await expect(inspector.field("other-tables")).toContainText("-s 172.17.0.0/16 ! -o br0 -j MASQUERADE");
  await expect(inspector.field("field-forwarding-ipv4")).toBeChecked();
  await lab.restart();
  await lab.expectReply("ns1", "203.0.113.2");
  expect(await lab.exec("host", "iptables", "-t", "nat", "-vnL")).toContain("MASQUERADE");
  await lab.expectAgreement();
});
