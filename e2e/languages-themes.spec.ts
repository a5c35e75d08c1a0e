import type { Page } from "@playwright/test";
import { seriousFindings } from "./support/axe.ts";
import { star } from "./support/drawings.ts";
import { kinds } from "./support/kinds.ts";
import { expect, test, viewOf, type View } from "./support/test.ts";

/** Everything a reader or a screen reader meets on the page. */
async function words(page: Page): Promise<string> {
  return page.evaluate(() => {
    const attributes = ["aria-label", "title", "placeholder", "alt"];
    const named = [...document.querySelectorAll("*")].flatMap((element) =>
      attributes.map((name) => element.getAttribute(name) ?? ""),
    );
    return [document.title, document.body.innerText, ...named].join("\n");
  });
}

/** What i18next shows for a text that nobody wrote: its key. */
const key =
  /\b(actions|actionGroups|canvas|common|dock|errors|inspector|interfaces|interfaceKinds|labs|page|problems|steps|topbar)\.[\w.-]+/;

async function busy({ canvas, dock, page }: View): Promise<void> {
  await canvas.ping("ns1", "ns2");
  await expect(page.getByTestId("ping-rtt")).toBeVisible();
  await canvas.select("ns1");
  await expect(page.getByTestId("inspector")).toBeVisible();
  await dock.show("pings");
  await expect(dock.ping("ns1", "ns2")).toHaveAttribute("data-state", "answering");
}

test("the language and the colours are changed at once and remembered", async ({ make, open, page }) => {
  const lab = await make(star(2));
  const view = await open(lab);
  await busy(view);
  const html = page.locator("html");
  await expect(html).toHaveAttribute("lang", "en");
  expect(await words(page)).not.toMatch(key);

  await page.getByTestId("lang-switch").click();
  await expect(html).toHaveAttribute("lang", "zh-CN");
  await expect(page.getByTestId("palette-bridge")).toHaveText("网桥");
  await expect(page.getByTestId("connection-state")).toHaveText(/\p{Script=Han}/u);
  expect(await words(page)).not.toMatch(key);
  await view.dock.show("commands");
  expect(await words(page)).not.toMatch(key);
  await page.keyboard.press("ControlOrMeta+k");
  await expect(page.getByTestId("palette-option").first()).toHaveText(/\p{Script=Han}/u);
  expect(await words(page)).not.toMatch(key);
  // Commands answer to the names that tutorials use as well.
  await page.keyboard.insertText("add a bridge");
  await page.keyboard.press("Enter");
  await expect(view.canvas.card("br1")).toBeVisible();
  expect(await lab.interfaces("host")).toContain("br1");

  const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const light = await background();
  await page.getByTestId("theme-switch").click();
  await page.getByTestId("theme-dark").click();
  await expect(html).toHaveAttribute("data-mantine-color-scheme", "dark");
  await expect.poll(background).not.toBe(light);
  await page.reload();
  await expect(html).toHaveAttribute("data-mantine-color-scheme", "dark");
  await expect(html).toHaveAttribute("lang", "zh-CN");

  await page.getByTestId("topbar-labs").click();
  await expect(page.getByTestId("labs-page")).toBeVisible();
  expect(await words(page)).not.toMatch(key);
});

for (const colorScheme of ["light", "dark"] as const) {
  test(`nobody is shut out: axe finds nothing serious, ${colorScheme}`, async ({
    make,
    open,
    page,
    server,
  }) => {
    test.slow();
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    const serious = async (where: string) =>
      (await seriousFindings(page)).map((finding) => [where, ...finding]);
    const empty = await make();
    const lab = await make(star(3));
    await page.goto(server.entrance());
    await expect(page.getByTestId("lab-card")).toHaveCount(2);
    expect.soft(await serious("labs page")).toEqual([]);
    await open(empty);
    await expect(page.getByTestId("starting-points")).toBeVisible();
    expect.soft(await serious("empty lab")).toEqual([]);
    const kindsView = await open(await make(kinds()));
    await kindsView.canvas.chip("red", "macvlan0").getByRole("button").click();
    await expect(kindsView.inspector.field("field-mode")).toBeVisible();
    expect.soft(await serious("kinds of interfaces")).toEqual([]);
    await page.keyboard.press("i");
    await expect(page.getByTestId("palette-input")).toBeFocused();
    expect.soft(await serious("the kinds that can be had")).toEqual([]);
    await page.keyboard.press("Escape");
    await busy(await open(lab));
    expect.soft(await serious("busy lab")).toEqual([]);
    await page.keyboard.press("ControlOrMeta+k");
    await expect(page.getByTestId("palette-input")).toBeFocused();
    expect.soft(await serious("palette of commands")).toEqual([]);
    await page.keyboard.press("Escape");
    await page.keyboard.press("?");
    await expect(page.getByTestId("shortcuts-help").getByRole("dialog")).toBeVisible();
    expect.soft(await serious("shortcuts")).toEqual([]);
    await page.keyboard.press("Escape");
    await page.getByTestId("topbar-share").click();
    await expect(page.getByTestId("share-link")).toBeVisible();
    expect.soft(await serious("a menu")).toEqual([]);
    await page.keyboard.press("Escape");
    await page.getByTestId("people").click();
    await expect(page.getByTestId("own-name")).toBeVisible();
    expect.soft(await serious("the people")).toEqual([]);
    await page.keyboard.press("Escape");

    const { canvas, dock, inspector } = viewOf(page);
    await lab.exec("ns2", "ip", "link", "set", "eth0", "mtu", "1400");
    await lab.exec("ns2", "ip", "address", "add", "10.9.9.9/24", "dev", "eth0");
    await lab.exec("ns2", "ip", "link", "set", "eth0", "down");
    await expect(dock.ping("ns1", "ns2").getByTestId("ping-seen")).toBeVisible();
    await canvas.chip("ns2", "eth0").getByRole("button").first().click();
    await inspector.fill("field-mtu", "7");
    await expect(inspector.problemOf("field-mtu")).toBeVisible();
    expect.soft(await serious("what was done by hand, a refused field and a silent ping")).toEqual([]);
    await page.getByTestId("field-mtu").press("Escape");
    await canvas.select("ns3");
    await inspector.field("sysctls").getByRole("button").first().click();
    await inspector.field("sysctl-new-key").fill("net.ipv4.no_such_thing");
    await inspector.field("sysctl-new-value").fill("1");
    await inspector.field("sysctl-add").click();
    await dock.show("commands");
    await expect(page.getByTestId("log-refusal")).toBeVisible();
    expect.soft(await serious("a refused command")).toEqual([]);
    await dock.show("script");
    await page.getByTestId("script-text").fill("echo printed; exit 3");
    await page.getByTestId("script-run").click();
    await expect(page.getByTestId("script-outcome")).toHaveAttribute("data-outcome", "failed");
    expect.soft(await serious("a script that failed")).toEqual([]);
    expect((await lab.observed()).namespaces["ns3"]).toBeDefined();
  });
}
