import { expect, test, type View } from "../support/test.ts";
import type { Lab } from "../support/kernel.ts";
import { Terminals } from "../support/terminals.ts";

/** Members behind two hosts are in one network; frames have 50 bytes less room, and go by the hosts' own link. */
async function expectOverlay(
  { canvas }: View,
  lab: Lab,
  hosts: readonly [string, string],
  to: string,
): Promise<void> {
  const tunnel = canvas.root.locator("[data-tunnel]");
  await expect(tunnel).toHaveCount(1);
  await expect(tunnel).toHaveAttribute("data-state", "up");
  await expect(canvas.root).toContainText("vxlan 42 · MTU 1450");
  await lab.expectAgreement();
  await lab.expectReply("ns3", to);
  const answers = (size: number) =>
    lab.run("ns3", "ping", "-n", "-c", "1", "-W", "1", "-M", "do", "-s", String(size), to);
  expect((await answers(1422)).exitCode).toBe(0);
  expect((await answers(1423)).exitCode).not.toBe(0);
  const words = await lab.exec(hosts[0], "ip", "-d", "link", "show", "vxlan42");
  expect(words).toMatch(/vxlan id 42 remote \S+ local \S+ .*dstport 4789/);

  // The outer way, cut and mended.
  await lab.exec(hosts[1], "ip", "link", "set", "eth0", "down");
  await expect(canvas.link(hosts[0], hosts[1])).toHaveAttribute("data-state", "down");
  expect(await lab.pings("ns3", to)).toBe(false);
  await lab.exec(hosts[1], "ip", "link", "set", "eth0", "up");
  await expect(canvas.link(hosts[0], hosts[1])).toHaveAttribute("data-state", "up");
  await expect.poll(() => lab.pings("ns3", to)).toBe(true);
}

async function addInside({ canvas, page }: View, namespace: string, kind: string): Promise<void> {
  await canvas.select(namespace);
  await page.getByTestId("add-interface").click();
  await page.getByTestId("palette-option").filter({ hasText: kind }).click();
  await expect(page.getByTestId("field-name")).toHaveValue(kind === "VXLAN" ? "vxlan42" : "br0");
}

test("KIND-2: S22 drawn: VXLAN makes one network of what is behind two hosts", async ({ lab, open }) => {
  const view = await open(lab);
  const { canvas, inspector } = view;
  await canvas.addNamespace({ x: 260, y: 220 });
  await canvas.addNamespace({ x: 740, y: 220 });
  await canvas.wire("ns1", "ns2");
  for (const [index, host] of ["ns1", "ns2"].entries()) {
    await addInside(view, host, "bridge");
    await inspector.fill("field-name", `br${index + 1}`);
    await expect(canvas.card(`br${index + 1}`)).toBeVisible();
    await addInside(view, host, "VXLAN");
  }
  await expect(inspector.field("field-remote")).toHaveValue("10.0.0.1");
  await expect(inspector.field("field-mtu")).toHaveValue("1450");
  await inspector.fill("fdb-new", "02:00:00:00:00:09 10.0.0.1");
  await expect(inspector.field("fdb-entry")).toHaveText("02:00:00:00:00:09 dst 10.0.0.1");
  const { stdout } = await lab.run("ns2", "bridge", "fdb", "show", "dev", "vxlan42");
  expect(stdout).toContain("02:00:00:00:00:09 dst 10.0.0.1");
  await inspector.field("fdb-remove").click();
  await expect(inspector.field("fdb-entry")).toHaveCount(0);
  for (const [index, x] of [260, 740].entries()) {
    await canvas.addNamespace({ x, y: 440 });
    await canvas.wire(`ns${index + 3}`, `br${index + 1}`);
    await canvas
      .chip(`ns${index + 3}`, "eth0")
      .getByRole("button")
      .click();
    await inspector.fill("field-mtu", "1450");
  }
  await expect(canvas.chip("ns4", "eth0")).toContainText("10.0.1.2/24");
  await expectOverlay(view, lab, ["ns1", "ns2"], "10.0.1.2");
});

test("FOLLOW-3: S22 typed: an overlay of two hosts", async ({ lab, open, page }) => {
  const view = await open(lab);
  await new Terminals(page).open("root@host:~#");
  const lines = [
    "for i in 1 2 3 4; do ip netns add ns$i; done",
    "ip -n ns1 link add eth0 type veth peer name eth0 netns ns2",
    "for i in 1 2; do ip -n ns$i address add 192.168.0.$i/24 dev eth0; ip -n ns$i link set eth0 up; done",
    "for i in 1 2; do ip -n ns$i link add br$i type bridge; ip -n ns$i link set br$i up; done",
    "for i in 1 2; do ip -n ns$i link add vxlan42 type vxlan id 42 dev eth0 local 192.168.0.$i remote 192.168.0.$((3-i)) dstport 4789; done",
    "for i in 1 2; do ip -n ns$i link set vxlan42 master br$i; ip -n ns$i link set vxlan42 up; done",
    "for i in 1 2; do ip -n ns$i link add veth0 type veth peer name eth0 netns ns$((i+2)); done",
    "for i in 1 2; do ip -n ns$i link set veth0 master br$i; ip -n ns$i link set veth0 up; done",
    "for i in 3 4; do ip -n ns$i address add 10.0.0.$i/24 dev eth0; ip -n ns$i link set eth0 mtu 1450 up; done",
  ];
  for (const line of lines) {
    await page.keyboard.insertText(line);
    await page.keyboard.press("Enter");
  }
  await expect(view.canvas.chip("ns4", "eth0")).toHaveAttribute("data-state", "up");
  await expectOverlay(view, lab, ["ns1", "ns2"], "10.0.0.4");
});
