import { outside } from "../support/drawings.ts";
import { Firewall } from "../support/firewall.ts";
import { expect } from "../support/test.ts";
import { takeEverywhere } from "./grid.ts";

takeEverywhere("firewall", async ({ make, open, page, take }) => {
  const lab = await make(outside());
  const { canvas, inspector, dock } = await open(lab);
  await dock.show("commands");
  await canvas.select("br0");
  await inspector.field("let-out").scrollIntoViewIfNeeded();
  await take("firewall-bridge");
  await inspector.field("let-out").click();
  await lab.exec("host", "iptables", "-A", "FORWARD", "-s", "172.17.42.3", "-d", "172.17.42.2", "-j", "DROP");
  await lab.expectReply("ns1", "203.0.113.2");
  await canvas.select("host");
  const firewall = new Firewall(inspector);
  await firewall.setPolicy("input", "drop");
  await firewall.addRule("input", {
    action: "accept",
    protocol: "tcp",
    destinationPorts: "22,80",
    inInterface: "br0",
  });
  await firewall.addRule("input", {
    action: "nft",
    text: "ct state established,related limit rate 5/second accept",
  });
  await firewall.addRule("input", { action: "reject", source: "10.0.0.0/8", inInterface: "eth7" });
  await expect(firewall.rules("input").nth(2)).toBeVisible();
  await firewall.root.evaluate((element) => element.scrollIntoView({ block: "start" }));
  await firewall.rules("input").nth(0).getByTestId("rule-edit").click();
  await page.mouse.move(10, 400);
  await take("firewall-edit");
  await page.keyboard.press("Escape");
  await expect(firewall.root.getByTestId("rule-form")).toHaveCount(0);
  await expect(firewall.rules("postrouting").nth(1).getByTestId("rule-count")).toContainText(/[1-9]/);
  await firewall.root.getByTestId("other-tables").scrollIntoViewIfNeeded();
  await take("firewall-rules");
});
