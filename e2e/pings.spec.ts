import type { Locator } from "@playwright/test";
import { pair, routed } from "./support/drawings.ts";
import { expect, test } from "./support/test.ts";

/** In whole pixels from the left. Runs in the page. */
function wherePointsStand(figures: Element[]): number[] {
  return figures.map(({ firstChild: text }) => {
    if (!(text instanceof Text)) return -1;
    const range = document.createRange();
    range.selectNodeContents(text);
    if (text.data.includes(".")) range.setEnd(text, text.data.indexOf("."));
    return Math.round(range.getBoundingClientRect().right);
  });
}

const silent = async (ping: Locator, seen: string) => {
  await expect(ping).toHaveAttribute("data-state", "silent");
  await expect(ping.getByTestId("ping-seen")).toContainText(seen);
};

test("PING-2: an unanswered ping tells what is seen on its way, there and back", async ({ make, open }) => {
  const lab = await make(routed());
  const { dock } = await open(lab);
  await dock.startPing("ns1", "ns2");
  const ping = dock.ping("ns1", "ns2");
  await expect(ping).toHaveAttribute("data-state", "answering");
  await expect(ping.getByTestId("ping-seen")).toHaveCount(0);

  await lab.exec("r1", "sysctl", "-w", "net.ipv4.ip_forward=0");
  await silent(ping, "r1 does not forward IPv4 packets");
  await lab.exec("r1", "sysctl", "-w", "net.ipv4.ip_forward=1");
  await expect(ping).toHaveAttribute("data-state", "answering");

  await lab.exec("ns2", "ip", "route", "delete", "default");
  await silent(ping, "ns2 has no route to 10.0.1.1");
  await lab.exec("ns2", "ip", "route", "add", "default", "via", "10.0.2.254");
  await expect(ping).toHaveAttribute("data-state", "answering");

  await lab.exec("ns2", "ip", "link", "set", "eth0", "down");
  await silent(ping, "eth0 of ns2 is administratively down");
});

test("PING-2: the kernel's reason stays while it holds; with lo down there is none, and the page says why", async ({
  make,
  open,
}) => {
  const lab = await make(pair());
  const { dock } = await open(lab);
  await dock.startPing("ns1", "10.0.0.77");
  const ping = dock.ping("ns1", "10.0.0.77");
  await silent(ping, "no interface in this lab has 10.0.0.77");
  await expect(ping.getByTestId("ping-last")).toContainText("no answer within 500 ms");
  await expect(ping.getByTestId("ping-seen")).toContainText("the kernel’s own errors do not reach ping");

  await lab.exec("ns1", "ip", "link", "set", "lo", "up");
  const last = ping.getByTestId("ping-last");
  await expect(last).toContainText("From 10.0.0.1: icmp_seq=", { timeout: 10_000 });
  await expect(ping.getByTestId("ping-seen")).not.toContainText("do not reach ping");
  // Losses are told of in between, and say less.
  const words = new Set<string>();
  await expect
    .poll(async () => words.add(await last.innerText()).size, { intervals: [100], timeout: 10_000 })
    .toBeGreaterThan(2);
  expect([...words].filter((text) => !text.includes("Destination Host Unreachable"))).toEqual([]);
});

test("a namespace without an address of the family is said to have none", async ({ make, open, page }) => {
  const { dock } = await open(await make(pair()));
  await dock.show("pings");
  await dock.root.getByTestId("ping-family").selectOption("ipv6");
  await dock.startPing("ns1", "ns2");
  await expect(dock.ping("ns1", "ns2").getByTestId("ping-last")).toContainText("the target has no address");
  await expect(page.getByTestId("ping-failure")).toContainText("the target has no address");
});

test("figures stand decimal under decimal, and no word of a row is cut", async ({ make, open, page }) => {
  const lab = await make(pair());
  const { dock, canvas } = await open(lab);
  await dock.startPing("ns1", "ns2");
  await dock.startPing("ns2", "ns1");
  await dock.startPing("ns1", "10.0.0.77");
  await expect(dock.ping("ns1", "10.0.0.77").getByTestId("ping-seen")).toBeVisible();
  await expect(dock.ping("ns2", "ns1").getByTestId("ping-p95")).toContainText(".");
  await canvas.select("ns1");
  await expect(page.getByTestId("inspector")).toBeVisible();
  for (const figure of ["now", "min", "mean", "max", "p95"]) {
    const points = await dock.root
      .getByTestId(`ping-${figure}`)
      .locator("span")
      .evaluateAll(wherePointsStand);
    expect(points).toHaveLength(3);
    expect(new Set(points).size, figure).toBe(1);
  }
  const cut = await dock.pings
    .locator("td, p, span")
    .evaluateAll(
      (parts) =>
        parts.filter((part) => part.scrollWidth > part.clientWidth + 1 && part.clientWidth > 0).length,
    );
  expect(cut).toBe(0);
});

test("the longest names push nothing off the screen", async ({ make, open, page }) => {
  const lab = await make(pair());
  const name = `${"a-namespace-".repeat(21)}xyz`;
  await lab.edit({ op: "update", id: "ns1", changes: { name } });
  const { canvas, dock } = await open(lab);
  await dock.startPing(name, "ns2");
  await expect(dock.ping(name, "ns2")).toHaveAttribute("data-state", "answering");
  await canvas.chip(name, "eth0").getByRole("button").click();
  await canvas.link(name, "ns2").focus();
  await page.keyboard.press("Enter");
  await expect(page.getByTestId("link-end")).toHaveCount(2);
  const inspector = await page.getByTestId("inspector").boundingBox();
  const parts = await dock.root
    .locator("select, input, button, strong")
    .evaluateAll((all) => all.map((one) => one.getBoundingClientRect().right));
  expect(Math.max(...parts)).toBeLessThanOrEqual(inspector?.x ?? 0);
  const row = await dock.pings.first().boundingBox();
  expect(row?.height).toBeLessThan(90);
});
