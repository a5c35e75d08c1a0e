import type { Document } from "../../shared/topology.ts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Observed } from "../../shared/observed.ts";
import type { Edit } from "../../shared/edit.ts";
import { expectObservedIsDocument, expectProblem, makeLab, readTopology } from "../testing/api.ts";
import { adding, pairRecords, topologyWith } from "../testing/networks.ts";
import { startServer, type TestServer } from "../testing/server.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server[Symbol.asyncDispose]());

const post = (path: string, body: unknown = {}) => server.call("POST", path, { body });
const down: Edit = { op: "update", id: "e1", changes: { adminState: "down" } };

describe("API-5 edits", () => {
  test("answer with the revision and the commands, word for word", async () => {
    const own = await makeLab(server, pairRecords());
    const { status, json } = await post(`/api/labs/${own}/edits`, { edit: down, baseRevision: 0 });
    expect(status).toBe(200);
    expect(json.revision).toBe(1);
    expect(json.steps).toMatchObject([{ command: "ip -n ns1 link set dev eth0 down", record: "e1" }]);
    await expectObservedIsDocument(server, own);
  });

  test("one made on an older revision is refused with the revision and the document there are", async () => {
    const own = await makeLab(server, pairRecords());
    expect((await post(`/api/labs/${own}/edits`, { edit: down })).status).toBe(200);
    const answer = await post(`/api/labs/${own}/edits`, { edit: down, baseRevision: 0 });
    const { json: now } = await server.call("GET", `/api/labs/${own}`);
    const document = { topology: now.topology as unknown, layout: now.layout as unknown };
    expectProblem(answer, 409, { kind: "stale", revision: 1, document });
    expect(answer.text).toContain('"adminState":"down"');
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

  test("take default for a destination, and keep the network that it is", async () => {
    const own = await makeLab(server, pairRecords());
    const route = {
      op: "add",
      record: { kind: "route", id: "r", namespace: "n1", destination: "default", gateway: "10.0.0.2" },
    };
    expect((await post(`/api/labs/${own}/edits`, { edit: route })).status).toBe(200);
    expect((await readTopology(server, own))["r"]).toMatchObject({ destination: "0.0.0.0/0" });
    const toIpv6 = { op: "update", id: "r", changes: { destination: "default", gateway: "fd00::2" } };
    expect((await post(`/api/labs/${own}/edits`, { edit: toIpv6 })).status).toBe(200);
    expect((await readTopology(server, own))["r"]).toMatchObject({ destination: "::/0" });
    await expectObservedIsDocument(server, own);
  });

  test("what the kernel refuses is told with the command and its words, and changes nothing", async () => {
    const own = await makeLab(server, pairRecords());
    // Somebody made it by hand: the document knows nothing of it.
    await post(`/api/labs/${own}/exec`, {
      namespace: "host",
      argv: ["ip", "link", "add", "name", "taken", "type", "ifb"],
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
      quality: null,
      vlans: null,
      stp: false,
      vlanFiltering: false,
      resolvesNames: false,
      ageingTimeSeconds: 300,
    });
    const answer = await post(`/api/labs/${own}/edits`, { edit });
    expectProblem(answer, 422, { kind: "kernel-refused", path: "b" });
    expect(answer.json.command).toMatch(/^ip link add name taken /);
    expect(answer.json.output).toContain("File exists");
    expect((await server.call("GET", `/api/labs/${own}`)).json).toEqual(before.json);
  });
});

describe("API-14 a program that says who it is", () => {
  const as = (author: string | null, path: string, body: unknown = {}) =>
    server.call("POST", path, { body, headers: author === null ? {} : { "vethlab-author": author } });
  const place = (id: string, x: number) => ({ edit: { op: "place", positions: { [id]: { x, y: 0 } } } });

  test("has an undo of its own; those that do not say share one", async () => {
    const own = await makeLab(server, pairRecords());
    const layout = async () => (await server.call("GET", `/api/labs/${own}`)).json.layout as unknown;
    await as("left", `/api/labs/${own}/edits`, place("n1", 1));
    await as("right", `/api/labs/${own}/edits`, place("n2", 2));
    await as(null, `/api/labs/${own}/edits`, place("n1", 3));
    expect((await as("right", `/api/labs/${own}/undo`)).status).toBe(200);
    expect(await layout()).toEqual({ n1: { x: 3, y: 0 } });
    expectProblem(await as("right", `/api/labs/${own}/undo`), 409, { code: "nothing-to-undo" });
    expect((await as(null, `/api/labs/${own}/undo`)).status).toBe(200);
    expect((await as("left", `/api/labs/${own}/undo`)).status).toBe(200);
    expect((await as("right", `/api/labs/${own}/redo`)).status).toBe(200);
    expect(await layout()).toEqual({ n2: { x: 2, y: 0 } });
  });

  test("says it in one word", async () => {
    for (const author of ["a b", "x".repeat(41), "é"]) {
      const answer = await as(author, "/api/labs", { name: "x" });
      expectProblem(answer, 400, { kind: "malformed", path: "vethlab-author" });
    }
  });
});

describe("API-6 what was done by hand", () => {
  test("is in the document, and undo takes it back", async () => {
    const own = await makeLab(server, pairRecords());
    const inNs1 = (...argv: string[]) => post(`/api/labs/${own}/exec`, { namespace: "ns1", argv });
    await inNs1("ip", "link", "set", "dev", "eth0", "down");
    await inNs1("ip", "address", "add", "192.0.2.1/24", "dev", "eth0");
    const drawn = async () => {
      const { json } = await server.call("GET", `/api/labs/${own}`);
      return (json as unknown as Document).topology["e1"];
    };
    expect(await drawn()).toMatchObject({
      adminState: "down",
      addresses: expect.arrayContaining(["192.0.2.1/24"]) as string[],
    });
    expect((await post(`/api/labs/${own}/undo`)).json.steps).toHaveLength(1);
    expect(await drawn()).not.toMatchObject({
      addresses: expect.arrayContaining(["192.0.2.1/24"]) as string[],
    });
    await post(`/api/labs/${own}/undo`);
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
    const imported = await post("/api/labs", file);
    expect(imported.status).toBe(201);
    const again = (await server.call("GET", `/api/labs/${String(imported.json.id)}/file`)).json;
    expect(again).toEqual(file);
    await expectObservedIsDocument(server, String(imported.json.id));
    const newer = await post("/api/labs", { ...file, version: 2 });
    expectProblem(newer, 400, { kind: "malformed", path: "version", detail: "version must be 1" });
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
    const chinese = await server.call("GET", `/api/labs/${own}/script?language=zh`);
    expect(chinese.text).toContain("# 创建网络命名空间");
    const klingon = await server.call("GET", `/api/labs/${own}/script?language=tlh`);
    expectProblem(klingon, 400, { kind: "malformed", path: "language" });
    const elsewhere = await makeLab(server);
    const ran = await post(`/api/labs/${elsewhere}/exec`, {
      namespace: "host",
      argv: ["bash", "-c", text],
    });
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
