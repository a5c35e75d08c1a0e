import { expect, test as base, type Browser, type Page } from "@playwright/test";
import { emptyDocument, type Document } from "../../shared/topology.ts";
import { Canvas } from "./canvas.ts";
import { Complaints } from "./complaints.ts";
import { Api, type Lab } from "./kernel.ts";
import { Dock, Inspector } from "./panels.ts";
import { Server } from "./server.ts";

/** One browser's view of a lab. */
export interface View {
  readonly page: Page;
  readonly canvas: Canvas;
  readonly inspector: Inspector;
  readonly dock: Dock;
}

interface Fixtures {
  readonly api: Api;
  /** Makes a lab of the test's own, deleted afterwards. */
  readonly make: (document?: Document) => Promise<Lab>;
  /** An empty one. */
  readonly lab: Lab;
  readonly complaints: Complaints;
  /** Opens the lab in the test's page. */
  readonly open: (lab: Lab) => Promise<View>;
  /** Opens the lab as somebody else would: another browser, another person. */
  readonly openAsAnother: (lab: Lab) => Promise<View>;
}

interface WorkerFixtures {
  readonly server: Server;
}

export const test = base.extend<Fixtures, WorkerFixtures>({
  server: [
    // oxlint-disable-next-line no-empty-pattern
    async ({}, provide) => {
      const server = new Server();
      await server.start();
      await provide(server);
      await server.dispose();
    },
    { scope: "worker" },
  ],

  api: async ({ server }, provide) => {
    await provide(new Api(server));
  },

  make: async ({ api }, provide, { title }) => {
    const made: Lab[] = [];
    await provide(async (document = emptyDocument) => {
      const lab = await api.createLab(title.slice(0, 80), document);
      made.push(lab);
      return lab;
    });
    const there = new Set((await api.labs()).map(({ id }) => id));
    for (const lab of made) if (there.has(lab.id)) await lab.delete();
  },

  lab: async ({ make }, provide) => {
    await provide(await make());
  },

  // oxlint-disable-next-line no-empty-pattern
  complaints: async ({}, provide) => {
    const complaints = new Complaints();
    await provide(complaints);
    expect(complaints.unexpected(), "the browser complained").toEqual([]);
  },

  page: async ({ page, complaints }, provide) => {
    complaints.listenTo(page);
    await provide(page);
  },

  open: async ({ page, server }, provide) => {
    await provide(async (lab) => openLab(page, server, lab));
  },

  openAsAnother: async ({ browser, server, complaints }, provide) => {
    const close: (() => Promise<void>)[] = [];
    await provide(async (lab) => {
      const page = await newPerson(browser);
      close.push(() => page.context().close());
      complaints.listenTo(page);
      return openLab(page, server, lab);
    });
    await Promise.all(close.map((one) => one()));
  },
});

async function newPerson(browser: Browser): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 720 } });
  return context.newPage();
}

/** Ready: the drawing is there and the kernel is heard. */
export async function openLab(page: Page, server: Server, lab: Lab): Promise<View> {
  await page.goto(server.entrance(`/labs/${lab.id}`));
  const view = viewOf(page);
  await expect(page.getByTestId("connection-state")).toHaveAttribute("data-state", "live");
  await expect(view.canvas.card("host")).toBeVisible();
  return view;
}

export function viewOf(page: Page): View {
  return { page, canvas: new Canvas(page), inspector: new Inspector(page), dock: new Dock(page) };
}

export { expect };
