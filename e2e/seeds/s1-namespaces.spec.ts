import { expect, test } from "../support/test.ts";

test("S1 namespaces are made, listed, identified and deleted, and the deletion is taken back", async ({
  open,
  lab,
  page,
}) => {
  const { canvas, inspector } = await open(lab);
  await canvas.addNamespace({ x: 300, y: 400 });
  await canvas.addNamespace({ x: 700, y: 400 });
  expect((await lab.exec("host", "ip", "netns", "list")).match(/ns\d/g)?.toSorted()).toEqual(["ns1", "ns2"]);
  expect((await lab.exec("host", "ls", "/var/run/netns")).split("\n").filter(Boolean)).toEqual([
    "ns1",
    "ns2",
  ]);

  // Each has an identity of its own, and the page shows the one the kernel prints.
  const inside = (await lab.exec("ns1", "readlink", "/proc/self/ns/net")).trim();
  expect(inside).not.toBe((await lab.exec("host", "readlink", "/proc/self/ns/net")).trim());
  await canvas.select("ns1");
  await expect(inspector.field("namespace-inode")).toHaveText(inside);

  await page.keyboard.press("Delete");
  await expect(canvas.card("ns1")).toHaveCount(0);
  expect(Object.keys((await lab.observed()).namespaces).toSorted()).toEqual(["host", "ns2"]);

  await page.keyboard.press("ControlOrMeta+z");
  await expect(canvas.card("ns1")).toBeVisible();
  await lab.expectAgreement();
});

test("S1 a renamed namespace stays the same one", async ({ open, lab }) => {
  const { canvas } = await open(lab);
  await canvas.addNamespace({ x: 500, y: 400 });
  const identity = (await lab.namespace("ns1"))?.inode;
  await canvas.rename("ns1", "web");
  await expect(canvas.card("web")).toBeVisible();
  expect((await lab.namespace("web"))?.inode).toBe(identity);
  expect(await lab.namespace("ns1")).toBeUndefined();
});
