import { pair, routed, star } from "./support/drawings.ts";
import { expect, test } from "./support/test.ts";
import { whenAttribute } from "./support/timing.ts";

test("FOLLOW-3: an interface set down by hand turns at once, and it is part of the drawing", async ({
  make,
  open,
  page,
}) => {
  const lab = await make(pair());
  const { canvas, dock } = await open(lab);
  const link = canvas.link("ns1", "ns2");
  await expect(link).toHaveAttribute("data-state", "up");
  const chipTurned = await whenAttribute(canvas.chip("ns1", "eth0"), "data-state", "down");
  const linkTurned = await whenAttribute(link, "data-state", "down");
  const typed = Date.now();
  await lab.exec("ns1", "ip", "link", "set", "eth0", "down");
  // Sooner than anything that asks now and then; how soon, the bench says.
  expect((await chipTurned()) - typed).toBeLessThan(3000);
  expect((await linkTurned()) - typed).toBeLessThan(3000);
  await expect(canvas.chip("ns2", "eth0")).toHaveAttribute("data-state", "no-carrier");
  expect(await lab.record("ns1")).toBeDefined();
  await lab.expectAgreement();
  await expect(canvas.root.getByTestId("differs")).toHaveCount(0);

  // The log tells who, and what, as a command; and whoever did it takes it back.
  await dock.show("commands");
  const entry = page.getByTestId("log-entry").last();
  await expect(entry).toHaveAttribute("data-action", "follow");
  await expect(entry).toContainText("API");
  await expect(entry).toContainText("ip -n ns1 link set dev eth0 down");
  await lab.undo();
  await expect(link).toHaveAttribute("data-state", "up");
  await lab.expectReply("ns1", "10.0.0.2");
});

test("FOLLOW-3: what is made, moved, renamed and deleted by hand is drawn so", async ({ make, open }) => {
  const lab = await make();
  const { canvas } = await open(lab);
  const type = (command: string) => lab.exec("host", "sh", "-ec", command);
  await type("ip netns add ns1; ip netns add ns2");
  await expect(canvas.card("ns1")).toBeVisible();
  await expect(canvas.card("ns2")).toBeVisible();
  await type("ip link add left type veth peer name right");
  await expect(canvas.chip("host", "left")).toBeVisible();
  await expect(canvas.chip("host", "right")).toBeVisible();
  await type("ip link set left netns ns1");
  await expect(canvas.chip("ns1", "left")).toBeVisible();
  await expect(canvas.link("ns1", "host")).toHaveAttribute("data-state", "down");
  await type("ip link set right netns ns2; ip -n ns2 link set right name eth0");
  await expect(canvas.link("ns1", "ns2")).toBeVisible();
  await expect(canvas.chip("ns2", "eth0")).toBeVisible();
  await type(
    "ip -n ns1 address add 10.0.0.1/24 dev left; ip -n ns1 link set left up; ip -n ns2 link set eth0 up",
  );
  await expect(canvas.link("ns1", "ns2")).toHaveAttribute("data-state", "up");
  await expect(canvas.chip("ns1", "left")).toContainText("10.0.0.1/24");
  await type("ip link add br0 type bridge; ip link add port type veth peer name eth1 netns ns2");
  await type("ip link set port master br0");
  await expect(canvas.card("br0")).toBeVisible();
  await expect(canvas.link("ns2", "host")).toBeVisible();
  await lab.expectAgreement();
  await type("ip netns delete ns1; ip link delete br0");
  await expect(canvas.card("ns1")).toHaveCount(0);
  await expect(canvas.card("br0")).toHaveCount(0);
  await expect(canvas.chip("ns2", "eth0")).toHaveCount(0);
  await lab.expectAgreement();
});

test("FOLLOW-3: addresses, routes and forwarding given by hand are the inspector's", async ({
  make,
  open,
}) => {
  const lab = await make(routed());
  const { canvas, inspector } = await open(lab);
  await canvas.select("ns1");
  await expect(inspector.field("route")).toHaveCount(1);
  await lab.exec("ns1", "ip", "route", "delete", "default");
  await expect(inspector.field("route")).toHaveCount(0);
  await lab.exec("ns1", "ip", "route", "add", "10.0.2.0/24", "via", "10.0.1.254");
  await expect(inspector.field("route").getByRole("textbox").first()).toHaveValue("10.0.2.0/24");
  await canvas.select("r1");
  await lab.exec("r1", "sysctl", "-w", "net.ipv4.ip_forward=0");
  await expect(inspector.field("field-forwarding-ipv4")).not.toBeChecked();
  await lab.undo();
  await expect(inspector.field("field-forwarding-ipv4")).toBeChecked();
  await lab.expectAgreement();
});

test("FOLLOW-3: a kernel parameter set by hand is the drawing's as soon as somebody looks", async ({
  make,
  open,
}) => {
  const key = "net.ipv4.conf.eth0.rp_filter";
  const lab = await make(pair());
  await lab.edit({ op: "update", id: (await lab.record("ns1")).id, changes: { sysctls: { [key]: "2" } } });
  const { canvas, inspector } = await open(lab);
  await canvas.card("ns1").click();
  await expect(inspector.field("sysctl-value")).toHaveValue("2");
  await lab.exec("ns1", "sysctl", "-w", `${key}=0`);
  await expect(inspector.field("sysctl-value")).toHaveValue("0");
  await expect(inspector.field("sysctls").getByTestId("kernel-differs")).toHaveCount(0);
});

test("FOLLOW-3: a port taken off its bridge by hand leaves it in the drawing, and a ping ends there", async ({
  make,
  open,
}) => {
  const lab = await make(star(3));
  const { canvas, dock } = await open(lab);
  await dock.startPing("ns1", "ns2");
  const ping = dock.ping("ns1", "ns2");
  await expect(ping).toHaveAttribute("data-state", "answering");
  await lab.exec("host", "ip", "link", "set", "veth1", "nomaster");
  await expect(canvas.chip("host", "veth1")).toBeVisible();
  await expect(ping).toHaveAttribute("data-state", "silent");
  await lab.undo();
  await expect(canvas.chip("host", "veth1")).toHaveCount(0);
  await expect(ping).toHaveAttribute("data-state", "answering");
  await lab.expectAgreement();
});

test("FOLLOW-3: what no record can stand for is shown as the kernel has it, until it goes", async ({
  make,
  open,
}) => {
  const lab = await make(pair());
  const { canvas, inspector } = await open(lab);
  await lab.exec("ns1", "ip", "link", "add", "vx0", "type", "vxlan", "external");
  const stranger = canvas.card("ns1").getByTestId("stranger");
  await expect(stranger).toContainText("vx0");
  await expect(stranger).toContainText("vxlan");
  await canvas.select("ns1");
  await expect(inspector.field("interface-by-hand")).toContainText("vx0");
  await lab.exec("ns1", "ip", "address", "add", "10.8.0.1/24", "dev", "vx0");
  await expect(stranger).toContainText("10.8.0.1/24");
  // An edit beside it does it no harm.
  await canvas.rename("ns2", "other");
  await expect(canvas.card("other")).toBeVisible();
  await expect(stranger).toBeVisible();
  await lab.exec("ns1", "ip", "link", "delete", "vx0");
  await expect(stranger).toHaveCount(0);
});

test("FOLLOW-3: who saw the whole lab sees it still when commands have made more of it", async ({
  make,
  open,
}) => {
  const lab = await make(pair());
  const { canvas } = await open(lab);
  await lab.exec("host", "sh", "-ec", "for n in 1 2 3 4 5 6 7 8 9; do ip netns add more$n; done");
  await expect(canvas.cards).toHaveCount(12);
  const box = await canvas.root.boundingBox();
  for (const name of ["ns1", "more1", "more9"]) {
    await expect
      .poll(async () => {
        const at = await canvas.card(name).boundingBox();
        if (at === null || box === null) return false;
        const isAcross = at.x >= box.x && at.x + at.width <= box.x + box.width;
        return isAcross && at.y >= box.y && at.y + at.height <= box.y + box.height;
      })
      .toBe(true);
  }
});
