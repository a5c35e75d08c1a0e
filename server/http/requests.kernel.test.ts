import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Observed } from "../../shared/observed.ts";
import { newNamespace } from "../../shared/topology.ts";
import { expectObservedIsDocument, expectProblem, makeLab, readTopology } from "../testing/api.ts";
import { LabSocket } from "../testing/lab-socket.ts";
import { pairRecords } from "../testing/networks.ts";
import { startServer, testToken, type TestServer } from "../testing/server.ts";

let server: TestServer;
let lab: string;
beforeAll(async () => {
  server = await startServer();
  lab = await makeLab(server, pairRecords());
  await expectObservedIsDocument(server, lab);
});
afterAll(() => server[Symbol.asyncDispose]());

const edits = () => `/api/labs/${lab}/edits`;
const nested = (depth: number) => "[".repeat(depth) + "]".repeat(depth);
const update = (changes: object) => ({ op: "update", id: "e1", changes });

/** Request bodies for POST …/edits that are wrong, and what is said of them. */
const wrongEdits: readonly (readonly [string, unknown, number, object])[] = [
  ["no JSON", "{", 400, { kind: "malformed", code: "not-json" }],
  ["only a number", "7", 400, { kind: "malformed" }],
  ["nothing", "", 400, { kind: "malformed", path: "edit" }],
  ["an array", "[]", 400, { kind: "malformed", detail: "this must be an object" }],
  ["null", "null", 400, { kind: "malformed", detail: "this must be an object" }],
  ["an unknown field", { edit: { op: "remove", id: "e1" }, force: true }, 400, { kind: "malformed" }],
  [
    "an unknown field in the edit",
    { edit: { op: "remove", id: "e1", x: 1 } },
    400,
    { kind: "malformed", path: "edit" },
  ],
  ["an unknown operation", { edit: { op: "explode" } }, 400, { kind: "malformed", path: "edit.op" }],
  ["nesting of 100,000", `{"edit":${nested(100_000)}}`, 400, { kind: "malformed", path: "edit" }],
  [
    "nesting of 100,000 where anything may be",
    `{"edit":{"op":"update","id":"e1","changes":{"mtu":${nested(100_000)}}}}`,
    422,
    { kind: "invalid-edit", path: "e1.mtu" },
  ],
  [
    "a batch in a batch",
    { edit: { op: "batch", edits: [{ op: "batch", edits: [] }] } },
    400,
    { kind: "malformed", path: "edit.edits.0.op" },
  ],
  [
    "a batch of 20,001",
    { edit: { op: "batch", edits: Array.from({ length: 20_001 }, () => ({ op: "remove", id: "x" })) } },
    400,
    { kind: "malformed", path: "edit.edits" },
  ],
  [
    "a NUL in a name",
    { edit: update({ name: "a\0b" }) },
    422,
    { kind: "invalid-edit", path: "e1.name", code: "bad-character" },
  ],
  [
    "a name that is an option",
    { edit: update({ name: "-all" }) },
    422,
    { kind: "invalid-edit", path: "e1.name", code: "leading-dash" },
  ],
  [
    "a name that is a list",
    { edit: update({ name: ["a"] }) },
    422,
    { kind: "invalid-edit", path: "e1.name" },
  ],
  [
    "an unknown field of a record",
    { edit: update({ speed: 10 }) },
    422,
    { kind: "invalid-edit", path: "e1", parameters: { keys: "speed" } },
  ],
  [
    "what never changes",
    { edit: update({ peer: "e1" }) },
    422,
    { kind: "invalid-edit", path: "e1.peer", code: "fixed-field" },
  ],
  ["an MTU without measure", { edit: update({ mtu: 1e9 }) }, 422, { kind: "invalid-edit", path: "e1.mtu" }],
  [
    "a record that is not there",
    { edit: { op: "remove", id: "nothing" } },
    422,
    { kind: "invalid-edit", code: "no-such-record", path: "nothing" },
  ],
  [
    "the second of two edits",
    {
      edit: {
        op: "batch",
        edits: [
          { op: "remove", id: "e1" },
          { op: "remove", id: "nothing" },
        ],
      },
    },
    422,
    { kind: "invalid-edit", path: "nothing" },
  ],
  [
    "a revision that is none",
    { edit: { op: "remove", id: "e1" }, baseRevision: -1 },
    400,
    { kind: "malformed", path: "baseRevision" },
  ],
];

describe("API-1 what is wrong is refused with its kind and its place, and changes nothing", () => {
  test.each(wrongEdits)("%s", async (_name, body, status, problem) => {
    const before = await server.call("GET", `/api/labs/${lab}`);
    expectProblem(await server.call("POST", edits(), { body }), status, problem);
    expect((await server.call("GET", `/api/labs/${lab}`)).json).toEqual(before.json);
  });

  test("ids that JavaScript's objects have of their own", async () => {
    for (const id of ["constructor", "toString", "hasOwnProperty", "__proto__"]) {
      for (const edit of [
        { op: "remove", id },
        { op: "update", id, changes: { name: "x" } },
      ]) {
        const answer = await server.call("POST", edits(), { body: { edit } });
        expectProblem(answer, 400, { kind: "malformed", path: "edit.id" });
      }
      expectProblem(await server.call("GET", `/api/labs/${id}`), 404, { kind: "not-found" });
    }
  });

  test("more than 8 MiB", async () => {
    const body = JSON.stringify({ edit: { op: "remove", id: "x".repeat(10 * 1024 * 1024) } });
    expectProblem(await server.call("POST", edits(), { body }), 413, { kind: "too-large" });
  });

  test("paths that are none", async () => {
    expectProblem(await server.call("GET", "/api/labs/nothing"), 404, {
      kind: "not-found",
      code: "no-such-lab",
    });
    expectProblem(await server.call("GET", "/api/nothing"), 404, { kind: "not-found", code: "no-such-call" });
    expectProblem(await server.call("PUT", `/api/labs/${lab}`), 404, { kind: "not-found" });
    expectProblem(await server.call("GET", "/api/labs/%ff"), 400, { kind: "malformed" });
    expectProblem(await server.call("GET", "/assets/nothing.js"), 404, { kind: "not-found" });
    expectProblem(await server.call("GET", "/assets/..%2f..%2fserver%2fmain.js"), 404, { kind: "not-found" });
  });

  test("bodies for the other calls", async () => {
    const wrong: readonly (readonly [string, unknown, string])[] = [
      ["/api/labs", {}, "name"],
      ["/api/labs", { name: "" }, "name"],
      ["/api/labs", { name: "x".repeat(81) }, "name"],
      ["/api/labs", { name: "x", topology: [] }, "topology"],
      [`/api/labs/${lab}/exec`, { namespace: "ns1", argv: [] }, "argv"],
      [`/api/labs/${lab}/exec`, { namespace: "ns1", argv: ["a\0b"] }, "argv.0"],
      [`/api/labs/${lab}/exec`, { namespace: "ns1", argv: ["true"], timeoutMs: 0 }, "timeoutMs"],
      [`/api/labs/${lab}/ping`, { from: "ns1", to: "ns2", count: 0 }, "count"],
      [`/api/labs/${lab}/ping`, { from: "ns1", to: "ns2", intervalMs: 1 }, "intervalMs"],
      [`/api/labs/${lab}/ping`, { from: "ns1", to: "-f" }, "to"],
      [`/api/labs/${lab}/restore`, { records: ["-"] }, "records.0"],
      [`/api/labs/${lab}/undo`, { steps: 3 }, ""],
    ];
    for (const [path, body, place] of wrong) {
      expectProblem(await server.call("POST", path, { body }), 400, { kind: "malformed", path: place });
    }
  });
});

describe("API-13 a body is read as JSON", () => {
  const formTypes = ["application/x-www-form-urlencoded", "text/plain", "multipart/form-data; boundary=x"];
  const create = (options: { readonly type: string | null; readonly headers?: Record<string, string> }) =>
    server.call("POST", "/api/labs", { body: { name: "By any type" }, ...options });
  const countLabs = async () => ((await server.call("GET", "/api/labs")).json.labs as unknown[]).length;

  test("whatever type a program gives it, or none", async () => {
    for (const type of [null, ...formTypes, "application/octet-stream", "application/json; charset=utf-8"]) {
      expect([type, await create({ type })]).toMatchObject([type, { status: 201 }]);
    }
    const { id } = (await create({ type: null })).json as { readonly id: string };
    const restored = await server.call("POST", `/api/labs/${id}/restore`, {
      body: { records: ["-"] },
      type: null,
    });
    expectProblem(restored, 400, { kind: "malformed", path: "records.0" });
    const twin = await server.call("POST", `/api/labs/${id}/duplicate`, {
      body: { name: "Twin" },
      type: null,
    });
    expect(twin.json).toMatchObject({ name: "Twin" });
  });

  test("only as application/json from who is let in by a cookie, which other pages make a browser send along", async () => {
    const { headers } = await server.call("GET", `/?token=${testToken}`, { token: null });
    const cookie = headers["set-cookie"]?.[0]?.split(";")[0] ?? "";
    const before = await countLabs();
    for (const type of [null, ...formTypes, "application/octet-stream", "application/json-patch+json"]) {
      const answer = await server.call("POST", "/api/labs", {
        token: null,
        headers: { cookie },
        body: { name: "A stranger's" },
        type,
      });
      expectProblem(answer, 415, { kind: "unsupported-media-type" });
    }
    expect(await countLabs()).toBe(before);
    const byPage = { token: null, body: { name: "The page's" }, headers: { cookie } };
    expect((await server.call("POST", "/api/labs", byPage)).status).toBe(201);
    const foreign = { ...byPage, headers: { cookie, origin: "http://127.0.0.1:1" } };
    expectProblem(await server.call("POST", "/api/labs", foreign), 403, { kind: "forbidden-origin" });
    // Without a body there is nothing to misread.
    await server.call("DELETE", `/api/labs/${lab}`);
    const undelete = await server.call("POST", `/api/labs/${lab}/undelete`, {
      token: null,
      headers: { cookie, "content-length": "0" },
    });
    expect(undelete.status).toBe(200);
  });
});

test("API-3 names made by hand that JavaScript's objects have of their own confuse nothing", async () => {
  const own = await makeLab(server, pairRecords());
  const names = ["constructor", "toString", "__proto__"];
  const inHost = (argv: readonly string[]) =>
    server.call("POST", `/api/labs/${own}/exec`, { body: { namespace: "host", argv } });
  for (const name of names) {
    expect((await inHost(["ip", "netns", "add", name])).json).toMatchObject({ exitCode: 0 });
    expect((await inHost(["ip", "link", "add", "name", name, "type", "bridge"])).json).toMatchObject({
      exitCode: 0,
    });
  }
  const { json } = await server.call("GET", `/api/labs/${own}/observed`);
  const { namespaces } = json as Observed;
  expect(Object.keys(namespaces)).toEqual(expect.arrayContaining(["constructor", "toString", "ns1"]));
  expect(Object.keys(namespaces["host"]?.interfaces ?? {})).toEqual(expect.arrayContaining(["constructor"]));
  for (const name of names) {
    await inHost(["ip", "netns", "delete", name]);
    await inHost(["ip", "link", "delete", "dev", name]);
  }
  await expectObservedIsDocument(server, own);
});

test("API-2 while one sends rubbish, others work on in the same lab and in others", async () => {
  const other = await makeLab(server);
  await using ada = await LabSocket.join(server, lab);
  await using bob = await LabSocket.join(server, other, "bob");
  const done = new AbortController();
  const rubbish = (async () => {
    while (!done.signal.aborted) {
      await Promise.all([
        server.call("POST", edits(), { body: nested(100_000) }),
        server.call("POST", edits(), { body: `"${"x".repeat(9 * 1024 * 1024)}"` }),
        server.call("POST", edits(), { body: { edit: update({ name: "a\0b" }) } }),
      ]);
    }
  })();
  for (let round = 0; round < 10; round += 1) {
    const adminState = round % 2 === 0 ? "down" : "up";
    const answers = await Promise.all([
      ada.edit({ op: "update", id: "e1", changes: { adminState } }),
      bob.edit({ op: "add", record: newNamespace(`n${round}`, `ns${round}`) }),
    ]);
    expect(answers.map(({ ok }) => ok)).toEqual([true, true]);
  }
  done.abort();
  await rubbish;
  await expectObservedIsDocument(server, lab);
  await expectObservedIsDocument(server, other);
  expect(Object.keys(await readTopology(server, other))).toHaveLength(11);
});
