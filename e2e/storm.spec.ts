import { twoBridges } from "./support/drawings.ts";
import { expect, test, type View } from "./support/test.ts";
import type { Lab } from "./support/kernel.ts";

/** What no record can say: whether a port passes on what is for everybody. */
async function flood(lab: Lab, flag: "on" | "off"): Promise<void> {
  const flags = ["flood", "mcast_flood", "bcast_flood"].flatMap((name) => [name, flag]);
  for (const port of ["a1", "b1"]) await lab.exec("host", "bridge", "link", "set", "dev", port, ...flags);
}

/** A loop round which nothing goes yet: there is time to look. */
async function drawLoop(lab: Lab, { canvas }: View): Promise<void> {
  await flood(lab, "off");
  await expect(canvas.card("br1")).toBeVisible();
  await expect(canvas.root.getByTestId("loop-mark")).toHaveCount(0);
  await lab.edit({ op: "update", id: "a1", changes: { adminState: "up" } });
  await expect(canvas.root.getByTestId("loop-mark")).toHaveCount(2);
  await expect(canvas.root.getByTestId("loop-sign")).toHaveCount(2);
}

test("STORM-6: a loop without STP is marked where it is drawn, and one click turns STP on", async ({
  make,
  open,
}) => {
  const lab = await make(twoBridges());
  const view = await open(lab);
  await drawLoop(lab, view);
  await view.canvas.select("br0");
  const note = view.inspector.field("loop-note");
  await expect(note).toContainText("br0 – br1 – br0");
  await expect(note).toContainText("a1 – b1 is set down");
  await view.canvas.link("host", "host").first().click();
  await expect(note).toBeVisible();
  await view.inspector.field("loop-stp").click();
  await expect(note).toHaveCount(0);
  await expect(view.canvas.root.getByTestId("loop-mark")).toHaveCount(0);
  expect(await lab.record("br0")).toMatchObject({ stp: true });
  expect(await lab.record("br1")).toMatchObject({ stp: true });
});

test("STORM-6: that a storm was ended is told, with the reason and what to do", async ({
  make,
  open,
  page,
}) => {
  test.slow();
  const lab = await make(twoBridges());
  const view = await open(lab);
  await drawLoop(lab, view);
  await flood(lab, "on");
  await lab.run("ns1", "ping", "-c", "1", "-W", "1", "10.0.0.2");
  const problem = page.getByTestId("problem");
  await expect(problem).toContainText("A broadcast storm was ended: b1 was set down", { timeout: 30_000 });
  await expect(problem).toContainText("Turn STP on at br1");
  await expect(view.canvas.root.getByTestId("loop-mark")).toHaveCount(0);
  await view.dock.show("commands");
  const entry = page.getByTestId("log-entry").last();
  await expect(entry).toContainText("Vethlab");
  await expect(entry).toContainText("ip link set dev b1 down");

  // As it says.
  await view.canvas.select("br1");
  await view.inspector.toggle("field-stp");
  await expect(problem).toHaveCount(0);
  await lab.edit({ op: "update", id: "b1", changes: { adminState: "up" } });
  await lab.expectAgreement();
});
