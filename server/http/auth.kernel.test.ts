import { once } from "node:events";
import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { WebSocket, type ClientOptions } from "ws";
import { eventually } from "../testing/eventually.ts";
import { expectProblem, makeLab } from "../testing/api.ts";
import { startServer, testToken, type TestServer } from "../testing/server.ts";

let server: TestServer;
let lab: string;
beforeAll(async () => {
  server = await startServer();
  lab = await makeLab(server);
});
afterAll(() => server[Symbol.asyncDispose]());

/** The HTTP status with which an upgrade is refused, or 101. */
async function upgrade(
  headers: Readonly<Record<string, string>>,
  path = `/api/labs/${lab}/socket`,
  { port } = server,
) {
  const options: ClientOptions = { headers };
  const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, options);
  const opened = once(socket, "open").then(() => 101);
  const refused = new Promise<number>((resolve) =>
    socket.on("unexpected-response", (_request, response) => resolve(response.statusCode ?? 0)),
  );
  opened.catch(() => undefined);
  const status = await Promise.race([opened, refused]);
  socket.on("error", () => undefined);
  socket.terminate();
  return status;
}

const bearer = { authorization: `Bearer ${testToken}` };
const wrongTokens = ["", "wrong", `${testToken}x`, testToken.slice(1), testToken.toUpperCase()];

describe("AUTH-1 nobody gets in without the token", () => {
  test("over HTTP", async () => {
    expectProblem(await server.call("GET", "/api/labs", { token: null }), 401, { kind: "unauthorized" });
    for (const token of wrongTokens) {
      expectProblem(await server.call("GET", "/api/labs", { token }), 401, { kind: "unauthorized" });
      const cookie = {
        headers: { cookie: `vethlab=${token}; vethlab-${server.port}=${token}` },
        token: null,
      };
      expectProblem(await server.call("GET", "/api/labs", cookie), 401, { kind: "unauthorized" });
    }
    expect((await server.call("GET", "/api/labs")).status).toBe(200);
  });

  test("over the socket", async () => {
    expect(await upgrade({})).toBe(401);
    for (const token of wrongTokens) expect(await upgrade({ authorization: `Bearer ${token}` })).toBe(401);
    expect(await upgrade(bearer)).toBe(101);
  });

  test("not even to learn which labs or calls there are", async () => {
    for (const path of ["/api/labs/nothing", "/api/nothing", "/api/openapi.json", "/api/health"]) {
      expectProblem(await server.call("GET", path, { token: null }), 401, { kind: "unauthorized" });
    }
    expect(await upgrade({}, "/api/labs/nothing/socket")).toBe(401);
  });
});

describe("AUTH-2 the URL's token becomes a cookie and leaves the URL", () => {
  test("for the page and for a lab's own URL", async () => {
    for (const path of ["/", `/labs/${lab}`]) {
      const answer = await server.call("GET", `${path}?token=${testToken}`, { token: null });
      expect(answer.status).toBe(303);
      expect(answer.headers.location).toBe(path);
      const [cookie = ""] = answer.headers["set-cookie"] ?? [];
      expect(cookie).toMatch(/; HttpOnly/);
      expect(cookie).toMatch(/; SameSite=Strict/);
      const [pair = ""] = cookie.split(";");
      const headers = { cookie: pair };
      expect((await server.call("GET", "/api/labs", { headers, token: null })).status).toBe(200);
      expect(await upgrade(headers)).toBe(101);
    }
  });

  test("a wrong one gives no cookie, and leaves the URL too", async () => {
    const answer = await server.call("GET", "/?token=wrong", { token: null });
    expect(answer.status).toBe(303);
    expect(answer.headers.location).toBe("/");
    expect(answer.headers["set-cookie"]).toBeUndefined();
  });

  test("the cookie of one server does not replace another's on the same host", async () => {
    const answer = await server.call("GET", `/?token=${testToken}`, { token: null });
    expect(answer.headers["set-cookie"]?.[0]).toContain(String(server.port));
  });
});

describe("AUTH-3 foreign names and pages are refused", () => {
  const foreignHosts = [
    "evil.example",
    "evil.example:80",
    "127.0.0.1.evil.example",
    "localhost.evil.example",
  ];

  test("a Host that is not this server's (DNS rebinding)", async () => {
    for (const host of foreignHosts) {
      for (const path of ["/", "/api/labs", `/?token=${testToken}`]) {
        const answer = await server.call("GET", path, { headers: { host } });
        expectProblem(answer, 403, { kind: "forbidden-origin", code: "foreign-host" });
        expect(answer.headers["set-cookie"]).toBeUndefined();
      }
      expect(await upgrade({ ...bearer, host })).toBe(403);
    }
    for (const host of ["localhost", `localhost:${server.port}`, `127.0.0.1:${server.port}`, "[::1]:80"]) {
      expect((await server.call("GET", "/api/labs", { headers: { host } })).status).toBe(200);
    }
  });

  test("an Origin that is not this server's", async () => {
    const own = `127.0.0.1:${server.port}`;
    const foreign = [
      "http://evil.example",
      "null",
      "http://127.0.0.1:1",
      `http://${own}.evil.example`,
      "file://",
      `http://${own}@evil.example`,
    ];
    for (const origin of foreign) {
      const answer = await server.call("POST", "/api/labs", { headers: { origin }, body: { name: "x" } });
      expectProblem(answer, 403, { kind: "forbidden-origin", code: "foreign-origin" });
      expect(await upgrade({ ...bearer, origin })).toBe(403);
    }
    const headers = { origin: `http://${own}` };
    expect((await server.call("GET", "/api/labs", { headers })).status).toBe(200);
    expect(await upgrade({ ...bearer, ...headers })).toBe(101);
  });
});

test("AUTH-4 the page may load and reach nothing from elsewhere, and nobody may frame it", async () => {
  const { headers, status } = await server.call("GET", "/", { token: null });
  expect(status).toBe(200);
  const policy = headers["content-security-policy"];
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("script-src 'self'");
  expect(policy).toContain("connect-src 'self'");
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy).not.toContain("unsafe-eval");
  expect(/script-src[^;]*unsafe-inline/.test(String(policy))).toBe(false);
  expect(headers["x-content-type-options"]).toBe("nosniff");
  expect(headers["referrer-policy"]).toBe("no-referrer");
  expect(headers["x-powered-by"]).toBeUndefined();
});

test("AUTH-5 who keeps guessing is told to wait on every way in; who knows the token gets in from the same address", async () => {
  await using own = await startServer();
  const guess = async (number: number) => {
    const headers = { authorization: `Bearer guess-${number}` };
    return {
      api: (await own.call("GET", "/api/labs", { token: null, headers })).status,
      url: (await own.call("GET", `/?token=guess-${number}`, { token: null })).status,
      socket: await upgrade(headers, "/api/labs/nothing/socket", own),
    };
  };
  expect(await guess(0)).toEqual({ api: 401, url: 303, socket: 401 });
  // Guesses are counted by the minute, which may end in the middle of this.
  await eventually(async () => expect(await guess(1)).toEqual({ api: 429, url: 429, socket: 429 }), 20_000);
  // As many as nobody gets who has no token.
  const wrong = Array.from({ length: 3100 }, () => own.call("GET", "/api/labs", { token: "wrong" }));
  expect((await Promise.all(wrong)).map(({ status }) => status)).toContain(429);
  const { headers } = await own.call("GET", `/?token=${testToken}`, { token: null });
  const cookie = { cookie: headers["set-cookie"]?.[0]?.split(";")[0] ?? "" };
  for (const right of [bearer, cookie]) {
    expect((await own.call("GET", "/api/labs", { token: null, headers: right })).status).toBe(200);
    expect(await upgrade(right, "/api/labs/nothing/socket", own)).toBe(404);
  }
});

test("AUTH-6 a connection reset in the middle of an upgrade hurts nobody", async () => {
  for (let attempt = 0; attempt < 30; attempt += 1) {
    const socket = connect(server.port, "127.0.0.1").on("error", () => undefined);
    await once(socket, "connect");
    const lines = [
      `GET /api/labs/${lab}/socket HTTP/1.1`,
      `Host: 127.0.0.1:${server.port}`,
      "Connection: Upgrade",
      "Upgrade: websocket",
      "Sec-WebSocket-Version: 13",
      "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
      ...(attempt % 2 === 0 ? [`Authorization: Bearer ${testToken}`] : []),
    ];
    socket.write(`${lines.join("\r\n")}\r\n\r\n`, () => socket.resetAndDestroy());
    await once(socket, "close");
  }
  for (const target of ["//", "http://[", "/api/labs/%ff/socket", "/%"]) {
    const socket = connect(server.port, "127.0.0.1");
    socket.write(
      `GET ${target} HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nAuthorization: Bearer ${testToken}\r\n\r\n`,
    );
    const [answer] = (await once(socket, "data")) as [Buffer];
    expect(answer.toString()).toMatch(/^HTTP\/1\.1 4\d\d /);
    socket.destroy();
  }
  expect((await server.call("GET", "/api/labs")).status).toBe(200);
});

test("AUTH-7 the token is in no log", () => {
  // Once: the URL it prints at the start. All tests above have passed by with right tokens in every place.
  expect(server.output().split(testToken)).toHaveLength(2);
});
