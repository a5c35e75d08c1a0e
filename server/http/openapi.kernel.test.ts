import { afterAll, beforeAll, describe, expect, test } from "vitest";
import * as z from "zod";
import type { Edit } from "../../shared/edit.ts";
import { expectObservedIsDocument, makeLab } from "../testing/api.ts";
import { eventually } from "../testing/eventually.ts";
import { pairRecords } from "../testing/networks.ts";
import { importExamples } from "./examples.ts";
import { startServer, type Answer, type TestServer } from "../testing/server.ts";

/** What an OpenAPI 3.1 document needs at the least, and what this one promises besides. */
const mediaSchema = z.looseObject({
  schema: z.looseObject({}),
  examples: z.record(z.string(), z.object({ summary: z.string(), value: z.unknown() })).optional(),
});
const responseSchema = z.looseObject({
  description: z.string().min(1),
  content: z.record(z.string(), mediaSchema).optional(),
});
const operationSchema = z.looseObject({
  summary: z.string().min(1),
  parameters: z.array(
    z.looseObject({
      name: z.string(),
      in: z.enum(["path", "query", "header"]),
      required: z.boolean().optional(),
      schema: z.looseObject({}),
    }),
  ),
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
type Description = z.infer<typeof openApiSchema>;

let server: TestServer;
let lab: string;
let description: Description;
beforeAll(async () => {
  server = await startServer();
  lab = await makeLab(server, pairRecords());
  description = openApiSchema.parse((await server.call("GET", "/api/openapi.json")).json);
});
afterAll(() => server[Symbol.asyncDispose]());

const post = (path: string, body: unknown = {}) => server.call("POST", path, { body });
const down: Edit = { op: "update", id: "e1", changes: { adminState: "down" } };

/** What keeps the value from being of the described form, by a reader of JSON Schema that knows nothing of ours. */
function issuesOf(schema: object, value: unknown): readonly unknown[] {
  const withoutComponents = JSON.stringify({ ...schema, $defs: description.components.schemas });
  const form = z.fromJSONSchema(
    JSON.parse(
      withoutComponents.replaceAll("#/components/schemas/", "#/$defs/"),
    ) as z.core.JSONSchema.JSONSchema,
  );
  return form.safeParse(value).error?.issues ?? [];
}

function expectForm(schema: object, value: unknown): void {
  expect(issuesOf(schema, value)).toEqual([]);
}

function expectAnswer({ responses }: z.infer<typeof operationSchema>, answer: Answer, status: string): void {
  // Nothing is described where nothing comes.
  const nothing = ["", { schema: { const: "" } }] as const;
  const [type, { schema }] = Object.entries(responses[status]?.content ?? {})[0] ?? nothing;
  expect(answer.headers["content-type"] ?? "").toContain(type);
  expectForm(schema, type.endsWith("json") ? answer.json : answer.text);
}

/** Calls each operation once, as its description says. */
const calls: Readonly<Record<string, () => Promise<Answer>>> = {
  "get /api/health": () => server.call("GET", "/api/health"),
  "get /api/labs": () => server.call("GET", "/api/labs"),
  "post /api/labs": () => post("/api/labs", { name: "Another" }),
  "post /api/labs/import": () => post("/api/labs/import", Object.values(importExamples)[0]),
  "get /api/labs/{lab}/export": () => server.call("GET", `/api/labs/${lab}/export?format=mermaid`),
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
  "post /api/labs/{lab}/run-script": () => post(`/api/labs/${lab}/run-script`, { script: "echo done" }),
  "get /api/labs/{lab}/terminals": async () => {
    await post(`/api/labs/${lab}/terminals`, { namespace: "ns1" });
    return server.call("GET", `/api/labs/${lab}/terminals`);
  },
  "post /api/labs/{lab}/terminals": () => post(`/api/labs/${lab}/terminals`, { namespace: "host" }),
  "delete /api/labs/{lab}/terminals/{terminal}": async () => {
    const { json } = await post(`/api/labs/${lab}/terminals`, { namespace: "ns1" });
    return server.call("DELETE", `/api/labs/${lab}/terminals/${String(json.id)}`);
  },
  "get /api/labs/{lab}/processes": async () => {
    await leaveRunning();
    return server.call("GET", `/api/labs/${lab}/processes`);
  },
  "delete /api/labs/{lab}/processes/{process}": async () =>
    server.call("DELETE", `/api/labs/${lab}/processes/${await leaveRunning()}`),
  "get /api/labs/{lab}/containers": async () => {
    await makeContainer("listed");
    return server.call("GET", `/api/labs/${lab}/containers`);
  },
  "post /api/labs/{lab}/containers": () =>
    post(`/api/labs/${lab}/containers`, { network: "none", command: ["sh", "-c", "echo hello; sleep 100"] }),
  "post /api/labs/{lab}/containers/{container}/stop": () => postTo("stopped", "stop"),
  "post /api/labs/{lab}/containers/{container}/start": async () => {
    await postTo("started", "stop");
    return post(`/api/labs/${lab}/containers/started/start`);
  },
  "post /api/labs/{lab}/containers/{container}/restart": () => postTo("restarted", "restart"),
  "post /api/labs/{lab}/containers/{container}/connect": async () => {
    await makeBridge();
    return postTo("connected", "connect", { network: "docker0", aliases: ["db"] });
  },
  "post /api/labs/{lab}/containers/{container}/disconnect": () =>
    post(`/api/labs/${lab}/containers/connected/disconnect`, { network: "docker0" }),
  "post /api/labs/{lab}/containers/{container}/link": async () => {
    await makeContainer("linked");
    return postTo("linking", "link", { container: "linked", alias: "db" });
  },
  "post /api/labs/{lab}/containers/{container}/unlink": () =>
    post(`/api/labs/${lab}/containers/linking/unlink`, { container: "linked" }),
  "post /api/labs/{lab}/networks": () =>
    post(`/api/labs/${lab}/networks`, { name: "my-bridge", subnet: "172.30.0.0/16" }),
  "get /api/labs/{lab}/networks": async () => {
    await post(`/api/labs/${lab}/containers`, { network: "my-bridge" });
    return server.call("GET", `/api/labs/${lab}/networks`);
  },
  "get /api/labs/{lab}/networks/{network}": () => server.call("GET", `/api/labs/${lab}/networks/my-bridge`),
  "delete /api/labs/{lab}/networks/{network}": async () => {
    await post(`/api/labs/${lab}/networks`, { name: "other-net" });
    return server.call("DELETE", `/api/labs/${lab}/networks/other-net`);
  },
  "get /api/labs/{lab}/containers/{container}/output": async () => {
    await makeContainer("talker");
    return server.call("GET", `/api/labs/${lab}/containers/talker/output`);
  },
  "delete /api/labs/{lab}/containers/{container}": async () => {
    await makeContainer("removed");
    return server.call("DELETE", `/api/labs/${lab}/containers/removed`);
  },
  "get /api/labs/{lab}/script": () => server.call("GET", `/api/labs/${lab}/script`),
};

const makeContainer = (name: string) => post(`/api/labs/${lab}/containers`, { name, network: "none" });

const makeBridge = () =>
  post(`/api/labs/${lab}/edits`, {
    edit: { op: "add", record: { id: "docker0", kind: "bridge", namespace: "host", name: "docker0" } },
  });

async function postTo(container: string, verb: string, body: unknown = {}): Promise<Answer> {
  await makeContainer(container);
  return post(`/api/labs/${lab}/containers/${container}/${verb}`, body);
}

/** As a terminal leaves it behind: in a session of its own. Its number. */
async function leaveRunning(): Promise<number> {
  await post(`/api/labs/${lab}/exec`, {
    namespace: "ns1",
    argv: ["sh", "-c", "setsid sleep 1000 >/dev/null 2>&1 &"],
  });
  return eventually(async () => {
    const { json } = await server.call("GET", `/api/labs/${lab}/processes`);
    const [left] = json.processes;
    expect(left).toMatchObject({ namespace: "ns1", command: "sleep 1000" });
    return Number(left.pid);
  });
}

function describedOperations() {
  return Object.entries(description.paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]) => ({ name: `${method} ${path}`, path, operation })),
  );
}

describe("API-4 the description at /api/openapi.json", () => {
  test("is of OpenAPI's form, and refers to nothing that it does not hold", () => {
    for (const { path, operation } of describedOperations()) {
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      const parameters = operation.parameters.filter((each) => each.in === "path");
      expect(parameters.map(({ name, required }) => (required === true ? name : ""))).toEqual(inPath);
      expect(Object.keys(operation.responses)).toContain("default");
    }
    const references = [
      ...JSON.stringify(description).matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g),
    ];
    const known = Object.keys(description.components.schemas);
    expect(references.length).toBeGreaterThan(0);
    for (const [, name] of references) expect(known).toContain(name);
  });

  test("names every call there is, and each of them answers as it says, to the last field", async () => {
    expect(
      describedOperations()
        .map(({ name }) => name)
        .toSorted(),
    ).toEqual(Object.keys(calls).toSorted());
    for (const { name, operation } of describedOperations()) {
      const answer = await calls[name]?.();
      const [status = ""] = Object.keys(operation.responses).filter((each) => each !== "default");
      expect([name, String(answer?.status), answer?.text.slice(0, 300)]).toEqual([
        name,
        status,
        expect.any(String),
      ]);
      if (answer !== undefined) expectAnswer(operation, answer, status);
    }
  });

  test("tells what is seen and what a ping tells in all their forms", async () => {
    const own = await makeLab(server, pairRecords());
    const { operation } = describedOperations().find(({ path }) => path.endsWith("/observed")) ?? {};
    const pinging = description.paths["/api/labs/{lab}/ping"]?.["post"];
    if (operation === undefined || pinging === undefined) throw new TypeError("not described");
    const inHost = ["ip link add name br9 type bridge", "ip link set dev br9 up", "ip netns add by-hand"];
    await post(`/api/labs/${own}/exec`, { namespace: "host", argv: ["sh", "-ec", inHost.join("\n")] });
    for (const to of ["ns2", "10.0.0.9", "203.0.113.1", "nobody.invalid"]) {
      const answer = await post(`/api/labs/${own}/ping`, { from: "ns1", to, count: 2, intervalMs: 50 });
      expect(answer.status).toBe(200);
      expectAnswer(pinging, answer, "200");
    }
    await eventually(async () => {
      const answer = await server.call("GET", `/api/labs/${own}/observed`);
      expectAnswer(operation, answer, "200");
      for (const part of ["br9", "by-hand", "fe80::", "10.0.0.9"]) expect(answer.text).toContain(part);
    });
  });

  test("tells of refusals, too", async () => {
    const refusals = [
      await post("/api/labs", { name: "" }),
      await post(`/api/labs/${lab}/edits`, { edit: down, baseRevision: 77 }),
      await post(`/api/labs/${lab}/edits`, { edit: { op: "remove", id: "nothing" } }),
      await server.call("GET", "/api/labs/nothing"),
      await server.call("GET", "/api/labs", { token: null }),
      await post(`/api/labs/${lab}/exec`, { namespace: "ns1", argv: ["sleep", "9"], timeoutMs: 1 }),
    ];
    const edits = description.paths["/api/labs/{lab}/edits"]?.["post"];
    for (const answer of refusals) {
      expect(answer.status).toBeGreaterThanOrEqual(400);
      if (edits !== undefined) expectAnswer(edits, answer, "default");
    }
  });

  test("holds what may be left out for optional, and lets nothing else in", () => {
    const { Record: given = {}, KeptRecord: kept = {} } = description.components.schemas;
    const veth = { kind: "veth", id: "e1", peer: "e2", namespace: "n1", name: "eth0" };
    expect(issuesOf(given, veth)).toEqual([]);
    for (const [schema, value] of [
      [kept, veth],
      [given, { ...veth, colour: "red" }],
      [given, { ...veth, mtu: "1500" }],
    ] as const) {
      expect(issuesOf(schema, value)).not.toEqual([]);
    }
  });

  test("gives examples that do, one after the other, what they say", async () => {
    const own = await makeLab(server);
    const media =
      description.paths["/api/labs/{lab}/edits"]?.["post"]?.requestBody?.content["application/json"];
    const examples = Object.values(media?.examples ?? {});
    expect(examples.length).toBeGreaterThan(3);
    for (const { summary, value } of examples) {
      expectForm(media?.schema ?? {}, value);
      const answer = await post(`/api/labs/${own}/edits`, value);
      expect([summary, answer.status, answer.text]).toEqual([summary, 200, expect.any(String)]);
      await expectObservedIsDocument(server, own);
    }
  });
});

test("API-4 health is told where labs cannot be made, too, with the reason", async () => {
  const forbid = 'echo 0 >/proc/sys/user/max_user_namespaces; exec "$@"';
  await using forbidden = await startServer({ before: ["unshare", "-Ur", "sh", "-ec", forbid, "sh"] });
  const answer = await forbidden.call("GET", "/api/health");
  expect(answer).toMatchObject({
    status: 200,
    json: {
      ok: false,
      version: expect.any(String) as string,
      problem: { kind: "machine-unavailable", code: "user-namespaces-forbidden" },
    },
  });
  const health = description.paths["/api/health"]?.["get"];
  if (health !== undefined) expectAnswer(health, answer, "200");
});
