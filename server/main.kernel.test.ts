import { copyFileSync, readdirSync, readFileSync, readlinkSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import Database from "libsql";
import { describe, expect, onTestFinished, test } from "vitest";
import { applyEdit } from "../shared/apply-edit.ts";
import type { Edit } from "../shared/edit.ts";
import { hostId } from "../shared/names.ts";
import { emptyDocument, newNamespace, newVeth, type Document } from "../shared/topology.ts";
import type { LabSummary } from "../shared/protocol.ts";
import { expectObservedIsDocument, expectProblem, makeLab, readTopology } from "./testing/api.ts";
import { eventually } from "./testing/eventually.ts";
import { LabSocket } from "./testing/lab-socket.ts";
import { temporaryFolder } from "./testing/labs.ts";
import { adding, pairRecords, starRecords } from "./testing/networks.ts";
import { descendantsOf, isAlive, startServer, type ProcessInfo, type TestServer } from "./testing/server.ts";

/** What is on this machine of a server's labs: its processes and the network namespaces they are in. */
interface Traces {
  readonly processes: readonly ProcessInfo[];
  readonly networks: ReadonlySet<string>;
}

function tracesOf({ pid }: TestServer): Traces {
  const processes = descendantsOf(pid);
  const own = networkOf("self");
  const networks = processes
    .flatMap((each) => networkOf(each.pid) ?? [])
    .filter((network) => network !== own);
  return { processes, networks: new Set(networks) };
}

/** `net:[4026531840]`; null for a process that is gone or not ours to look at. */
function networkOf(pid: number | "self"): string | null {
  try {
    return readlinkSync(`/proc/${pid}/ns/net`);
  } catch {
    return null;
  }
}

async function expectNothingLeft({ processes, networks }: Traces): Promise<void> {
  await eventually(() => {
    expect(processes.filter(isAlive)).toEqual([]);
    const stillIn = readdirSync("/proc")
      .filter((name) => /^\d+$/.test(name))
      .filter((name) => networks.has(networkOf(Number(name)) ?? ""));
    expect(stillIn).toEqual([]);
  });
}

/** What of this machine a lab could have touched. */
function hostState(): object {
  return {
    mounts: readFileSync("/proc/self/mountinfo", "utf8"),
    interfaces: readFileSync("/proc/net/dev", "utf8")
      .split("\n")
      .map((line) => line.split(":")[0]),
    routes: readFileSync("/proc/net/route", "utf8"),
  };
}

/** A small generator with a seed: a failure can be run again. */
function randomNumbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** An edit that this document takes: something appears, changes or goes. */
function randomEdit(document: Document, random: (below: number) => number, number: number): Edit {
  const records = Object.values(document.topology);
  const namespaces = records.filter((record) => record.kind === "namespace" && record.id !== hostId);
  const ends = records.filter((record) => record.kind === "veth");
  const end = ends[random(ends.length)];
  const namespace = namespaces[random(namespaces.length)];
  const choice = random(5);
  if (namespaces.length < 3 || namespace === undefined || end === undefined || choice === 0) {
    return adding(
      newNamespace(`x${number}`, `new${number}`),
      newVeth(`a${number}`, `b${number}`, `x${number}`, "eth0", { adminState: "up" }),
      newVeth(`b${number}`, `a${number}`, hostId, `v${number}`, { adminState: "up" }),
    );
  }
  if (choice === 1) return { op: "remove", id: namespace.id };
  if (choice === 2) return { op: "update", id: namespace.id, changes: { name: `renamed${number}` } };
  if (choice === 3) {
    return { op: "update", id: end.id, changes: { addresses: [`10.${number % 256}.${random(256)}.1/24`] } };
  }
  return {
    op: "update",
    id: end.id,
    changes: { adminState: end.kind === "veth" && end.adminState === "up" ? "down" : "up" },
  };
}

/** Edits as fast as they are answered until the server dies. Gives the documents by revision, and the last answered. */
async function editUntilDeath(
  server: TestServer,
  lab: string,
  random: (below: number) => number,
): Promise<{ documents: ReadonlyMap<number, Document>; acknowledged: number }> {
  const client = await LabSocket.join(server, lab);
  let { document, revision } = client.welcome;
  const documents = new Map([[revision, document]]);
  let acknowledged = revision;
  const death = setTimeout(() => void server.kill(), 20 + random(150));
  try {
    for (;;) {
      const edit = randomEdit(document, random, revision);
      document = applyEdit(document, edit);
      documents.set(revision + 1, document);
      const answer = await client.edit(edit, revision);
      if (!answer.ok) throw new TypeError(answer.problem.detail);
      revision = answer.revision;
      acknowledged = revision;
    }
  } catch (error) {
    // The socket closed: it is dead. Anything else is a failure of the test.
    if (client.closed === null) throw error;
  }
  clearTimeout(death);
  await server.kill();
  return { documents, acknowledged };
}

test("CRASH-1 killed in the middle of edits, twenty times: nothing is left, nothing acknowledged is lost", async () => {
  const before = hostState();
  const random = randomNumbers(20_250_101);
  const data = temporaryFolder();
  let server = await startServer({ data });
  onTestFinished(() => server.kill());
  const lab = await makeLab(server, pairRecords());
  let edits = 0;
  for (let life = 0; life < 20; life += 1) {
    await LabSocket.join(server, lab).then((client) => client[Symbol.asyncDispose]());
    const traces = tracesOf(server);
    expect(traces.processes.length).toBeGreaterThan(0);
    const { documents, acknowledged } = await editUntilDeath(server, lab, random);
    await expectNothingLeft(traces);
    server = await startServer({ data });
    const { json } = await server.call("GET", `/api/labs/${lab}`);
    // The one that was on its way may have been kept: it was never refused either.
    expect([acknowledged, acknowledged + 1]).toContain(json.revision);
    expect(json.topology).toEqual(documents.get(Number(json.revision))?.topology);
    await expectObservedIsDocument(server, lab);
    edits += acknowledged;
  }
  expect(edits).toBeGreaterThan(20);
  const traces = tracesOf(server);
  await server[Symbol.asyncDispose]();
  await expectNothingLeft(traces);
  expect(hostState()).toEqual(before);
}, 60_000);

test("CRASH-2 killed while it makes a machine or builds a lab, it leaves nothing and builds it anew", async () => {
  const data = temporaryFolder();
  let server = await startServer({ data });
  onTestFinished(() => server.kill());
  const lab = await makeLab(server, starRecords(20));
  for (let life = 0; life < 8; life += 1) {
    // At the first sight of the machine's network: its first process is not yet what it will be.
    await eventually(() => expect(tracesOf(server).networks.size).toBeGreaterThan(0));
    const traces = tracesOf(server);
    await server.kill();
    await expectNothingLeft(traces);
    server = await startServer({ data });
    void server.call("GET", `/api/labs/${lab}/observed`).catch(() => undefined);
  }
  await expectObservedIsDocument(server, lab);
  await server[Symbol.asyncDispose]();
});

/** The first process of a machine takes the others along: between a look and the signal any of them may go. */
function killIfThere(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ESRCH")) throw error;
  }
}

test("CRASH-3 a lab's machine that dies is rebuilt, and edits go on", async () => {
  await using server = await startServer();
  const lab = await makeLab(server, pairRecords());
  await using client = await LabSocket.join(server, lab);
  const heard = client.messages.length;
  const isInside = ({ pid }: ProcessInfo) => ![null, networkOf("self")].includes(networkOf(pid));
  for (const each of descendantsOf(server.pid).filter(isInside)) {
    killIfThere(each.pid);
  }
  await client.until((all) => all.some(({ type }, index) => type === "state" && index >= heard));
  await client.until((all) => {
    const last = all.findLast(({ type }) => type === "state");
    return last?.type === "state" && last.state.phase === "running";
  });
  const edit: Edit = { op: "update", id: "e1", changes: { addresses: ["10.0.0.9/24"] } };
  expect(await client.edit(edit)).toMatchObject({ ok: true });
  await expectObservedIsDocument(server, lab);
});

test("CRASH-4 undo still takes back what was done before the crash", async () => {
  const data = temporaryFolder();
  const server = await startServer({ data });
  const lab = await makeLab(server, pairRecords());
  const before = await readTopology(server, lab);
  const client = await LabSocket.join(server, lab);
  await client.edit({ op: "remove", id: "n1" });
  await server.kill();
  await using again = await startServer({ data });
  await using back = await LabSocket.join(again, lab);
  expect(back.welcome.history).toEqual({ canUndo: true, canRedo: false });
  expect(await back.ask({ type: "undo" })).toMatchObject({ ok: true, revision: 2 });
  expect(await readTopology(again, lab)).toEqual(before);
  await expectObservedIsDocument(again, lab);
});

test("HOST-5 a lab gets nothing of the server's environment, nor a file it was started with", async () => {
  await using server = await startServer();
  const lab = await makeLab(server, pairRecords());
  for (const namespace of ["host", "ns1"]) {
    const { json } = await server.call("POST", `/api/labs/${lab}/exec`, {
      body: {
        namespace,
        argv: ["sh", "-c", "cat /proc/[0-9]*/environ | tr '\\0' '\\n' | sort -u; readlink /proc/[0-9]*/fd/*"],
      },
    });
    const lines = String(json.stdout).split("\n");
    const variables = lines.flatMap((line) => /^([A-Z_]+)=/.exec(line)?.[1] ?? []);
    expect(variables).toEqual(expect.arrayContaining(["HOME", "LANG", "PATH"]));
    expect(
      variables.filter((name) => !["HOME", "LANG", "PATH", "PWD", "OLDPWD", "SHLVL", "_"].includes(name)),
    ).toEqual([]);
    expect(lines).not.toContain("/etc");
    expect(lines).toContain("/dev/null");
  }
});

describe("CRASH-5 the server", () => {
  test("is there within a second, with labs from before, too", async () => {
    const data = temporaryFolder();
    const first = await startServer({ data });
    for (let count = 0; count < 5; count += 1) await makeLab(first, starRecords(40));
    await first.stop();
    await using server = await startServer({ data });
    expect(first.startedInMs).toBeLessThan(1000);
    expect(server.startedInMs).toBeLessThan(1000);
    const { json } = await server.call("GET", "/api/labs");
    expect(json.labs).toHaveLength(5);
  });

  test("ends when it is told to, at once, and takes its labs along", async () => {
    const server = await startServer();
    const lab = await makeLab(server, pairRecords());
    await using client = await LabSocket.join(server, lab);
    const traces = tracesOf(server);
    const began = performance.now();
    await server.stop();
    expect(performance.now() - began).toBeLessThan(2000);
    await expectNothingLeft(traces);
    expect(client.revision).toBe(0);
  });

  test.each(["SIGTERM", "SIGINT", "SIGHUP"] as const)(
    "told to by %s while labs run and build, it closes its file, which then is all there is of them",
    async (signal) => {
      const data = temporaryFolder();
      const server = await startServer({ data });
      const lab = await makeLab(server, pairRecords());
      await using client = await LabSocket.join(server, lab);
      expect(await client.edit({ op: "remove", id: "n1" })).toMatchObject({ ok: true });
      const document = await readTopology(server, lab);
      await makeLab(server, starRecords(200));
      expect(await server.stop(signal)).toBe(0);
      const copy = temporaryFolder();
      copyFileSync(join(data, "vethlab.db"), join(copy, "vethlab.db"));
      await using elsewhere = await startServer({ data: copy });
      expect((await elsewhere.call("GET", "/api/labs")).json.labs).toHaveLength(2);
      expect(await readTopology(elsewhere, lab)).toEqual(document);
    },
  );

  test("listens on 127.0.0.1 only", async () => {
    await using server = await startServer();
    const other = Object.values((await import("node:os")).networkInterfaces())
      .flatMap((each) => each ?? [])
      .find(({ internal, family }) => !internal && family === "IPv4")?.address;
    const reached = await new Promise<boolean>((resolve) => {
      // Where this machine has no other address, another of its loopback ones.
      const socket = connect(server.port, other ?? "127.0.0.2");
      socket.on("connect", () => resolve(true)).on("error", () => resolve(false));
    });
    expect(reached).toBe(false);
  });

  test("says in one line why it cannot start, and leaves its data as it is", async () => {
    await using running = await startServer();
    const [data, unusable] = [temporaryFolder(), temporaryFolder()];
    const file = join(unusable, "vethlab.db");
    writeFileSync(file, "this is no database");
    const attempts: readonly [Parameters<typeof startServer>[0], string][] = [
      [{ data: unusable }, "vethlab.db is damaged .* was left as it is"],
      [{ data: file }, "vethlab.db cannot be used"],
      [{ data: join(file, "below") }, "below cannot be used"],
      [{ data: "/sys/vethlab" }, "/sys/vethlab cannot be used"],
      [{ data, port: running.port }, `port ${running.port} is taken`],
      [{ data, listen: "203.0.113.1" }, "it cannot listen .*203\\.0\\.113\\.1"],
    ];
    for (const [options, why] of attempts) {
      const line = new RegExp(`^the server ended: Vethlab cannot start: .*${why}.*; .* --(data|port).*\\n$`);
      await expect(startServer(options)).rejects.toThrow(line);
    }
    await expect(startServer({ token: "short" })).rejects.toThrow(/ended: error: VETHLAB_TOKEN: [^\n]+\n$/);
    expect(readFileSync(file, "utf8")).toBe("this is no database");
  });

  test("makes a lab that is empty but for its host", async () => {
    await using server = await startServer();
    const lab = await makeLab(server);
    expect(await readTopology(server, lab)).toEqual(emptyDocument.topology);
    await expectObservedIsDocument(server, lab);
  });
});

test.each([
  ["with its own number alone", []],
  ["without the power to become others", ["setpriv", "--bounding-set=-all,+setfcap", "--inh-caps=-all"]],
])("HOST-6 root of a user namespace, %s, makes labs as an ordinary user does", async (_what, before) => {
  await using server = await startServer({ before: ["unshare", "-Ur", ...before] });
  expect((await server.call("GET", "/api/health")).json).toMatchObject({ ok: true });
  const lab = await makeLab(server, pairRecords());
  await expectObservedIsDocument(server, lab);
  const ping = { from: "ns1", to: "ns2", count: 1 };
  const { json } = await server.call("POST", `/api/labs/${lab}/ping`, { body: ping });
  expect(json.summary).toMatchObject({ received: 1 });
  const whose = { namespace: "host", argv: ["readlink", "/proc/self/ns/user"] };
  const users = await server.call("POST", `/api/labs/${lab}/exec`, { body: whose });
  expect(users.json.stdout).not.toBe(`${readlinkSync(`/proc/${server.pid}/ns/user`)}\n`);
  const traces = tracesOf(server);
  expect(traces.networks.size).toBeGreaterThan(0);
  await server.kill();
  await expectNothingLeft(traces);
});

test("STORE-7 damaged labs are told by their names and stay closed; the others open", async () => {
  const data = temporaryFolder();
  const first = await startServer({ data });
  const [healthy, cut, gap] = [
    await makeLab(first, pairRecords(), "Healthy"),
    await makeLab(first, pairRecords(), "Cut off"),
    await makeLab(first, pairRecords(), "With a gap"),
  ];
  for (const lab of [healthy, cut, gap]) {
    for (const mtu of [1400, 1300, 1280]) {
      const edit: Edit = { op: "update", id: "e1", changes: { mtu } };
      expect((await first.call("POST", `/api/labs/${lab}/edits`, { body: { edit } })).status).toBe(200);
    }
  }
  await first.stop();
  const database = new Database(join(data, "vethlab.db"));
  database
    .prepare("UPDATE edits SET changes = substr(changes, 1, 20) WHERE lab = ? AND revision = 3")
    .run(cut);
  database.prepare("DELETE FROM edits WHERE lab = ? AND revision = 2").run(gap);
  database.close();

  await using server = await startServer({ data });
  const labs = (await server.call("GET", "/api/labs")).json.labs as LabSummary[];
  const damaged = { phase: "failed", problem: { kind: "storage-failed", code: "lab-damaged" } };
  expect(labs).toMatchObject([
    { name: "Healthy", revision: 3 },
    { name: "Cut off", state: damaged },
    { name: "With a gap", state: damaged },
  ]);
  expect(server.output()).toMatch(/^the lab "Cut off" is damaged \([^\n]+\) and was left as it is; [^\n]+$/m);
  expect(server.output()).toMatch(/^the lab "With a gap" is damaged \(edit 2 is missing\)[^\n]+$/m);
  for (const [method, path] of [
    ["GET", ""],
    ["POST", "/edits"],
    ["GET", "/observed"],
  ] as const) {
    const body = path === "/edits" ? { edit: { op: "remove", id: "n1" } } : undefined;
    const answer = await server.call(method, `/api/labs/${gap}${path}`, { body });
    expectProblem(answer, 507, { kind: "storage-failed", code: "lab-damaged" });
  }
  await expectObservedIsDocument(server, healthy);
  // Deleted and taken back, it is what it was.
  expect((await server.call("DELETE", `/api/labs/${gap}`)).status).toBe(204);
  expectProblem(await server.call("GET", `/api/labs/${gap}`), 404, { kind: "not-found" });
  expect((await server.call("POST", `/api/labs/${gap}/undelete`)).json).toMatchObject({ state: damaged });
});
