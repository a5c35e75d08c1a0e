import { afterAll, beforeAll, describe, expect, test } from "vitest";
import * as z from "zod";
import type { Observed } from "../../shared/observed.ts";
import type { Edit } from "../../shared/edit.ts";
import { expectObservedIsDocument, expectProblem, makeLab, readTopology } from "../testing/api.ts";
import { eventually } from "../testing/eventually.ts";
import { adding, pairRecords, topologyWith } from "../testing/networks.ts";
import { startServer, type Answer, type TestServer } from "../testing/server.ts";

let server: TestServer;
let lab: string;
beforeAll(async () => {
  server = await startServer();
  lab = await makeLab(server, pairRecords());
});
afterAll(() => server[Symbol.asyncDispose]());

const post = (path: string, body: unknown = {}) => server.call("POST", path, { body });
const down: Edit = { op: "update", id: "e1", changes: { adminState: "down" } };

/** What an OpenAPI 3.1 document needs at the least, and what this one promises besides. */
const mediaSchema = z.looseObject({ schema: z.looseObject({}) });
const responseSchema = z.looseObject({
  description: z.string().min(1),
  content: z.record(z.string(), mediaSchema).optional(),
});
const operationSchema = z.looseObject({
  summary: z.string().min(1),
  parameters: z
    .array(
      z.looseObject({
        name: z.string(),
        in: z.enum(["path", "query", "header", "cookie"]),
        required: z.literal(true),
        schema: z.looseObject({}),
      }),
    )
    .optional(),
  requestBody: z.looseObject({ content: z.record(z.string(), mediaSchema) }).optional(),
  responses: z.record(z.string().regex(/^([1-5]\d\d|default)$/), responseSchema),
});
const openApiSchema = z.looseObject({
  openapi: z.string().regex(/^3\.1\.\d+$/),
  info: z.looseObject({ title: z.string().min(1), version: z.string().min(1) }),
  paths: z.record(z.string().startsWith("/"), z.record(z.string(), operationSchema)),
  components: z.looseObject({
    schemas: z.record(z.string().regex(/^[A-Za-z0-9._-]+$/), z.looseObject({})),
  }),
});

/** Calls each operation once, as its description says. */
const calls: Readonly<Record<string, () => Promise<Answer>>> = {
  "get /api/health": () => server.call("GET", "/api/health"),
  "get /api/labs": () => server.call("GET", "/api/labs"),
  "post /api/labs": () => post("/api/labs", { name: "Another" }),
  "get /api/labs/{lab}": () => server.call("GET", `/api/labs/${lab}`),
  "patch /api/labs/{lab}": () => server.call("PATCH", `/api/labs/${lab}`, { body: { name: "Its new name" } }),
  "delete /api/labs/{lab}": async () => server.call("DELETE", `/api/labs/${await makeLab(server)}`),
  "post /api/labs/{lab}/undelete": async () => {
    const deleted = await makeLab(server);
    await server.call("DELETE", `/api/labs/${deleted}`);
    return post(`/api/labs/${deleted}/undelete`);
  },
  "post /api/labs/{lab}/duplicate": () => post(`/api/labs/${lab}/duplicate`, { name: "Twin" }),
  "get /api/labs/{lab}/file": () => server.call("GET", `/api/labs/${lab}/file`),
  "post /api/labs/{lab}/edits": () => post(`/api/labs/${lab}/edits`, { edit: down }),
  "post /api/labs/{lab}/undo": () => post(`/api/labs/${lab}/undo`),
  "post /api/labs/{lab}/redo": () => post(`/api/labs/${lab}/redo`),
  "post /api/labs/{lab}/restore": () => post(`/api/labs/${lab}/restore`),
  "post /api/labs/{lab}/restart": () => post(`/api/labs/${lab}/restart`),
  "get /api/labs/{lab}/observed": () => server.call("GET", `/api/labs/${lab}/observed`),
  "post /api/labs/{lab}/exec": () => post(`/api/labs/${lab}/exec`, { namespace: "ns1", argv: ["true"] }),
  "post /api/labs/{lab}/ping": () =>
    post(`/api/labs/${lab}/ping`, { from: "host", to: "127.0.0.1", count: 1 }),
  "get /api/labs/{lab}/script": () => server.call("GET", `/api/labs/${lab}/script`),
};

describe("API-4 the description at /api/openapi.json", () => {
  test("is of OpenAPI's form, and refers to nothing that it does not hold", async () => {
    const { json } = await server.call("GET", "/api/openapi.json");
    const description = openApiSchema.parse(json);
    for (const [path, operations] of Object.entries(description.paths)) {
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      for (const { parameters = [], responses } of Object.values(operations)) {
        expect(parameters.filter((each) => each.in === "path").map(({ name }) => name)).toEqual(inPath);
        expect(Object.keys(responses)).toContain("default");
      }
    }
    const references = [...JSON.stringify(json).matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)];
    const known = Object.keys(description.components.schemas);
    expect(references.length).toBeGreaterThan(0);
    for (const [, name] of references) expect(known).toContain(name);
  });

  test("names every call there is, and each of them answers as it says", async () => {
    const { json } = await server.call("GET", "/api/openapi.json");
    const { paths } = openApiSchema.parse(json);
    const described = Object.entries(paths).flatMap(([path, operations]) =>
      Object.entries(operations).map(([method, operation]) => ({ name: `${method} ${path}`, operation })),
    );
    expect(described.map(({ name }) => name).toSorted()).toEqual(Object.keys(calls).toSorted());
    for (const { name, operation } of described) {
      const answer = await calls[name]?.();
      const documented = Object.keys(operation.responses).filter((status) => status !== "default");
      expect([name, String(answer?.status), answer?.text.slice(0, 300)]).toEqual([
        name,
        documented[0],
        expect.any(String),
      ]);
      const [type] = Object.keys(operation.responses[documented[0] ?? ""]?.content ?? {});
      expect(answer?.headers["content-type"] ?? "").toContain(type ?? "");
    }
  });
});

describe("API-5 edits", () => {
  test("answer with the revision and the commands, word for word", async () => {
    const own = await makeLab(server, pairRecords());
    const { status, json } = await post(`/api/labs/${own}/edits`, { edit: down, baseRevision: 0 });
    expect(status).toBe(200);
    expect(json.revision).toBe(1);
    expect(json.steps).toMatchObject([{ command: "ip -n ns1 link set dev eth0 down", record: "e1" }]);
    await expectObservedIsDocument(server, own);
  });

  test("undo and redo go back and forth, in the kernel too, and then say that there is no more", async () => {
    const own = await makeLab(server, pairRecords());
    const topologies = [await readTopology(server, own)];
    for (const edit of [
      down,
      { op: "update", id: "n1", changes: { name: "renamed" } },
      { op: "remove", id: "n2" },
    ]) {
      expect((await post(`/api/labs/${own}/edits`, { edit })).status).toBe(200);
      topologies.push(await readTopology(server, own));
    }
    for (const topology of topologies.slice(0, -1).toReversed()) {
      expect((await post(`/api/labs/${own}/undo`)).status).toBe(200);
      expect(await readTopology(server, own)).toEqual(topology);
      await expectObservedIsDocument(server, own);
    }
    expectProblem(await post(`/api/labs/${own}/undo`), 409, {
      kind: "undo-impossible",
      code: "nothing-to-undo",
    });
    for (const topology of topologies.slice(1)) {
      expect((await post(`/api/labs/${own}/redo`)).status).toBe(200);
      expect(await readTopology(server, own)).toEqual(topology);
    }
    await expectObservedIsDocument(server, own);
    expectProblem(await post(`/api/labs/${own}/redo`), 409, {
      kind: "undo-impossible",
      code: "nothing-to-redo",
    });
  });

  test("what the kernel refuses is told with the command and its words, and changes nothing", async () => {
    const own = await makeLab(server, pairRecords());
    // Somebody made it by hand: the document knows nothing of it.
    await post(`/api/labs/${own}/exec`, {
      namespace: "host",
      argv: ["ip", "link", "add", "name", "taken", "type", "bridge"],
    });
    const before = await server.call("GET", `/api/labs/${own}`);
    const edit = adding({
      id: "b",
      kind: "bridge",
      namespace: "host",
      name: "taken",
      adminState: "up",
      macAddress: "02:00:00:00:00:01",
      mtu: 1500,
      addresses: [],
      stp: false,
      ageingTimeSeconds: 300,
    });
    const answer = await post(`/api/labs/${own}/edits`, { edit });
    expectProblem(answer, 422, { kind: "kernel-refused", path: "b" });
    expect(answer.json.command).toMatch(/^ip link add name taken /);
    expect(answer.json.output).toContain("File exists");
    expect((await server.call("GET", `/api/labs/${own}`)).json).toEqual(before.json);
  });
});

describe("API-6 what was done by hand", () => {
  test("restore takes it back, and says with which commands", async () => {
    const own = await makeLab(server, pairRecords());
    const inNs1 = (...argv: string[]) => post(`/api/labs/${own}/exec`, { namespace: "ns1", argv });
    await inNs1("ip", "link", "set", "dev", "eth0", "down");
    await inNs1("ip", "address", "add", "192.0.2.1/24", "dev", "eth0");
    await eventually(async () => {
      const { text } = await server.call("GET", `/api/labs/${own}/observed`);
      expect(text).toContain("192.0.2.1/24");
    });
    const { json } = await post(`/api/labs/${own}/restore`, { records: ["e1"] });
    expect(json.steps.length).toBeGreaterThan(0);
    await expectObservedIsDocument(server, own);
  });

  test("restart heals whatever was done, even to the machine itself", async () => {
    const own = await makeLab(server, pairRecords());
    await post(`/api/labs/${own}/exec`, { namespace: "host", argv: ["ip", "netns", "delete", "ns1"] });
    await post(`/api/labs/${own}/exec`, {
      namespace: "host",
      argv: ["mount", "-t", "tmpfs", "none", "/run"],
    });
    expect((await post(`/api/labs/${own}/restart`)).json).toMatchObject({ state: { phase: "running" } });
    await expectObservedIsDocument(server, own);
  });
});

describe("API-7 labs as wholes", () => {
  test("a file goes out and comes in again as the same network", async () => {
    const own = await makeLab(server, pairRecords());
    await post(`/api/labs/${own}/edits`, { edit: { op: "place", positions: { n1: { x: 10, y: 20 } } } });
    const file = (await server.call("GET", `/api/labs/${own}/file`)).json;
    expect(file).toMatchObject({ format: "vethlab", version: 1, layout: { n1: { x: 10, y: 20 } } });
    const { name, topology, layout } = file;
    const imported = await post("/api/labs", { name, topology, layout });
    expect(imported.status).toBe(201);
    const again = (await server.call("GET", `/api/labs/${String(imported.json.id)}/file`)).json;
    expect(again).toEqual(file);
    await expectObservedIsDocument(server, String(imported.json.id));
  });

  test("a duplicate is the same and goes its own way", async () => {
    const own = await makeLab(server, pairRecords());
    const twin = String((await post(`/api/labs/${own}/duplicate`, { name: "Twin" })).json.id);
    expect(await readTopology(server, twin)).toEqual(await readTopology(server, own));
    await post(`/api/labs/${twin}/edits`, { edit: { op: "remove", id: "n1" } });
    await expectObservedIsDocument(server, twin);
    expect(await readTopology(server, own)).toEqual(topologyWith(pairRecords()));
    await expectObservedIsDocument(server, own);
  });

  test("a deleted one is gone until it is taken back", async () => {
    const own = await makeLab(server, pairRecords(), "Short-lived");
    expect((await server.call("DELETE", `/api/labs/${own}`)).status).toBe(204);
    expectProblem(await server.call("GET", `/api/labs/${own}`), 404, { kind: "not-found" });
    expectProblem(await server.call("DELETE", `/api/labs/${own}`), 404, { kind: "not-found" });
    expect((await post(`/api/labs/${own}/undelete`)).json).toMatchObject({ name: "Short-lived" });
    expectProblem(await post(`/api/labs/${own}/undelete`), 404, { kind: "not-found" });
    await expectObservedIsDocument(server, own);
  });

  test("an invalid one is refused with the place", async () => {
    const [, , end] = pairRecords();
    const answer = await post("/api/labs", { name: "Half", topology: { e1: end } });
    expectProblem(answer, 422, { kind: "invalid-edit", path: expect.stringMatching(/^e1\./) as string });
  });

  test("its script builds the same network elsewhere", async () => {
    const own = await makeLab(server, pairRecords());
    const { text, headers } = await server.call("GET", `/api/labs/${own}/script`);
    expect(headers["content-type"]).toContain("text/plain");
    const elsewhere = await makeLab(server);
    const ran = await post(`/api/labs/${elsewhere}/exec`, { namespace: "host", argv: ["bash", "-c", text] });
    expect(ran.json).toMatchObject({ exitCode: 0, stderr: "" });
    const namespacesOf = async (id: string) => {
      const { json } = await server.call("GET", `/api/labs/${id}/observed`);
      const { namespaces } = json as Observed;
      return Object.fromEntries(
        Object.entries(namespaces).map(([name, { interfaces }]) => [
          name,
          Object.keys(interfaces).toSorted(),
        ]),
      );
    };
    expect(await namespacesOf(elsewhere)).toEqual(await namespacesOf(own));
  });
});

test("API-8 two labs with the same names do not see each other", async () => {
  const [left, right] = [await makeLab(server, pairRecords()), await makeLab(server, pairRecords())];
  const identity = async (id: string) =>
    String(
      (await post(`/api/labs/${id}/exec`, { namespace: "ns1", argv: ["readlink", "/proc/self/ns/net"] })).json
        .stdout,
    );
  expect(await identity(left)).not.toBe(await identity(right));
  await post(`/api/labs/${left}/edits`, { edit: { op: "remove", id: "n2" } });
  await post(`/api/labs/${left}/exec`, { namespace: "host", argv: ["touch", "/tmp/mine"] });
  const { json } = await post(`/api/labs/${right}/exec`, { namespace: "host", argv: ["ls", "/tmp"] });
  expect(json.stdout).toBe("");
  const ping = await post(`/api/labs/${right}/ping`, { from: "ns1", to: "ns2", count: 1 });
  expect(ping.json.summary).toMatchObject({ received: 1 });
  await expectObservedIsDocument(server, left);
  await expectObservedIsDocument(server, right);
});
