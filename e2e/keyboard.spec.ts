import type { Locator, Page } from "@playwright/test";
import { pair, routed } from "./support/drawings.ts";
import { expect, test } from "./support/test.ts";

/** By name, with the page's own search: no mouse anywhere in this file. */
async function find(page: Page, name: string): Promise<void> {
  await page.keyboard.press("/");
  const input = page.getByTestId("palette-input");
  await expect(input).toBeFocused();
  await page.keyboard.insertText(name);
  await page.keyboard.press("Enter");
  await expect(page.getByTestId("palette")).toBeHidden();
  await expect(page.locator(`[data-record][data-name="${name}"]`)).toHaveAttribute("data-selected", "true");
}

test("a network is drawn, linked, renamed, pinged and taken back with the keyboard alone", async ({
  open,
  lab,
  page,
}) => {
  const { canvas } = await open(lab);
  await page.keyboard.press("n");
  await expect(canvas.card("ns1")).toHaveAttribute("data-selected", "true");
  await page.keyboard.press("n");
  await expect(canvas.card("ns2")).toHaveAttribute("data-selected", "true");
  await page.keyboard.press("b");
  await expect(canvas.card("br0")).toHaveAttribute("data-selected", "true");
  await lab.expectAgreement();

  // A link: the tool starts at what is selected; the arrows lead to the other end.
  for (const name of ["ns1", "ns2"]) {
    await find(page, name);
    await page.keyboard.press("l");
    await expect(canvas.root).toHaveAttribute("data-mode", "wire");
    await canvas.card("br0").focus();
    await page.keyboard.press("Enter");
    await expect(canvas.chip(name, "eth0")).toHaveAttribute("data-state", "up");
  }
  await lab.expectReply("ns1", "10.0.0.2");

  await find(page, "ns2");
  await page.keyboard.press("F2");
  await page.keyboard.insertText("web");
  await page.keyboard.press("Enter");
  await expect(canvas.card("web")).toBeVisible();
  await expect(canvas.card("web")).toBeFocused();
  expect(await lab.interfaces("web")).toEqual(["eth0", "lo"]);

  // Through the palette of commands.
  await page.keyboard.press("ControlOrMeta+k");
  await expect(page.getByTestId("palette-input")).toBeFocused();
  await page.keyboard.insertText("set up or down");
  await expect(page.getByTestId("palette-option").first()).toContainText("Set up or down");
  await page.keyboard.press("Escape");
  await expect(page.getByTestId("palette")).toBeHidden();

  await page.keyboard.press("Delete");
  await expect(canvas.card("web")).toHaveCount(0);
  await expect(canvas.links).toHaveCount(1);
  await page.keyboard.press("ControlOrMeta+z");
  await expect(canvas.card("web")).toBeVisible();
  await expect(canvas.links).toHaveCount(2);
  await lab.expectAgreement();
  await expect(page.getByTestId("announcer")).toContainText("Undone");
});

test("the focus can be seen wherever Tab leads, and the arrows lead from card to card", async ({
  lab,
  open,
  page,
}) => {
  const { canvas } = await open(lab);
  await page.keyboard.press("n");
  await expect(canvas.card("ns1")).toHaveAttribute("data-selected", "true");
  await page.keyboard.press("Escape");
  await page.keyboard.press("ArrowDown");
  const first = page.locator(":focus");
  await expect(first).toHaveAttribute("data-record", /.+/);
  const name = await first.getAttribute("data-name");
  await page.keyboard.press(name === "host" ? "ArrowDown" : "ArrowUp");
  await expect(page.locator(":focus")).not.toHaveAttribute("data-name", name ?? "");

  const unseen: string[] = [];
  const stops = 30;
  for (let stop = 0; stop < stops; stop += 1) {
    await page.keyboard.press("Tab");
    const hidden = await page.evaluate(() => {
      const element = document.activeElement;
      if (element === null || element === document.body) return null;
      const { outlineStyle, outlineWidth, boxShadow, backgroundImage } = getComputedStyle(element);
      const parent = element.parentElement;
      const around = parent === null ? "none" : getComputedStyle(parent).boxShadow;
      const isOutlined = outlineStyle !== "none" && outlineWidth !== "0px";
      const isSeen = isOutlined || [boxShadow, around, backgroundImage].some((look) => look !== "none");
      return isSeen ? null : element.outerHTML.slice(0, 160);
    });
    if (hidden !== null) unseen.push(hidden);
  }
  expect(unseen).toEqual([]);
});

test("Escape leaves whatever field has the focus, and the next key is the page's", async ({
  make,
  open,
  page,
}) => {
  const { canvas, inspector } = await open(await make(routed()));
  const leaves = async (field: Locator) => {
    await field.focus();
    await page.keyboard.press("Escape");
    await expect(field).not.toBeFocused();
  };
  await canvas.chip("ns1", "eth0").getByRole("button").click();
  await leaves(inspector.field("field-master"));
  await leaves(inspector.field("field-mtu"));
  await canvas.select("ns1");
  await leaves(inspector.field("route").getByTestId("route-interface"));
  await leaves(inspector.field("route").getByTestId("route-gateway"));
  await leaves(inspector.root.getByTestId("ping-interval"));
  await leaves(inspector.root.getByTestId("ping-to"));
  await expect(canvas.card("ns1")).toHaveAttribute("data-selected", "true");
  await page.keyboard.press("Escape");
  await expect(inspector.root).toBeHidden();
});

test("a name given to the lab gives the keys back, one that cannot be keeps them; commands are reached from a field", async ({
  make,
  open,
  page,
  complaints,
}) => {
  complaints.expect(/status of 400/);
  const { canvas, inspector } = await open(await make(pair()));
  const name = page.getByTestId("lab-name");
  await name.fill("x".repeat(81));
  await name.press("Enter");
  await expect(page.getByText("It can have at most 80 characters.")).toBeVisible();
  await expect(name).toBeFocused();
  await name.fill("Tuesday");
  await name.press("Enter");
  await expect(page).toHaveTitle(/Tuesday/);
  await expect(name).not.toBeFocused();
  await page.keyboard.press("n");
  await expect(canvas.card("ns3")).toBeVisible();

  await expect(inspector.field("field-name")).toBeVisible();
  await inspector.field("field-name").fill("");
  await page.keyboard.press("/");
  await expect(inspector.field("field-name")).toHaveValue("/");
  await page.keyboard.press("Escape");
  await page.keyboard.press("ControlOrMeta+k");
  await expect(page.getByTestId("palette-input")).toBeFocused();
  await page.keyboard.insertText("show the pings");
  await page.keyboard.press("Enter");
  await expect(page.getByTestId("dock-pings-panel")).toBeVisible();
});
