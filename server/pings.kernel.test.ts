import { setMaxListeners } from "node:events";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Edit } from "../shared/edit.ts";
import type { PingEvent, PingTarget } from "../shared/ping.ts";
import { newNamespace, newRoute, newVeth } from "../shared/topology.ts";
import { expectObservedIsDocument, expectProblem, makeLab } from "./testing/api.ts";
import { eventually } from "./testing/eventually.ts";
import { LabSocket } from "./testing/lab-socket.ts";
import { adding, pairRecords } from "./testing/networks.ts";
import { startServer, type TestServer } from "./testing/server.ts";

let server: TestServer;
let lab: string;
beforeAll(async () => {
  server = await startServer();
  lab = await makeLab(server, pairRecords());
  await expectObservedIsDocument(server, lab);
  await eventually(async () => {
    const { text } = await server.call("GET", `/api/labs/${lab}/observed`);
    // A new IPv6 address cannot be used before nobody has objected to it (RFC 4862).
    if (text.includes("tentative")) throw new Error("still tentative");
  });
});
afterAll(() => server[Symbol.asyncDispose]());

function ping(from: string, to: string, count = 3, intervalMs = 50) {
  return server.call("POST", `/api/labs/${lab}/ping`, { body: { from, to, count, intervalMs } });
}
async function inNamespace(id: string, namespace: string, command: string): Promise<void> {
  const body = { namespace, argv: ["ip", ...command.split(" ")] };
  const { json } = await server.call("POST", `/api/labs/${id}/exec`, { body });
  expect(json).toMatchObject({ exitCode: 0 });
}
const linkIs = (adminState: "up" | "down"): Edit => ({ op: "update", id: "e1", changes: { adminState } });

describe("API-9 a program's ping", () => {
  test("gets its replies, by namespace, address of either family and back", async () => {
    for (const [from, to, address] of [
      ["ns1", "ns2", "10.0.0.2"],
      ["ns2", "ns1", "10.0.0.1"],
      ["ns1", "10.0.0.2", "10.0.0.2"],
      ["ns1", "fd00::2", "fd00::2"],
      ["host", "127.0.0.1", "127.0.0.1"],
      ["host", "localhost", "127.0.0.1"],
    ] as const) {
      const { json, status } = await ping(from, to);
      expect(status).toBe(200);
      expect(json.summary).toMatchObject({ sent: 3, received: 3, lossPercent: 0 });
      const replies = (json.events as PingEvent[]).filter((event) => event.type === "reply");
      expect(replies.map(({ sequence }) => sequence)).toEqual([1, 2, 3]);
      expect(replies[0]?.from).toBe(address);
    }
  });

  test("says in the kernel's words why nothing could be sent", async () => {
    const { json } = await ping("ns1", "203.0.113.1", 2);
    expect(json.summary).toMatchObject({ sent: 2, received: 0, lossPercent: 100, rttMs: null });
    expect(json.events).toContainEqual({
      type: "local-error",
      sequence: 1,
      message: "Network is unreachable",
    });
    expect((json.events as PingEvent[]).at(-1)).toMatchObject({ type: "end", reason: "done" });
  });

  test("counts what is never answered as lost, the last one too, and does not wait for it for long", async () => {
    const own = await makeLab(server, pairRecords());
    // Nobody answers there: the packets go nowhere, and no one says so.
    const edit = adding(newRoute("r", "n1", "198.51.100.0/24", { gateway: "10.0.0.2" }));
    expect((await server.call("POST", `/api/labs/${own}/edits`, { body: { edit } })).status).toBe(200);
    const began = performance.now();
    const { json } = await server.call("POST", `/api/labs/${own}/ping`, {
      body: { from: "ns1", to: "198.51.100.1", count: 3, intervalMs: 50 },
    });
    expect(json.summary).toMatchObject({ sent: 3, received: 0, lossPercent: 100 });
    expect(performance.now() - began).toBeLessThan(4000);
  });

  test("PING-3: goes where the kernel has an address: on the target's lo, or given by hand", async () => {
    const loopback = { adminState: "up" as const, addresses: ["10.255.0.2/32"] };
    const own = await makeLab(server, [
      newNamespace("n1", "ns1"),
      newNamespace("n2", "ns2", { loopback }),
      newVeth("e1", "e2", "n1", "eth0", { adminState: "up", addresses: ["10.0.0.1/24"] }),
      newVeth("e2", "e1", "n2", "eth0", { adminState: "up" }),
      newRoute("r1", "n1", "10.255.0.0/24", { interface: "e1" }),
      newRoute("r2", "n2", "10.0.0.0/24", { interface: "e2" }),
    ]);
    const fates = async () => {
      const body = { from: "ns1", to: "ns2", count: 2, intervalMs: 50 };
      const { json } = await server.call("POST", `/api/labs/${own}/ping`, { body });
      return (json.events as PingEvent[]).map((event) => (event.type === "reply" ? event.from : event.type));
    };
    // The kernel takes a moment until a link that came up passes packets.
    await eventually(async () => expect(await fates()).toContain("10.255.0.2"));
    await inNamespace(own, "ns2", "address add 10.0.0.9/24 dev eth0");
    expect(await fates()).toContain("10.0.0.9");
    await inNamespace(own, "ns2", "address delete 10.0.0.9/24 dev eth0");
    await inNamespace(own, "ns2", "address delete 10.255.0.2/32 dev lo");
    expect(await fates()).toEqual(["no-address", "no-address", "end"]);
  });

  test("PING-1: tells one fate of each packet, also of one that is refused after ping gave it up", async () => {
    const own = await makeLab(server, [
      ...pairRecords().filter(({ kind }) => kind === "veth"),
      newNamespace("n1", "ns1", { loopback: { adminState: "up", addresses: [] } }),
      newNamespace("n2", "ns2", { forwarding: { ipv4: true, ipv6: false } }),
      newRoute("r", "n1", "198.51.100.0/24", { gateway: "10.0.0.2" }),
    ]);
    for (const [to, count] of [
      // Refused at once, by the router.
      ["198.51.100.1", 5],
      // After three seconds, when nobody said whose address this is.
      ["10.0.0.99", 12],
    ] as const) {
      const { json } = await server.call("POST", `/api/labs/${own}/ping`, {
        body: { from: "ns1", to, count, intervalMs: 300 },
      });
      const events = json.events as PingEvent[];
      const told = events.flatMap((event) => ("sequence" in event ? [event.sequence] : []));
      expect(told.toSorted((one, other) => one - other)).toEqual(
        [...new Set(told)].toSorted((one, other) => one - other),
      );
      expect(events.map(({ type }) => type)).toContain("icmp-error");
      expect(json.summary).toMatchObject({ sent: count, received: 0 });
    }
  });

  test("from or to a namespace that is not there is refused", async () => {
    expectProblem(await ping("nothing", "ns2"), 404, { kind: "not-found", path: "from" });
    expectProblem(await ping("ns1", "a b"), 400, { kind: "malformed", path: "to" });
  });

  test("ends when who asked hangs up, and leaves its place to the next", async () => {
    const own = await makeLab(server, pairRecords());
    await using watcher = await LabSocket.join(server, own, "bob");
    const hangUp = new AbortController();
    setMaxListeners(64, hangUp.signal);
    const body = { from: "ns1", to: "ns2", count: 1000, intervalMs: 60_000 };
    const asked = Array.from({ length: 64 }, () =>
      server.call("POST", `/api/labs/${own}/ping`, { body, signal: hangUp.signal }).catch(() => null),
    );
    const next = () =>
      server.call("POST", `/api/labs/${own}/ping`, { body: { from: "ns1", to: "ns2", count: 1 } });
    await eventually(async () =>
      expectProblem(await next(), 429, { kind: "too-many-requests", code: "too-many-pings" }),
    );
    // Another lab has places of its own.
    expect((await ping("ns1", "ns2", 1)).status).toBe(200);
    hangUp.abort();
    await Promise.all(asked);
    await watcher.until((all) => {
      const ends = all.flatMap((message) => (message.type === "ping" ? message.events : []));
      return ends.filter((event) => event.type === "end" && event.reason === "stopped").length === 64;
    });
    expect((await next()).json).toMatchObject({ summary: { received: 1 } });
  });

  test("several at once do not mind each other", async () => {
    const answers = await Promise.all(
      Array.from({ length: 6 }, (_, index) =>
        index % 2 === 0 ? ping("ns1", "ns2") : ping("ns2", "fd00::1"),
      ),
    );
    for (const { json } of answers) expect(json.summary).toMatchObject({ sent: 3, received: 3 });
  });
});

describe("SOCK-10 a ping stream", () => {
  /** Everything a browser was told of this stream. */
  const eventsOf = (client: LabSocket, id: string): PingEvent[] =>
    client.of("ping").flatMap((message) => (message.ping.id === id ? message.events : []));
  const replies = (client: LabSocket, id: string) =>
    eventsOf(client, id).filter(({ type }) => type === "reply").length;
  /** From n1, until it is stopped. Gives its id. */
  const startPing = async (client: LabSocket, to: PingTarget = { namespace: "n2" }): Promise<string> => {
    const started = await client.ask({ type: "ping-start", from: "n1", to, intervalMs: 50, count: null });
    return started.ok ? (started.ping ?? "") : "";
  };

  test("runs on while its link is cut, says so, and recovers when it is repaired", async () => {
    const own = await makeLab(server, pairRecords());
    await using client = await LabSocket.join(server, own);
    await using watcher = await LabSocket.join(server, own, "bob");
    const id = await startPing(client);
    await client.until(() => replies(client, id) >= 3);
    expect(await client.edit(linkIs("down"))).toMatchObject({ ok: true });
    await client.until(() =>
      eventsOf(client, id).some(({ type }) => type === "lost" || type === "local-error"),
    );
    const before = replies(client, id);
    await client.edit(linkIs("up"));
    await client.until(() => replies(client, id) >= before + 3);
    // Everybody who looks at the lab sees it.
    expect(replies(watcher, id)).toBeGreaterThan(0);
    const numbers = eventsOf(client, id).flatMap((event) => (event.type === "reply" ? [event.sequence] : []));
    expect(numbers).toEqual([...new Set(numbers)].toSorted((a, b) => a - b));
    client.send({ type: "ping-stop", ping: id });
    await client.until(() => eventsOf(client, id).some(({ type }) => type === "end"));
    expect(eventsOf(client, id).at(-1)).toMatchObject({ type: "end", reason: "stopped" });
    expect(client.gaps).toEqual([]);
  });

  test("says in the kernel's words why it cannot send, and begins as soon as it can", async () => {
    const own = await makeLab(server, pairRecords());
    await using client = await LabSocket.join(server, own);
    await client.edit(linkIs("down"));
    const id = await startPing(client, { namespace: "n2", family: "ipv4" });
    await client.until(() => eventsOf(client, id).filter(({ type }) => type === "local-error").length >= 2);
    expect(eventsOf(client, id).find(({ type }) => type === "local-error")).toMatchObject({
      message: "Network is unreachable",
    });
    await client.edit(linkIs("up"));
    await client.until(() => replies(client, id) >= 3);
    client.send({ type: "ping-stop", ping: id });
    await client.until(() => eventsOf(client, id).some(({ type }) => type === "end"));
  });

  test("follows its target to a new address", async () => {
    const own = await makeLab(server, pairRecords());
    await using client = await LabSocket.join(server, own);
    const id = await startPing(client);
    await client.until(() => replies(client, id) >= 1);
    await client.edit({ op: "update", id: "e2", changes: { addresses: ["10.0.0.77/24"] } });
    await client.until(() =>
      eventsOf(client, id).some((event) => event.type === "reply" && event.from === "10.0.0.77"),
    );
    expect(eventsOf(client, id)).toContainEqual({ type: "target", address: "10.0.0.77" });
    client.send({ type: "ping-stop", ping: id });
  });

  test("PING-3: follows its target to an address given by hand", async () => {
    const own = await makeLab(server, pairRecords());
    await using client = await LabSocket.join(server, own);
    const id = await startPing(client);
    await client.until(() => replies(client, id) >= 1);
    await inNamespace(own, "ns2", "address flush dev eth0 to 10.0.0.2");
    await inNamespace(own, "ns2", "address add 10.0.0.78/24 dev eth0");
    await client.until(() =>
      eventsOf(client, id).some((event) => event.type === "reply" && event.from === "10.0.0.78"),
    );
    expect(eventsOf(client, id)).toContainEqual({ type: "target", address: "10.0.0.78" });
    client.send({ type: "ping-stop", ping: id });
  });

  test("ends when one of its namespaces goes", async () => {
    const own = await makeLab(server, pairRecords());
    await using client = await LabSocket.join(server, own);
    const id = await startPing(client);
    await client.until(() => replies(client, id) >= 1);
    await client.edit({ op: "remove", id: "n2" });
    await client.until(() => eventsOf(client, id).some(({ type }) => type === "end"));
    expect(eventsOf(client, id).at(-1)).toMatchObject({ type: "end", reason: "namespace-gone" });
    await using late = await LabSocket.join(server, own, "late");
    expect(late.welcome.pings).toMatchObject([{ id, running: false }]);
    expect(late.welcome.pings[0]?.events.length).toBeGreaterThan(0);
  });

  test("to what is not there is refused", async () => {
    await using client = await LabSocket.join(server, lab);
    const answer = await client.ask({
      type: "ping-start",
      from: "nothing",
      to: { host: "10.0.0.1" },
      intervalMs: 50,
      count: 1,
    });
    expect(answer).toMatchObject({ ok: false, problem: { kind: "not-found", path: "from" } });
  });
});
