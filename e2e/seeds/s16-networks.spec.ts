import { expect, test, type View } from "../support/test.ts";
import { Terminals } from "../support/terminals.ts";

interface Point {
  readonly x: number;
  readonly y: number;
}

async function addNetwork({ canvas }: View, at: Point): Promise<void> {
  const count = await canvas.cards.count();
  await canvas.dragNew("network", at);
  await expect(canvas.cards).toHaveCount(count + 1);
}

/** On the network that is selected. */
async function addContainer({ page, canvas }: View, network: string, at: Point): Promise<void> {
  const count = await page.locator("[data-container]").count();
  await canvas.select(network);
  await canvas.dragNew("container", at);
  await expect(page.locator("[data-container]")).toHaveCount(count + 1);
  await expect(page.getByTestId("container-state")).toHaveText("running");
}

async function choose({ page }: View, container: string): Promise<void> {
  await page.locator(`[data-container][data-name="${container}"] > button`).first().click();
  await expect(page.getByTestId("field-name")).toHaveValue(container);
}

test("CONT-7: S16, S18 and S19 drawn: names on a network, a container that joins it, and the table of its members", async ({
  lab,
  open,
}) => {
  const view = await open(lab);
  const { canvas, inspector } = view;
  await addNetwork(view, { x: 300, y: 190 });
  await addNetwork(view, { x: 660, y: 190 });
  await addContainer(view, "net1", { x: 250, y: 400 });
  await addContainer(view, "net1", { x: 520, y: 400 });
  await addContainer(view, "net2", { x: 790, y: 400 });
  await lab.expectAgreement();
  const ping = (from: string, to: string) =>
    lab.exec(`container:${from}`, "sh", "-c", `ping -4 -c1 -W2 ${to} 2>&1; true`);
  expect(await ping("box1", "box2")).toContain(" 1 received");
  expect(await ping("box2", "box1")).toContain(" 1 received");
  expect(await ping("box1", "box3")).toContain("not known");
  expect(await ping("box3", "box1")).toContain("not known");

  await choose(view, "box3");
  await inspector.field("container-plug").filter({ hasText: "net1" }).click();
  await expect(canvas.chip("box3", "eth1")).toContainText("172.18.0.4/16");
  for (const [from, to] of [
    ["box1", "box3"],
    ["box3", "box1"],
    ["box2", "box3"],
    ["box3", "box2"],
  ] as const)
    expect(await ping(from, to)).toContain(" 1 received");

  await canvas.select("net1");
  await expect(inspector.field("member")).toHaveCount(3);
  await expect(inspector.field("members")).toContainText(
    /box3\s*(02|[0-9a-f]{2}):[0-9a-f:]+\s*172\.18\.0\.4\/16/,
  );

  await choose(view, "box3");
  await inspector.field("container-unplug").filter({ hasText: "net1" }).click();
  await expect(canvas.chip("box3", "eth1")).toHaveCount(0);
  expect(await ping("box1", "box3")).toContain("not known");
  await lab.expectAgreement();
});

test("CONT-7: S17 drawn and typed: a link gives a name one way, and a rename is known at once", async ({
  lab,
  open,
}) => {
  const view = await open(lab);
  const { canvas, inspector, page } = view;
  await canvas.dragNew("container", { x: 300, y: 400 });
  await expect(page.getByTestId("container-state")).toHaveText("running");
  await addContainer(view, "docker0", { x: 620, y: 400 });
  await inspector.field("container-links").getByRole("button").first().click();
  await inspector.field("container-link").filter({ hasText: "box1" }).click();
  await expect(inspector.field("container-unlink")).toHaveCount(1);

  await inspector.field("container-terminal").click();
  const terminals = new Terminals(page);
  await terminals.expectShown(/root@box2:~#/);
  await expect(terminals.input).toBeFocused();
  await terminals.run("ping -c1 box1", /1 received/);
  await terminals.run("clear; getent hosts nobody || echo nobody", /^nobody$/m);
  expect(await lab.exec("container:box1", "sh", "-c", "ping -c1 -W1 box2 2>&1; true")).toContain("not known");

  await canvas.select("docker0");
  await inspector.toggle("field-resolves-names");
  await expect(inspector.field("field-resolves-names")).toBeChecked();
  expect(await lab.exec("container:box1", "ping", "-c1", "-W2", "box2")).toContain(" 1 received");
  await choose(view, "box2");
  await inspector.fill("field-name", "web");
  await expect(canvas.card("web")).toBeVisible();
  expect(await lab.exec("container:box1", "ping", "-c1", "-W2", "web")).toContain(" 1 received");
  await lab.expectAgreement();
});
