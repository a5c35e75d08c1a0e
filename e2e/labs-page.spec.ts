import { AxeBuilder } from "@axe-core/playwright";
import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { pair } from "./support/drawings.ts";
import { Lab, type Api } from "./support/kernel.ts";
import { expect, test, viewOf } from "./support/test.ts";

const cardOf = (page: Page, name: string) =>
  page.getByTestId("lab-card").filter({ has: page.getByRole("link", { name, exact: true }) });

async function choose(page: Page, name: string, verb: string): Promise<void> {
  await cardOf(page, name).getByTestId("lab-menu").click();
  await page.getByTestId(`lab-${verb}`).click();
}

async function labNamed(api: Api, name: string): Promise<Lab> {
  const found = (await api.labs()).find((lab) => lab.name === name);
  if (found === undefined) throw new Error(`no lab is named ${name}`);
  return new Lab(api, found.id);
}

test.afterEach(async ({ api }) => {
  for (const { id } of await api.labs()) await new Lab(api, id).delete();
});

test("a first lab is made, named and found again", async ({ page, server, api }) => {
  await page.goto(server.entrance());
  await expect(page).toHaveURL(`${server.url}/`);
  await page.getByTestId("labs-create-first").click();
  await expect(page.getByTestId("connection-state")).toHaveAttribute("data-state", "live");
  const name = page.getByTestId("lab-name");
  await name.fill("Monday's class");
  await name.press("Enter");
  await expect(page).toHaveTitle(/Monday's class/);
  await viewOf(page).canvas.addNamespace({ x: 500, y: 400 });
  const lab = await labNamed(api, "Monday's class");
  expect(await lab.interfaces("ns1")).toEqual(["lo"]);

  await page.getByTestId("topbar-labs").click();
  await expect(cardOf(page, "Monday's class")).toContainText("1 namespace");
  await page.getByTestId("labs-search").fill("tuesday");
  await expect(page.getByTestId("lab-card")).toHaveCount(0);
  await page.getByTestId("labs-search").fill("monday");
  await cardOf(page, "Monday's class").getByTestId("lab-open").click();
  await expect(viewOf(page).canvas.card("ns1")).toBeVisible();
});

test("a lab is renamed, duplicated, deleted and taken back", async ({ page, server, api }) => {
  const original = await api.createLab("original", pair());
  await page.goto(server.entrance());
  await choose(page, "original", "rename");
  await page.getByTestId("lab-rename-input").fill("renamed");
  await page.getByTestId("lab-rename-input").press("Enter");
  await expect(cardOf(page, "renamed")).toBeVisible();

  await choose(page, "renamed", "duplicate");
  await expect(cardOf(page, "Copy of renamed")).toBeVisible();
  const twin = await labNamed(api, "Copy of renamed");
  expect((await twin.document()).topology).toEqual((await original.document()).topology);
  await twin.expectAgreement();
  await twin.expectReply("ns1", "10.0.0.2");

  await choose(page, "renamed", "delete");
  await expect(cardOf(page, "renamed")).toHaveCount(0);
  await page.getByTestId("undelete").click();
  await expect(cardOf(page, "renamed")).toBeVisible();
  await original.expectAgreement();
  await original.expectReply("ns1", "10.0.0.2");
});

test("a lab is downloaded, uploaded again, and what is no lab is refused in words", async ({
  page,
  server,
  api,
  complaints,
}) => {
  const original = await api.createLab("to go", pair());
  await page.goto(server.entrance());
  const downloading = page.waitForEvent("download");
  await choose(page, "to go", "download");
  const download = await downloading;
  expect(download.suggestedFilename()).toBe("to-go.vethlab.json");
  const file = await readFile(await download.path(), "utf8");
  const { topology, layout } = await original.document();
  expect(JSON.parse(file)).toEqual({ format: "vethlab", version: 1, name: "to go", topology, layout });
  await original.delete();
  await page.reload();

  const upload = async (name: string, text: string) => {
    const choosing = page.waitForEvent("filechooser");
    await page.getByRole("button", { name: "Upload a lab" }).filter({ visible: true }).click();
    await (await choosing).setFiles({ name, mimeType: "application/json", buffer: Buffer.from(text) });
  };
  await upload("to-go.vethlab.json", file);
  await expect(cardOf(page, "to go")).toContainText("1 link");
  const again = await labNamed(api, "to go");
  await again.expectAgreement();
  await again.expectReply("ns2", "10.0.0.1");

  const problem = page.getByTestId("problem");
  await upload("holiday.json", "{}");
  await expect(problem).toContainText("holiday.json is not a lab’s file");
  await problem.getByTestId("problem-dismiss").click();
  complaints.expect(/status of 4\d\d/);
  await upload("broken.json", file.replace("10.0.0.1/24", "10.0.0.999/24"));
  await expect(problem).toContainText("Not an address with a prefix length");
  await expect(page.getByTestId("lab-card")).toHaveCount(1);
});

test("the page of labs is used with the keyboard alone", async ({ page, server, api, complaints }) => {
  complaints.expect(/status of 400/);
  await api.createLab("first", pair());
  await page.goto(server.entrance());
  const menu = cardOf(page, "first").getByTestId("lab-menu");
  await menu.focus();
  await page.keyboard.press("Enter");
  // Until the menu has the focus, Escape is nobody's.
  await expect(page.getByTestId("lab-rename")).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(menu).toBeFocused();

  await page.keyboard.press("Enter");
  await expect(page.getByTestId("lab-rename")).toBeFocused();
  await page.keyboard.press("Enter");
  const input = page.getByTestId("lab-rename-input");
  await expect(input).toBeFocused();
  await page.keyboard.insertText("a".repeat(81));
  await page.keyboard.press("Enter");
  await expect(page.getByTestId("lab-card")).toContainText("It can have at most 80 characters.");
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.insertText("second");
  await page.keyboard.press("Enter");
  await expect(cardOf(page, "second").getByTestId("lab-open")).toBeFocused();

  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  for (const verb of ["rename", "duplicate", "download", "delete"]) {
    await expect(page.getByTestId(`lab-${verb}`)).toBeFocused();
    if (verb !== "delete") await page.keyboard.press("ArrowDown");
  }
  await page.keyboard.press("Enter");
  await expect(page.getByTestId("labs-empty")).toBeVisible();
  await page.keyboard.press("ControlOrMeta+z");
  await expect(cardOf(page, "second")).toBeVisible();
  expect((await api.labs()).map(({ name }) => name)).toEqual(["second"]);
});

test("while the server is away the list says so, and comes back by itself", async ({
  page,
  server,
  api,
  complaints,
}) => {
  complaints.expect(/ERR_|WebSocket connection to/);
  await api.createLab("kept", pair());
  await page.goto(server.entrance());
  await expect(cardOf(page, "kept")).toBeVisible();
  await server.kill();
  await expect(page.getByTestId("stale-banner")).toContainText("The server cannot be reached");
  await cardOf(page, "kept").getByTestId("lab-open").click();
  await expect(page.getByTestId("stale-banner")).toContainText("The server cannot be reached. Trying again…");
  await page.goBack();
  await expect(cardOf(page, "kept")).toBeVisible();
  await server.start();
  await expect(page.getByTestId("stale-banner")).toHaveCount(0);
  await cardOf(page, "kept").getByTestId("lab-open").click();
  await expect(viewOf(page).canvas.card("ns1")).toBeVisible();
});

test("who opens a lab that is not there is told so, on the list", async ({
  page,
  server,
  api,
  complaints,
}) => {
  await api.createLab("another", pair());
  complaints.expect(/status of 404|WebSocket/);
  await page.goto(server.entrance());
  await page.goto(`${server.url}/labs/nothing`);
  await expect(page).toHaveURL(`${server.url}/`);
  await expect(cardOf(page, "another")).toBeVisible();
  await expect(page.getByTestId("problems")).toContainText("There is no such lab");
  // It is about the lab before, not about this one.
  await cardOf(page, "another").getByTestId("lab-open").click();
  await expect(viewOf(page).canvas.card("ns1")).toBeVisible();
  await expect(page.getByTestId("problems")).not.toContainText("There is no such lab");
});

test("FORMAT-1: another program's files become a lab, and what was left out is said", async ({
  api,
  page,
  server,
}) => {
  await page.goto(server.entrance());
  const choosing = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: "Upload a lab" }).filter({ visible: true }).click();
  const file = (name: string, text: string) => ({ name, mimeType: "text/plain", buffer: Buffer.from(text) });
  await (await choosing).setFiles([
    file("lab.conf", 'LAB_NAME="From Kathara"\npc1[0]="A"\npc2[0]="A"\npc1[image]="kathara/base"\n'),
    file("pc1.startup", "ip address add 10.0.0.1/24 dev eth0\nping 10.0.0.2\n"),
    file("pc2.startup", "ip address add 10.0.0.2/24 dev eth0\nip route add default via 10.9.9.9\n"),
  ]);
  const report = page.getByTestId("import-report");
  await expect(report.getByTestId("dropped")).toHaveCount(3);
  await expect(report).toContainText("lab.conf:4");
  await expect(report).toContainText("ping 10.0.0.2");
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.filter(({ impact }) => impact === "serious" || impact === "critical")).toEqual([]);
  await page.getByTestId("import-open").click();
  await expect(page.getByTestId("lab-name")).toHaveValue("From Kathara");
  await expect(viewOf(page).canvas.chip("pc2", "eth0")).toBeVisible();
  const made = (await api.labs()).filter(({ name }) => name === "From Kathara");
  expect(made).toHaveLength(1);
  for (const format of ["containerlab", "mermaid"]) {
    const downloading = page.waitForEvent("download");
    await page.getByTestId("topbar-share").click();
    await page.getByTestId(`share-${format}`).click();
    const text = await readFile(await (await downloading).path(), "utf8");
    expect(text).toContain(format === "mermaid" ? "flowchart LR" : "ip address add 10.0.0.1/24 dev eth0");
  }
});
