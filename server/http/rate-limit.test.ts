import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import express from "express";
import { expect, test } from "vitest";
import { Gate, originGuard } from "./auth.ts";
import { problemHandler } from "./problem.ts";
import { limitRate } from "./rate-limit.ts";

/** A server that only counts; gives how to send so many requests at once, and their statuses. */
async function counting(limits: { readonly strangers: number; readonly known: number }) {
  const gate = new Gate("the-right-token", "127.0.0.1");
  const app = express();
  app.use(originGuard(gate), limitRate(gate, limits), (_request, response) => void response.end());
  app.use(problemHandler);
  const server = createServer(app).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    cookie: { cookie: `vethlab-${port}=the-right-token` },
    send: (count: number, headers: Readonly<Record<string, string>>) =>
      Promise.all(Array.from({ length: count }, () => fetch(`http://127.0.0.1:${port}/`, { headers }))),
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

const bearer = { authorization: "Bearer the-right-token" };

test("API-15: each program is counted by itself, and so are browsers and strangers; who is over is told when to come back", async () => {
  // None at all: how many come within a second depends on this machine.
  await using server = await counting({ strangers: 0, known: 3 });
  const { cookie } = server;
  const who = [
    bearer,
    { ...bearer, "vethlab-author": "one" },
    { ...bearer, "vethlab-author": "two" },
    cookie,
  ];
  for (const headers of who) {
    const answers = await server.send(3, headers);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
  }
  const [refused] = await server.send(1, {});
  expect(refused?.status).toBe(429);
  expect(Number(refused?.headers.get("retry-after"))).toBeLessThanOrEqual(1);
  expect(await refused?.json()).toMatchObject({
    kind: "too-many-requests",
    detail: expect.stringContaining("wait"),
  });
});

test("API-15: a flood of one is refused, and nobody else's request", async () => {
  await using server = await counting({ strangers: 0, known: 5 });
  const flood = await server.send(300, { ...bearer, "vethlab-author": "wild" });
  expect(flood.map(({ status }) => status)).toContain(429);
  for (const headers of [bearer, { ...bearer, "vethlab-author": "calm" }, server.cookie]) {
    const answers = await server.send(1, headers);
    expect(answers.map(({ status }) => status)).toEqual([200]);
  }
});
