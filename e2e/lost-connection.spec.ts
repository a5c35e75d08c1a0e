import { pair } from "./support/drawings.ts";
import { Api } from "./support/kernel.ts";
import { Server } from "./support/server.ts";
import { expect, openLab, test } from "./support/test.ts";

// A server of its own, to be killed.
const own = test.extend<{ readonly mortal: Server }>({
  // oxlint-disable-next-line no-empty-pattern
  mortal: async ({}, provide) => {
    const server = new Server();
    await server.start();
    await provide(server);
    await server.dispose();
  },
});

const lost = [
  /ERR_CONNECTION_REFUSED/,
  /ERR_CONNECTION_RESET/,
  /ERR_EMPTY_RESPONSE/,
  /WebSocket connection to/,
];

own(
  "a lost server is told at once; the drawing stays, and catches up by itself",
  async ({ mortal, page, complaints }) => {
    complaints.expect(...lost);
    const lab = await new Api(mortal).createLab("mortal", pair());
    const { canvas, inspector, dock } = await openLab(page, mortal, lab);
    await dock.startPing("ns2", "ns1");
    const ping = dock.ping("ns2", "ns1");
    await expect(ping).toHaveAttribute("data-state", "answering");
    await canvas.editAddress("ns1", "eth0", "10.0.0.77/24");
    await expect(canvas.chip("ns1", "eth0")).toContainText("10.0.0.77/24");
    await canvas.select("ns1");
    const drawn = await lab.document();

    const killed = performance.now();
    await mortal.kill();
    await expect(page.getByTestId("stale-banner")).toBeVisible();
    expect(performance.now() - killed).toBeLessThan(2000);
    await expect(page.getByTestId("connection-state")).toHaveAttribute("data-state", "lost");
    await expect(canvas.root).toHaveAttribute("data-stale", "true");
    await expect(canvas.card("ns1")).toBeVisible();
    await expect(canvas.links).toHaveCount(1);
    await expect(ping.getByTestId("ping-state")).toHaveText("not heard from");

    // Told at once that it was not done, and what was typed is kept.
    await inspector.fill("field-name", "web");
    await expect(inspector.problemOf("field-name")).toContainText("The server cannot be reached");
    await expect(inspector.field("field-name")).toHaveValue("web");

    await mortal.start();
    await expect(page.getByTestId("stale-banner")).toBeHidden({ timeout: 15_000 });
    await expect(canvas.link("ns1", "ns2")).toHaveAttribute("data-state", "up");
    expect((await lab.document()).topology).toEqual(drawn.topology);
    await lab.expectAgreement();
    await lab.expectReply("ns2", "10.0.0.77");
    await expect(ping.getByTestId("ping-last")).toContainText("the server that ran it was ended");
    await ping.getByTestId("ping-restart").click();
    await expect(ping).toHaveAttribute("data-state", "answering");

    await inspector.field("field-name").press("End");
    await inspector.fill("field-name", "web1");
    await expect(canvas.card("web1")).toBeVisible();
    await lab.expectAgreement();
    // Undo outlives the server too.
    await page.keyboard.press("Escape");
    await page.getByTestId("topbar-undo").click();
    await expect(canvas.card("ns1")).toBeVisible();
  },
);

own(
  "an edit on its way to a server that dies is made when it is back",
  async ({ mortal, page, complaints }) => {
    complaints.expect(...lost);
    const lab = await new Api(mortal).createLab("mortal", pair());
    const { canvas } = await openLab(page, mortal, lab);
    mortal.freeze();
    await canvas.rename("ns1", "web");
    await expect(canvas.card("ns1")).toHaveAttribute("data-pending", "true");
    await mortal.kill();
    await expect(page.getByTestId("stale-banner")).toBeVisible();
    await mortal.start();
    await expect(canvas.card("web")).toBeVisible({ timeout: 15_000 });
    await lab.expectAgreement();
  },
);
