import { createServer, type Server as HttpServer } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { pair } from "./support/drawings.ts";
import { expect, test as base } from "./support/test.ts";

/** Somebody else's page on the same machine: cookies know no ports, so the browser sends ours along. */
const test = base.extend<{ readonly stranger: string }>({
  // oxlint-disable-next-line no-empty-pattern
  stranger: async ({}, provide) => {
    const server: HttpServer = createServer((_request, response) => {
      response.setHeader("content-type", "text/html").end("<!doctype html><title>stranger</title><p>Hello");
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    await provide(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    server.closeAllConnections();
    server.close();
  },
});

test("a stranger's page reads nothing, changes nothing and hears nothing", async ({
  make,
  open,
  page,
  server,
  stranger,
  complaints,
  api,
}) => {
  const lab = await make(pair());
  await open(lab);
  const before = await lab.document();
  const labs = (await api.labs()).length;
  await page.goto(stranger);
  complaints.expect(/./);

  const attempts = await page.evaluate(
    async ({ url, id }) => {
      const read = await fetch(`${url}/api/labs`, { credentials: "include" }).then(
        () => "answered",
        () => "refused",
      );
      const heard = await new Promise<string>((resolve) => {
        const socket = new WebSocket(`${url.replace("http", "ws")}/api/labs/${id}/socket`);
        socket.addEventListener("open", () => resolve("open"));
        socket.addEventListener("error", () => resolve("refused"));
      });
      // Forms and no-cors requests need no permission to be sent.
      const post = { method: "POST", credentials: "include", mode: "no-cors" } as const;
      await fetch(`${url}/api/labs`, { ...post, body: JSON.stringify({ name: "stranger's" }) }).catch(
        () => null,
      );
      await fetch(`${url}/api/labs/${id}/undo`, post).catch(() => null);
      const edit = { edit: { op: "remove", id: "ns1" } };
      await fetch(`${url}/api/labs/${id}/edits`, { ...post, body: JSON.stringify(edit) }).catch(() => null);
      const untyped = new Blob([JSON.stringify({ name: "stranger's" })]);
      await fetch(`${url}/api/labs`, { ...post, body: untyped }).catch(() => null);
      for (const enctype of ["text/plain", "multipart/form-data", "application/x-www-form-urlencoded"]) {
        const target = document.createElement("iframe");
        target.name = enctype;
        const form = document.createElement("form");
        Object.assign(form, { action: `${url}/api/labs`, method: "post", enctype, target: enctype });
        const field = document.createElement("input");
        // As text/plain this is {"name":"stranger's","layout":{},"=":""} but for the last name.
        Object.assign(field, { name: '{"name":"stranger\'s","', value: '":""}' });
        form.append(field);
        document.body.append(target, form);
        const answered = new Promise((resolve) => target.addEventListener("load", resolve));
        form.submit();
        await answered;
        target.remove();
      }
      const frame = document.createElement("iframe");
      frame.src = `${url}/labs/${id}`;
      document.body.append(frame);
      await new Promise((resolve) => frame.addEventListener("load", resolve));
      return { read, heard };
    },
    { url: server.url, id: lab.id },
  );
  expect(attempts).toEqual({ read: "refused", heard: "refused" });
  await expect(page.frameLocator("iframe").getByTestId("canvas")).toHaveCount(0);
  expect(await api.labs()).toHaveLength(labs);
  expect(await lab.document()).toEqual(before);
  await lab.expectAgreement();
});

test("without the key, or with a wrong one, the page says how to get in", async ({
  page,
  server,
  complaints,
}) => {
  complaints.expect(/status of 401/);
  await page.goto(`${server.url}/?token=not-the-token`);
  await expect(page.getByTestId("unauthorized")).toContainText("This page needs its key");
  await expect(page).toHaveURL(`${server.url}/`);
  await page.goto(server.entrance());
  await expect(page.getByTestId("labs-page")).toBeVisible();
  // The key does not stay where it would be shared, nor where a script could read it.
  expect(page.url()).not.toContain(server.token);
  expect(await page.evaluate(() => document.cookie)).toBe("");
});
