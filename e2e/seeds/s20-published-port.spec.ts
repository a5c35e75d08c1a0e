import { outside } from "../support/drawings.ts";
import { canRead, Firewall } from "../support/firewall.ts";
import { Terminals } from "../support/terminals.ts";
import { expect, test } from "../support/test.ts";

const published = "http://203.0.113.1:8080/";
const direct = "http://172.17.42.2/";

test("S20 drawn: a published port leads inside, and a rule keeps a neighbour out", async ({ make, open }) => {
  const lab = await make(outside());
  const { canvas, inspector } = await open(lab);
  const firewall = new Firewall(inspector);
  expect(await canRead(lab, "internet", "ns1", published)).toBe(false);
  await canvas.select("host");
  await inspector.toggle("field-forwarding-ipv4");
  await firewall.addRule("prerouting", {
    action: "dnat",
    protocol: "tcp",
    destinationPorts: "8080",
    to: "172.17.42.2:80",
  });
  await expect(firewall.rules("prerouting")).toContainText(["send to 172.17.42.2:80 TCP, to port 8080"]);
  expect(await canRead(lab, "internet", "ns1", published)).toBe(true);

  expect(await canRead(lab, "ns2", "ns1", direct)).toBe(true);
  await firewall.addRule("forward", {
    action: "drop",
    source: "172.17.42.3",
    destination: "172.17.42.2",
    protocol: "tcp",
    destinationPorts: "80",
  });
  expect(await canRead(lab, "ns2", "ns1", direct)).toBe(false);
  expect(await canRead(lab, "internet", "ns1", published)).toBe(true);
  expect(await lab.exec("host", "nft", "list", "ruleset")).toContain("dnat ip to 172.17.42.2:80");
  await lab.expectAgreement();
});

test("S20 typed: the same with iptables", async ({ make, open, page }) => {
  const lab = await make(outside());
  const { canvas, inspector } = await open(lab);
  await expect(canvas.chip("ns1", "eth0")).toHaveAttribute("data-state", "up");
  const terminals = new Terminals(page);
  await terminals.open("root@host:~#");
  await terminals.run(
    "sysctl -w net.ipv4.ip_forward=1; iptables -t nat -A PREROUTING -p tcp --dport 8080 -j DNAT --to-destination 172.17.42.2:80; iptables -A FORWARD -s 172.17.42.3 -d 172.17.42.2 -p tcp --dport 80 -j DROP; echo don''e",
    /^done/m,
  );
  await canvas.select("host");
  const tables = inspector.field("other-tables");
  await expect(tables).toContainText("--to-destination 172.17.42.2:80");
  await expect(tables).toContainText("-j DROP");
  expect(await canRead(lab, "internet", "ns1", published)).toBe(true);
  expect(await canRead(lab, "ns2", "ns1", direct)).toBe(false);
  await lab.expectAgreement();
});
