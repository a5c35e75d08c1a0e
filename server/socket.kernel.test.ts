import { isEqual } from "../shared/equal.ts";
import { once } from "node:events";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Edit } from "../shared/edit.ts";
import type { Presence } from "../shared/protocol.ts";
import { newNamespace } from "../shared/topology.ts";
import { expectObservedIsDocument, makeLab } from "./testing/api.ts";
import { eventually } from "./testing/eventually.ts";
import { LabCopy } from "./testing/lab-copy.ts";
import { LabSocket } from "./testing/lab-socket.ts";
import { pairRecords, starRecords } from "./testing/networks.ts";
import { residentBytes, startServer, type TestServer } from "./testing/server.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server[Symbol.asyncDispose]());

const toggle = (id: string, adminState: "up" | "down"): Edit => ({
  op: "update",
  id,
  changes: { adminState },
});

async function expectSameAsServer(client: LabSocket, lab: string): Promise<void> {
  await eventually(async () => {
    const { json: document } = await server.call("GET", `/api/labs/${lab}`);
    const { json: observed } = await server.call("GET", `/api/labs/${lab}/observed`);
    const seen = new LabCopy(client);
    expect(seen.document.topology).toEqual(document.topology);
    expect(seen.document.layout).toEqual(document.layout);
    expect(seen.observed).toEqual(observed);
  });
}

describe("SOCK-1 the first word is hello", () => {
  test("before it, nothing is told and nothing is done", async () => {
    const lab = await makeLab(server, pairRecords());
    await using client = await LabSocket.open(server, lab);
    const answer = await client.edit(toggle("e1", "down"), 0);
    expect(answer).toMatchObject({ ok: false, problem: { kind: "malformed", code: "hello-first" } });
    expect(client.messages.map(({ type }) => type)).toEqual(["reject"]);
  });

  test("the welcome holds everything, and what follows completes it", async () => {
    const lab = await makeLab(server, pairRecords());
    await using client = await LabSocket.join(server, lab);
    expect(await client.edit(toggle("e1", "down"))).toMatchObject({ ok: true, revision: 1 });
    expect(await client.edit({ op: "place", positions: { n1: { x: 1, y: 2 } } })).toMatchObject({ ok: true });
    await expectSameAsServer(client, lab);
    expect(client.gaps).toEqual([]);
  });
});

test("SOCK-2 seq has no gaps, whatever goes on", async () => {
  const lab = await makeLab(server, pairRecords());
  await using ada = await LabSocket.join(server, lab);
  await using bob = await LabSocket.join(server, lab, "bob");
  for (let round = 0; round < 10; round += 1) {
    await ada.edit(toggle("e1", round % 2 === 0 ? "down" : "up"));
    bob.send({ type: "presence", presence: { cursor: { x: round, y: 0 }, selection: [], dragging: {} } });
    if (round === 5) ada.send({ type: "hello", author: { id: "ada", name: "Ada" } });
    await bob.ask({ type: "undo" });
  }
  await expectSameAsServer(ada, lab);
  await expectSameAsServer(bob, lab);
  expect(ada.gaps).toEqual([]);
  expect(bob.gaps).toEqual([]);
  expect(ada.of("welcome")).toHaveLength(2);
});

describe("SOCK-3 an edit made on an older revision", () => {
  test("is refused with the lab's revision, and merged with nothing", async () => {
    const lab = await makeLab(server, pairRecords());
    await using ada = await LabSocket.join(server, lab);
    await using bob = await LabSocket.join(server, lab, "bob");
    expect(await ada.edit(toggle("e1", "down"), 0)).toMatchObject({ ok: true, revision: 1 });
    // It would not conflict: it touches another record.
    expect(await bob.edit({ op: "update", id: "n2", changes: { name: "other" } }, 0)).toMatchObject({
      ok: false,
      problem: { kind: "stale", revision: 1 },
    });
    const { json } = await server.call("GET", `/api/labs/${lab}`);
    expect(json.topology.n2.name).toBe("ns2");
    const answer = await server.call("POST", `/api/labs/${lab}/edits`, {
      body: { edit: toggle("e1", "up"), baseRevision: 0 },
    });
    expect(answer).toMatchObject({ status: 409, json: { kind: "stale", revision: 1 } });
  });

  test("two who edit at once both get through, one after the other", async () => {
    const lab = await makeLab(server, pairRecords());
    await using ada = await LabSocket.join(server, lab);
    await using bob = await LabSocket.join(server, lab, "bob");
    const rounds = 15;
    const refusals = new Set<string>();
    const insist = async (client: LabSocket, id: string) => {
      for (let round = 0; round < rounds; ) {
        const answer = await client.edit(toggle(id, round % 2 === 0 ? "down" : "up"));
        if (answer.ok) round += 1;
        else {
          const { kind, revision = 0 } = answer.problem;
          refusals.add(kind);
          await client.until(() => client.revision >= revision);
        }
      }
    };
    await Promise.all([insist(ada, "e1"), insist(bob, "e2")]);
    expect(refusals).toEqual(new Set(["stale"]));
    expect(ada.revision).toBe(2 * rounds);
    await expectSameAsServer(ada, lab);
    await expectSameAsServer(bob, lab);
    await expectObservedIsDocument(server, lab);
  });
});

test("SOCK-4 undo belongs to its author, in whichever browser and after whoever's edits", async () => {
  const lab = await makeLab(server, pairRecords());
  await using ada = await LabSocket.join(server, lab);
  await using again = await LabSocket.join(server, lab);
  await using bob = await LabSocket.join(server, lab, "bob");
  await ada.edit(toggle("e1", "down"));
  await bob.until(() => bob.revision === 1);
  await bob.edit(toggle("e2", "down"));
  expect(await again.ask({ type: "undo" })).toMatchObject({ ok: true, revision: 3 });
  const { json } = await server.call("GET", `/api/labs/${lab}`);
  expect([json.topology.e1.adminState, json.topology.e2.adminState]).toEqual(["up", "down"]);
  await ada.until(() => ada.of("history").at(-1)?.history.canRedo === true);
  expect(await ada.ask({ type: "redo" })).toMatchObject({ ok: true, revision: 4 });
  expect(await ada.ask({ type: "redo" })).toMatchObject({
    ok: false,
    problem: { kind: "undo-impossible", code: "nothing-to-redo" },
  });
  await expectObservedIsDocument(server, lab);
});

test("SOCK-5 a change made by hand is told as it is, and its author takes it back", async () => {
  const lab = await makeLab(server, pairRecords());
  await using client = await LabSocket.join(server, lab);
  const { json } = await server.call("POST", `/api/labs/${lab}/exec`, {
    body: { namespace: "ns1", argv: ["ip", "link", "set", "dev", "eth0", "down"] },
  });
  expect(json).toMatchObject({ exitCode: 0 });
  const stateOf = () => new LabCopy(client).observed.namespaces["ns1"]?.interfaces["eth0"]?.adminState;
  await client.until(() => stateOf() === "down");
  const drawn = () => new LabCopy(client).document.topology["e1"];
  await client.until(() => isEqual(drawn(), { ...drawn(), adminState: "down" }));
  expect(await client.ask({ type: "undo" })).toMatchObject({ problem: { code: "nothing-to-undo" } });
  expect((await server.call("POST", `/api/labs/${lab}/undo`)).status).toBe(200);
  await client.until(() => stateOf() === "up");
  await expectObservedIsDocument(server, lab);
});

describe("SOCK-6 frames that are no messages", () => {
  const wrong: readonly (readonly [string, string, object])[] = [
    ["no JSON", "{", { kind: "malformed", code: "not-json" }],
    ["a number", "7", { kind: "malformed" }],
    ["an unknown type", '{"type":"format"}', { kind: "malformed", path: "type" }],
    ["an unknown field", '{"type":"undo","request":"q","x":1}', { kind: "malformed" }],
    [
      "nesting of 100,000",
      `{"type":"undo","request":${"[".repeat(1e5)}${"]".repeat(1e5)}}`,
      { kind: "malformed", path: "request" },
    ],
    ["a request of 41", JSON.stringify({ type: "undo", request: "x".repeat(41) }), { kind: "malformed" }],
    ["a NUL", '{"type":"undo\\u0000","request":"q"}', { kind: "malformed", path: "type" }],
  ];

  test("are refused one by one, and the connection goes on", async () => {
    const lab = await makeLab(server, pairRecords());
    await using client = await LabSocket.join(server, lab);
    for (const [, text, problem] of wrong) {
      const before = client.of("reject").length;
      client.sendText(text);
      await client.until(() => client.of("reject").length > before);
      expect(client.of("reject").at(-1)?.problem).toMatchObject(problem);
    }
    expect(await client.edit(toggle("e1", "down"))).toMatchObject({ ok: true });
  });

  test("too large a frame closes the connection, and only that one", async () => {
    const lab = await makeLab(server, pairRecords());
    await using ada = await LabSocket.join(server, lab);
    await using bob = await LabSocket.join(server, lab, "bob");
    ada.sendText(`"${"x".repeat(10 * 1024 * 1024)}"`);
    await once(ada.socket, "close");
    expect(ada.closed?.code).toBe(1009);
    expect(await bob.edit(toggle("e1", "down"))).toMatchObject({ ok: true });
  });
});

test("SOCK-7 who floods is refused, then sent away; others notice nothing", async () => {
  const lab = await makeLab(server, pairRecords());
  await using flooder = await LabSocket.join(server, lab, "flooder");
  await using ada = await LabSocket.join(server, lab);
  const enough = new AbortController();
  const flood = async () => {
    while (!enough.signal.aborted && flooder.closed === null) {
      for (let count = 0; count < 50; count += 1) flooder.sendText('{"type":"undo","request":"f"}');
      await new Promise((resolve) => setImmediate(resolve));
    }
  };
  const over = flood();
  for (let round = 0; round < 10; round += 1) {
    expect(await ada.edit(toggle("e1", round % 2 === 0 ? "down" : "up"))).toMatchObject({ ok: true });
  }
  await eventually(() => expect(flooder.closed).not.toBeNull());
  enough.abort();
  await over;
  expect(flooder.of("reject").some(({ problem }) => problem.kind === "too-many-requests")).toBe(true);
  expect(ada.gaps).toEqual([]);
});

describe("SOCK-8 a browser that takes nothing in is not fed more, and told everything anew", () => {
  const mebibyte = 1024 * 1024;

  /** Two thirds of a megabyte, which cost the server nothing but passing it on. */
  const heavy: Presence = {
    cursor: null,
    selection: [],
    dragging: Object.fromEntries(
      Array.from({ length: 10_000 }, (_, index) => [
        `record-with-a-long-name-${index}`,
        { x: index + 0.123456789, y: index },
      ]),
    ),
  };

  test("when it is flooded by what others do", async () => {
    const lab = await makeLab(server, pairRecords());
    await using slow = await LabSocket.join(server, lab, "slow");
    await using ada = await LabSocket.join(server, lab);
    slow.socket.pause();
    const heavyMessages = 40;
    for (let sent = 0; sent < heavyMessages; sent += 20) {
      await using sender = await LabSocket.join(server, lab, `sender${sent}`);
      for (let count = 0; count < 20; count += 1) sender.send({ type: "presence", presence: heavy });
      // What is answered in order shows that all of it has been passed on.
      sender.send({ type: "undo", request: "done" });
      await sender.answerTo("done");
    }
    for (let round = 0; round < 5; round += 1) await ada.edit(toggle("e1", round % 2 === 0 ? "down" : "up"));
    slow.socket.resume();
    await slow.until(() => slow.of("welcome").length === 2);
    // What both ends' kernels hold, and 4 MiB: 40 would be all.
    expect(slow.of("presence").length).toBeLessThan(heavyMessages / 2);
    expect(slow.welcome.revision).toBe(5);
    expect(slow.gaps).toEqual([]);
    expect(await slow.edit(toggle("e2", "down"))).toMatchObject({ ok: true });
    await expectSameAsServer(slow, lab);
  });

  test("when it asks again and again and never listens", async () => {
    const lab = await makeLab(server, starRecords(40));
    await using slow = await LabSocket.join(server, lab, "slow");
    await using ada = await LabSocket.join(server, lab);
    slow.socket.pause();
    const before = residentBytes(server.pid);
    for (let count = 0; count < 390; count += 1) {
      slow.send({ type: "hello", author: { id: "slow", name: "Slow" } });
    }
    for (let round = 0; round < 4; round += 1) {
      expect(await ada.edit(toggle("i0", round % 2 === 0 ? "down" : "up"))).toMatchObject({ ok: true });
    }
    expect(residentBytes(server.pid) - before).toBeLessThan(60 * mebibyte);
    slow.socket.resume();
    await slow.until(() => slow.revision === 4);
    expect(slow.gaps).toEqual([]);
    expect(slow.of("welcome").length).toBeLessThan(390);
  });
});

describe("SOCK-9 whoever leaves is gone, and whoever was refused can come back", () => {
  test("people are told of, and of their going", async () => {
    const lab = await makeLab(server);
    await using ada = await LabSocket.join(server, lab);
    const bob = await LabSocket.join(server, lab, "bob");
    const { session } = bob.welcome;
    expect(bob.welcome.people.map(({ author }) => author.id)).toEqual(["ada"]);
    await ada.until(() => ada.of("person").some((told) => told.person?.session === session));
    await bob[Symbol.asyncDispose]();
    await ada.until(() => ada.of("person").some((told) => told.session === session && told.person === null));
  });

  test("a deleted lab says so and closes; its socket then is not found", async () => {
    const lab = await makeLab(server, [newNamespace("n", "ns")]);
    const ada = await LabSocket.join(server, lab);
    expect((await server.call("DELETE", `/api/labs/${lab}`)).status).toBe(204);
    await eventually(() => expect(ada.closed).not.toBeNull());
    expect(ada.messages.at(-1)?.type).toBe("deleted");
    await expect(LabSocket.open(server, lab)).rejects.toThrow("404");
    expect((await server.call("POST", `/api/labs/${lab}/undelete`)).status).toBe(200);
    await using back = await LabSocket.join(server, lab);
    expect(new LabCopy(back).document.topology["n"]).toMatchObject({ name: "ns" });
  });
});
