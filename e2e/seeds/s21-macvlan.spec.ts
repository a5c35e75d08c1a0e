import { expect, test, type View } from "../support/test.ts";
import type { Lab } from "../support/kernel.ts";
import { Terminals } from "../support/terminals.ts";

/** Two share the parent's network with a MAC address each and meet there; a private one meets only what is outside. */
async function expectMacvlans(
  lab: Lab,
  [red, blue, lone]: readonly string[],
  outside: string,
): Promise<void> {
  await lab.expectAgreement();
  const [, address] = await addressOf(lab, "ns3");
  await lab.expectReply("ns2", address ?? "");
  await lab.expectReply("ns2", outside);
  await lab.expectReply("ns4", outside);
  expect(await lab.pings("ns4", address ?? "")).toBe(false);
  const words = await Promise.all(
    [red, blue, lone].map((name, index) =>
      lab.exec(`ns${index + 2}`, "ip", "-d", "link", "show", name ?? ""),
    ),
  );
  expect(words.map((text) => /macvlan mode (\w+)/.exec(text)?.[1])).toEqual(["bridge", "bridge", "private"]);
  expect(new Set(words.map((text) => /link\/ether (\S+)/.exec(text)?.[1])).size).toBe(3);
}

async function addressOf(lab: Lab, namespace: string): Promise<readonly string[]> {
  const text = await lab.exec(namespace, "ip", "-brief", "-4", "address", "show", "scope", "global");
  return /([\d.]+)\/\d+/.exec(text) ?? [];
}

async function addMacvlan({ canvas, inspector, page }: View, namespace: string): Promise<void> {
  await canvas.select(namespace);
  await page.keyboard.press("i");
  await expect(page.getByTestId("palette-input")).toBeFocused();
  await page.keyboard.insertText("macvlan");
  await page.keyboard.press("Enter");
  await expect(inspector.field("field-mode")).toHaveValue("bridge");
  await expect(canvas.chip(namespace, "macvlan0")).toHaveAttribute("data-state", "up");
}

test("KIND-1: S21 drawn: macvlan interfaces share the parent's network; a private one keeps to itself", async ({
  lab,
  open,
}) => {
  const view = await open(lab);
  const { canvas, inspector, page } = view;
  await canvas.addNamespace({ x: 740, y: 200 });
  await canvas.wire("host", "ns1");
  for (const x of [230, 480, 730]) await canvas.addNamespace({ x, y: 420 });
  for (const name of ["ns2", "ns3", "ns4"]) await addMacvlan(view, name);
  await inspector.field("field-mode").selectOption("private");
  await expect(canvas.root.locator("[data-lower]")).toHaveCount(3);
  await inspector.field("lower").click();
  await expect(inspector.root).toContainText("host · eth0");

  // What this machine's kernel has not got is offered to nobody, and why is said.
  const { capabilities } = await page.evaluate(
    async () => (await (await fetch("/api/health")).json()) as { capabilities: Record<string, boolean> },
  );
  await page.keyboard.press("i");
  const dummy = page.getByTestId("palette-option").filter({ hasText: "dummy" });
  await expect(dummy).toHaveAttribute("aria-disabled", String(capabilities["dummy"] !== true));
  if (capabilities["dummy"] !== true) await expect(dummy).toContainText("This machine’s kernel has none");
  await page.keyboard.press("Escape");

  const [, outside] = await addressOf(lab, "ns1");
  await expectMacvlans(lab, ["macvlan0", "macvlan0", "macvlan0"], outside ?? "");
  await page.keyboard.press("ControlOrMeta+z");
  await expect.poll(() => lab.exec("ns4", "ip", "-d", "link", "show", "macvlan0")).toContain("mode bridge");
});

test("FOLLOW-3: S21 typed: macvlan interfaces are made in the host and moved", async ({
  lab,
  open,
  page,
}) => {
  const view = await open(lab);
  const { canvas } = view;
  await new Terminals(page).open("root@host:~#");
  const lines = [
    "ip link add uplink type veth peer name eth0; ip netns add ns1; ip link set eth0 netns ns1",
    "ip -n ns1 address add 192.168.7.1/24 dev eth0; ip -n ns1 link set eth0 up; ip link set uplink up",
    "for i in 2 3 4; do ip netns add ns$i; ip link add mv$i link uplink type macvlan mode bridge; done",
    "for i in 2 3 4; do ip link set mv$i netns ns$i; ip -n ns$i address add 192.168.7.1$i/24 dev mv$i; done",
    "for i in 2 3 4; do ip -n ns$i link set mv$i up; done",
    "ip -n ns4 link set mv4 type macvlan mode private",
  ];
  for (const line of lines) {
    await page.keyboard.insertText(line);
    await page.keyboard.press("Enter");
  }
  for (const number of [2, 3, 4])
    await expect(canvas.chip(`ns${number}`, `mv${number}`)).toHaveAttribute("data-state", "up");
  await expect(canvas.root.locator("[data-lower]")).toHaveCount(3);
  await expect
    .poll(async () => (await lab.record("mv4")) as { mode?: string })
    .toMatchObject({ mode: "private" });
  await expectMacvlans(lab, ["mv2", "mv3", "mv4"], "192.168.7.1");
});
