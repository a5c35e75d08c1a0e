import { pair, routed, star } from "./support/drawings.ts";
import { expect, test } from "./support/test.ts";
import { whenAttribute } from "./support/timing.ts";

test("an interface set down by hand turns within half a second, and the page brings it back", async ({
  make,
  open,
}) => {
  const lab = await make(pair());
  const { canvas } = await open(lab);
  const link = canvas.link("ns1", "ns2");
  await expect(link).toHaveAttribute("data-state", "up");
  const chipTurned = await whenAttribute(canvas.chip("ns1", "eth0"), "data-state", "down");
  const linkTurned = await whenAttribute(link, "data-state", "down");
  const typed = Date.now();
  await lab.exec("ns1", "ip", "link", "set", "eth0", "down");
  expect((await chipTurned()) - typed).toBeLessThan(500);
  expect((await linkTurned()) - typed).toBeLessThan(500);
  await expect(canvas.chip("ns2", "eth0")).toHaveAttribute("data-state", "no-carrier");

  // What was drawn is still that it is up: the page says so and offers the way back.
  const differs = canvas.card("ns1").getByTestId("differs");
  await expect(differs).toHaveAttribute("data-field", "adminState");
  await differs.click();
  await expect(link).toHaveAttribute("data-state", "up");
  await expect(differs).toHaveCount(0);
  await lab.expectAgreement();
  await lab.expectReply("ns1", "10.0.0.2");
});

test("a link that was deleted by hand is drawn as missing and can be had back", async ({ make, open }) => {
  const lab = await make(pair());
  const { canvas } = await open(lab);
  await lab.exec("ns1", "ip", "link", "delete", "eth0");
  await expect(canvas.link("ns1", "ns2")).toHaveAttribute("data-state", "error");
  await expect(canvas.card("ns2").getByTestId("differs")).toHaveAttribute("data-field", "missing");
  await canvas.card("ns1").getByTestId("differs").click();
  await expect(canvas.link("ns1", "ns2")).toHaveAttribute("data-state", "up");
  await lab.expectAgreement();
});

test("an address changed by hand shows what the kernel has, and the inspector restores the drawing", async ({
  make,
  open,
}) => {
  const lab = await make(pair());
  const { canvas, inspector } = await open(lab);
  await canvas.chip("ns2", "eth0").getByRole("button").click();
  await lab.exec("ns2", "ip", "address", "add", "10.9.9.9/24", "dev", "eth0");
  const added = inspector.field("kernel-address").filter({ hasText: "10.9.9.9/24" });
  await expect(added).toContainText("not in the drawing");
  await added.getByRole("button", { name: "Restore" }).click();
  await expect(added).toHaveCount(0);
  await lab.expectAgreement();
});

test("a kernel parameter set by hand shows what the kernel has when somebody looks, and is restored", async ({
  make,
  open,
}) => {
  const key = "net.ipv4.conf.eth0.rp_filter";
  const lab = await make(pair());
  await lab.edit({ op: "update", id: (await lab.record("ns1")).id, changes: { sysctls: { [key]: "2" } } });
  const { canvas, inspector } = await open(lab);
  await canvas.card("ns1").click();
  const differs = inspector.field("sysctls").getByTestId("kernel-differs");
  await expect(inspector.field("sysctl-value")).toHaveValue("2");
  await expect(differs).toHaveCount(0);
  await lab.exec("ns1", "sysctl", "-w", `${key}=0`);
  await lab.observed();
  await expect(differs).toContainText("0");
  await differs.getByTestId("restore").click();
  await expect(differs).toHaveCount(0);
  expect(await lab.exec("ns1", "sysctl", "-n", key)).toBe("2\n");
});

test("PAGE-1: a port taken off its bridge by hand is drawn so, pings end at it, and it can be had back", async ({
  make,
  open,
  page,
}) => {
  const lab = await make(star(3));
  const { canvas, inspector, dock } = await open(lab);
  await dock.startPing("ns1", "ns2");
  const ping = dock.ping("ns1", "ns2");
  await expect(ping).toHaveAttribute("data-state", "answering");
  await lab.exec("host", "ip", "link", "set", "veth1", "nomaster");
  await expect(canvas.link("ns1", "host")).toHaveAttribute("data-state", "error");
  await expect(canvas.link("ns2", "host")).toHaveAttribute("data-state", "up");
  await expect(ping.getByTestId("ping-seen")).toContainText("veth1 of host is not a port of br0");
  await expect(page.getByTestId("ping-obstacle")).toContainText("veth1 of host is not a port of br0");

  await canvas.select("br0");
  const port = inspector.field("port").filter({ hasText: "veth1" });
  await expect(port).toContainText("not a port in the kernel");
  await expect(port.getByLabel("The kernel differs from the drawing")).toBeVisible();
  await expect(inspector.field("differs-note")).toBeVisible();

  const mark = canvas.root.locator("[data-port]").getByTestId("differs");
  await expect(mark).toHaveAttribute("data-field", "master");
  await mark.click();
  await expect(canvas.link("ns1", "host")).toHaveAttribute("data-state", "up");
  await expect(mark).toHaveCount(0);
  await expect(page.getByTestId("ping-obstacle")).toHaveCount(0);
  await expect(ping).toHaveAttribute("data-state", "answering");
  await lab.expectAgreement();
});

test("PAGE-1: routes, IPv6 addresses and what is set in a namespace are missed on its card", async ({
  make,
  open,
}) => {
  const lab = await make(routed());
  const { canvas, inspector } = await open(lab);
  await lab.exec("ns1", "ip", "route", "delete", "default");
  const mark = canvas.card("ns1").getByTestId("differs");
  await expect(mark).toHaveAttribute("title", /no route to 0\.0\.0\.0\/0/);
  await canvas.select("ns1");
  await expect(inspector.field("differs-note")).toContainText("The kernel differs from the drawing");
  await mark.click();
  await expect(mark).toHaveCount(0);
  await lab.exec("r1", "sysctl", "-w", "net.ipv4.ip_forward=0");
  const router = canvas.card("r1").getByTestId("differs");
  await expect(router).toHaveAttribute("title", /net\.ipv4\.ip_forward = 0/);
  await router.click();
  await expect(router).toHaveCount(0);
  await lab.expectAgreement();
});
