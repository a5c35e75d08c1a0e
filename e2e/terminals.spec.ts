import { AxeBuilder } from "@axe-core/playwright";
import { pair } from "./support/drawings.ts";
import { expect, test } from "./support/test.ts";
import { Terminals } from "./support/terminals.ts";

test("TERM-9 the tutorials' first commands are typed and show what they show there: S1, S2, S3", async ({
  lab,
  open,
  page,
}) => {
  await open(lab);
  const terminals = new Terminals(page);
  await terminals.open("root@host:~#");
  await terminals.run("ip netns add ns1", /#$/);
  await terminals.run("ip netns list", /^ns1\b/m);
  await terminals.run("ls /var/run/netns", /ns1\s+root@host/);
  await terminals.run("readlink /proc/$$/ns/net", /^net:\[\d+\]$/m);
  await terminals.run("ip netns exec ns1 bash", "root@ns1:~#");
  await terminals.run("ip addr", /1: lo: <LOOPBACK> .* state DOWN/);
  await terminals.run("ping localhost", /unreachable|Cannot assign/);
  await terminals.run("ip link set dev lo up; ping -c 2 localhost", /2 received, 0% packet loss/);
  await terminals.run("exit", /exit\s+root@host:~#$/);
  await terminals.run("ip netns delete ns1; ip netns list | wc -l", /^0$/m);
  expect((await lab.observed()).namespaces).not.toHaveProperty("ns1");
});

test("TERM-9 what was shown is there after a reload, and the shell goes on", async ({ make, open, page }) => {
  const lab = await make(pair());
  const { canvas } = await open(lab);
  await canvas.select("ns1");
  const terminals = new Terminals(page);
  await terminals.open("root@ns1:~#");
  await terminals.run("place=$(hostname); echo 网络命名空间 in $place", "网络命名空间 in lab");
  await page.setViewportSize({ width: 1000, height: 700 });
  await terminals.run("stty size", /^\d+ \d\d$/m);
  await page.reload();
  await terminals.expectShown("网络命名空间 in lab");
  await page.keyboard.press("Shift+F6");
  await expect(terminals.input).toBeFocused();
  await terminals.run("echo again in $place", "again in lab");
});

test("TERM-9 another person looks on, takes over, and is watched", async ({ lab, open, openAsAnother }) => {
  const mine = await open(lab);
  const terminals = new Terminals(mine.page);
  await terminals.open("root@host:~#");
  const theirs = await openAsAnother(lab);
  await theirs.dock.show("terminals");
  const watched = new Terminals(theirs.page);
  await terminals.run("echo shown to all", /^shown to all$/m);
  await watched.expectShown(/^shown to all$/m);
  await expect(watched.view.getByTestId("terminal-watching")).toBeVisible();
  await watched.input.focus();
  await theirs.page.keyboard.insertText("echo not yet\n");
  await watched.view.getByTestId("terminal-take-over").click();
  await watched.run("echo now I", /^now I$/m);
  await terminals.expectShown(/^now I$/m);
  await expect(terminals.view.getByTestId("terminal-watching")).toBeVisible();
  expect(await watched.text()).not.toContain("not yet");
});

test("TERM-9 a terminal has its keys and the page its own", async ({ make, open, page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const { canvas } = await open(await make(pair()));
  const terminals = new Terminals(page);
  await terminals.open("root@host:~#");
  const cards = await canvas.cards.count();
  // Each of them is a verb of the canvas.
  await page.keyboard.type("echo nbrt");
  await page.keyboard.press("Enter");
  await terminals.expectShown(/^nbrt$/m);
  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+c");
  await expect(terminals.input).toBeFocused();
  expect(await canvas.cards.count()).toBe(cards);

  await page.keyboard.press("ControlOrMeta+Shift+f");
  const search = page.getByTestId("terminal-search");
  await expect(search).toBeFocused();
  await page.keyboard.insertText("nbr");
  await page.keyboard.press("Escape");
  await expect(terminals.input).toBeFocused();
  await page.keyboard.press("ControlOrMeta+Shift+c");
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe("nbr");
  await page.keyboard.type("echo from the clipboard: ");
  await page.keyboard.press("ControlOrMeta+Shift+v");
  await page.keyboard.press("Enter");
  await terminals.expectShown(/^from the clipboard: nbr$/m);

  await page.keyboard.press("Shift+F6");
  await expect(page.getByTestId("dock-terminals")).toBeFocused();
  await page.keyboard.press("n");
  await expect(canvas.cards).toHaveCount(cards + 1);
});

test("TERM-9 what a terminal left running is listed and ended; one that has ended says so", async ({
  lab,
  open,
  page,
}) => {
  const { canvas } = await open(lab);
  const terminals = new Terminals(page);
  await terminals.open("root@host:~#");
  await terminals.run("sleep 4321 &", /\[1\] \d+/);
  await page.getByTestId("terminal-close").click();
  await expect(page.getByTestId("terminal-first")).toBeVisible();
  await page.getByTestId("terminal-processes").click();
  const process = page.getByTestId("process").filter({ hasText: "sleep 4321" });
  await process.getByTestId("process-end").click();
  await expect(process).toHaveCount(0);
  expect((await lab.run("host", "pgrep", "-f", "sleep 4321")).exitCode).toBe(1);

  await canvas.card("host").hover();
  await canvas.card("host").getByTestId("card-terminal").click();
  await terminals.expectShown("root@host:~#");
  await page.getByTestId("terminal-close").click();
  await page.getByTestId("terminal-open").click();
  await page.keyboard.press("Escape");
  await expect(page.getByTestId("terminal-open")).toBeFocused();
  await page.keyboard.press("Enter");
  await page.getByTestId("terminal-open-in").filter({ hasText: "host" }).click();
  await expect(terminals.input).toBeFocused();
  await terminals.run("exit 3", "exit");
  await expect(page.getByTestId("terminal-ended")).toContainText("code 3");
  await page.getByTestId("terminal-again").click();
  await expect(page.getByTestId("terminal-ended")).toHaveCount(0);
  await terminals.expectShown("root@host:~#");
  await lab.restart();
  await expect(page.getByTestId("terminal-ended")).toBeVisible();
});

test("TERM-7 while a terminal shows without end, the page is used as ever", async ({ make, open, page }) => {
  const lab = await make(pair());
  const { canvas } = await open(lab);
  const terminals = new Terminals(page);
  await terminals.open("root@host:~#");
  await terminals.run("yes", /^y\ny\ny$/m);
  await canvas.editAddress("ns1", "eth0", "10.0.0.7/24");
  await lab.expectReply("ns2", "10.0.0.7");
  await page.keyboard.press("Shift+F6");
  await expect(terminals.input).toBeFocused();
  await page.keyboard.press("Control+c");
  await terminals.expectShown(/\^C\s+root@host:~#$/);
});

test("terminals are what axe asks for, light and dark", async ({ make, open, page }) => {
  await open(await make(pair()));
  const terminals = new Terminals(page);
  await terminals.open("root@host:~#");
  await terminals.run("ls --color=always /; ip --color=always addr; sleep 1000 &", /lo/);
  const violations = async () => {
    const { violations: found } = await new AxeBuilder({ page }).include('[data-testid="dock"]').analyze();
    return found.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]);
  };
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await violations()).toEqual([]);
  }
  await page.getByTestId("terminal-processes").click();
  await expect(page.getByTestId("process")).toHaveCount(1);
  expect(await violations()).toEqual([]);
});

test("TERM-9 a terminal stands beside its card, goes where that goes, and comes back", async ({
  make,
  open,
  page,
}) => {
  const lab = await make(pair());
  const { canvas } = await open(lab);
  await canvas.select("ns1");
  const terminals = new Terminals(page);
  await terminals.open("root@ns1:~#");
  await terminals.run("echo kept", /^kept$/m);
  await page.getByTestId("terminal-beside").click();
  const floating = page.getByTestId("floating-terminal");
  await expect(floating).toBeVisible();
  await expect(page.getByTestId("terminal")).toHaveCount(1);
  await terminals.expectShown(/^kept$/m);
  await terminals.input.focus();
  await terminals.run("ip -br link show dev eth0", /^eth0\S*\s+UP/m);
  const before = await floating.boundingBox();
  const canvasBox = await canvas.root.boundingBox();
  expect(before !== null && canvasBox !== null && before.x >= canvasBox.x).toBe(true);
  const { violations } = await new AxeBuilder({ page })
    .include('[data-testid="floating-terminal"]')
    .analyze();
  expect(violations.filter(({ impact }) => impact === "serious" || impact === "critical")).toEqual([]);
  // Renamed, it stands where it stood, and nobody who types in it is interrupted.
  await lab.edit({ op: "update", id: "ns1", changes: { name: "web" } });
  await expect(floating.getByText("web", { exact: true })).toBeVisible();
  await expect(terminals.input).toBeFocused();
  await expect(terminals.input).toHaveAccessibleName("Terminal in web");
  await page.getByTestId("terminal-back").click();
  await expect(floating).toHaveCount(0);
  await page.getByTestId("dock-terminals").click();
  await expect(terminals.tabs).toHaveText("web");
  await terminals.expectShown(/^kept$/m);
});
