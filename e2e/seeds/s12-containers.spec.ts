import { expect, test, type View } from "../support/test.ts";
import { Terminals } from "../support/terminals.ts";

async function addContainer({ page, canvas }: View, at: { x: number; y: number }): Promise<void> {
  const count = await page.locator("[data-container]").count();
  await canvas.dragNew("container", at);
  await expect(page.locator("[data-container]")).toHaveCount(count + 1);
  await expect(page.getByTestId("container-state")).toHaveText("running");
}

test("CONT-2: S12 and S15 drawn: a container plugs itself in, and its end unplugs it", async ({
  lab,
  open,
}) => {
  const view = await open(lab);
  const { canvas, dock, page } = view;
  await addContainer(view, { x: 480, y: 420 });
  await expect(canvas.card("docker0")).toContainText("172.17.0.1/16");
  await expect(canvas.chip("box1", "eth0")).toContainText("172.17.0.2/16");
  await expect(canvas.link("box1", "host")).toHaveAttribute("data-state", "up");
  await dock.show("commands");
  await expect(dock.commands.filter({ hasText: "container create box1 --new-net" })).toHaveCount(1);
  await expect(
    dock.commands.filter({ hasText: /link add name veth[0-9a-f]{4} .* master docker0/ }),
  ).toHaveCount(1);
  await lab.expectAgreement();
  await lab.expectReply("host", "172.17.0.2");
  await lab.expectReply("box1", "172.17.0.1");

  const pid = await page.getByTestId("container-pid").innerText();
  await lab.exec("host", "kill", pid.replaceAll(/\D/g, ""));
  await expect(page.getByTestId("container-state")).toHaveText("stopped");
  await expect(canvas.card("box1")).toHaveAttribute("data-state", "stopped");
  await expect(canvas.links).toHaveCount(0);
  await lab.expectAgreement();
  expect(await lab.exec("host", "ip", "-brief", "link", "show", "type", "veth")).toBe("");
  expect(await lab.exec("host", "ls", "/run/netns")).toBe("");

  // From the keyboard.
  await canvas.select("box1");
  await page.keyboard.press("u");
  await expect(canvas.chip("box1", "eth0")).toContainText("172.17.0.2/16");
  await lab.expectReply("box1", "172.17.0.1");
});

test("CONT-4: S13 drawn: the four modes, and what is shared in each", async ({ lab, open }) => {
  const view = await open(lab);
  const { canvas, inspector, page } = view;
  await addContainer(view, { x: 320, y: 420 });
  await inspector.fill("field-name", "web");
  await expect(canvas.card("web")).toBeVisible();
  await inspector.field("web-server").click();
  await expect(inspector.field("field-command")).toHaveValue("python3 -u -m http.server 80");
  await inspector.field("container-restart-here").click();
  await expect(inspector.field("container-state")).toHaveText("running");
  await addContainer(view, { x: 760, y: 420 });

  await inspector.field("field-network").selectOption({ label: "container:web" });
  await expect(canvas.card("web").locator("[data-container]")).toHaveCount(2);
  await expect(async () => {
    expect(await lab.exec("container:box1", "curl", "-s", "http://127.0.0.1/")).toContain(
      "Directory listing",
    );
  }).toPass({ timeout: 30_000 });
  await page.locator('[data-container][data-name="web"] > button').first().click();
  await expect(inspector.field("container-output")).toContainText("GET / HTTP/1.1");

  await page.locator('[data-container][data-name="box1"] > button').first().click();
  await inspector.field("field-network").selectOption({ label: "host: the lab’s own stack" });
  await expect(canvas.card("host").locator("[data-container]")).toHaveCount(1);
  expect(await lab.exec("container:box1", "ip", "-brief", "link")).toContain("docker0");

  await inspector.field("field-network").selectOption({ label: "none: only lo" });
  await expect(canvas.card("box1").locator("[data-interface]")).toHaveCount(0);
  await expect(async () => {
    expect(await lab.exec("container:box1", "ip", "-brief", "link")).toMatch(/^lo [^\n]*\n$/);
  }).toPass({ timeout: 30_000 });
  await lab.expectAgreement();
});

test("CONT-6: S14 and S15 typed: a container of the drawing is wired by its process id, and its end is watched", async ({
  lab,
  open,
}) => {
  const view = await open(lab);
  const { canvas, inspector, page } = view;
  await addContainer(view, { x: 480, y: 420 });
  await inspector.field("field-network").selectOption({ label: "none: only lo" });
  await expect(canvas.chip("box1", "eth0")).toHaveCount(0);
  const pid = (await inspector.field("container-pid").innerText()).replaceAll(/\D/g, "");
  await canvas.clearSelection();
  const terminals = new Terminals(page);
  await terminals.open("root@host:~#");
  const lines = [
    `pid=${pid}; ln -s /proc/$pid/ns/net /var/run/netns/$pid`,
    "ip link add A type veth peer name B; brctl addif docker0 A; ip link set A up",
    "ip link set B netns $pid",
    "ip netns exec $pid ip link set dev B name eth0; ip netns exec $pid ip link set eth0 up",
    "ip netns exec $pid ip addr add 172.17.42.99/16 dev eth0",
    "ip netns exec $pid ip route add default via 172.17.0.1",
  ];
  for (const line of lines) {
    await page.keyboard.insertText(line);
    await page.keyboard.press("Enter");
  }
  await expect(canvas.chip("box1", "eth0")).toContainText("172.17.42.99/16");
  await expect(canvas.link("box1", "host")).toHaveAttribute("data-state", "up");
  await lab.expectReply("box1", "172.17.0.1");
  await terminals.run("clear; kill $pid; sleep 1; ip link show A; ls /run/netns", /A.* does not exist/);
  await expect(canvas.card("box1")).toHaveAttribute("data-state", "stopped");
  await expect(canvas.links).toHaveCount(0);
  await lab.expectAgreement();
});
