import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { Edit } from "../shared/edit.ts";
import type { ServerMessage } from "../shared/protocol.ts";
import { emptyDocument, newNamespace, type Topology } from "../shared/topology.ts";
import { addNamespace } from "./gestures/add.ts";
import { useStore } from "./store.ts";
import { FakeServer } from "./testing/fake-server.ts";
import { logEntry, welcome } from "./testing/messages.ts";

const add =
  (id: string) =>
  (topology: Topology): Edit =>
    addNamespace(topology, id, { x: 0, y: 0 });

/** An `update` and no `add`: whether it was carried out does not show from its id. */
const rename = (): Edit => ({ op: "update", id: "a", changes: { name: "renamed" } });

function committed(seq: number, revision: number, id: string, name: string, author = "other"): ServerMessage {
  const diff = { records: { [id]: newNamespace(id, name) }, positions: {} };
  return {
    type: "committed",
    seq,
    revision,
    diff,
    observed: null,
    entry: logEntry(revision, { author: { id: author, name: author } }),
  };
}

const documentWith = (id: string, name: string) => ({
  ...emptyDocument,
  topology: { ...emptyDocument.topology, [id]: newNamespace(id, name) },
});

let server: FakeServer;
beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("fetch", () => Promise.resolve(new Response("{}")));
  server = new FakeServer();
});
afterEach(() => {
  server.connection.close();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe("an edit", () => {
  beforeEach(() => server.accept(welcome()));

  test("is made from the document, sent on its revision, and settled by the ack", async () => {
    const outcome = server.connection.sendEdit(add("a"), ["a"]);
    expect(useStore.getState().lab?.pending).toEqual({ [server.last("edit").request]: ["a"] });
    expect(server.last("edit")).toMatchObject({ baseRevision: 0 });
    server.say(committed(2, 1, "a", "ns1"));
    server.say({ type: "ack", seq: 3, request: server.last("edit").request, revision: 1 });
    await expect(outcome).resolves.toEqual({ ok: true, revision: 1 });
    expect(useStore.getState().lab?.pending).toEqual({});
  });

  test("waits for the one before, and builds on it", () => {
    void server.connection.sendEdit(add("a"), []);
    void server.connection.sendEdit(add("b"), []);
    expect(server.sent("edit")).toHaveLength(1);
    server.say(committed(2, 1, "a", "ns1"));
    server.say({ type: "ack", seq: 3, request: server.last("edit").request, revision: 1 });
    expect(server.sent("edit")).toHaveLength(2);
    expect(JSON.stringify(server.last("edit"))).toContain('"name":"ns2"');
  });

  test("that came too late is made again on the newer document", async () => {
    const outcome = server.connection.sendEdit(add("a"), []);
    const stale = { kind: "stale", detail: "", revision: 1 } as const;
    server.say({ type: "reject", seq: 2, request: server.last("edit").request, problem: stale });
    expect(server.sent("edit")).toHaveLength(1);
    server.say(committed(3, 1, "x", "ns1"));
    expect(server.sent("edit")).toHaveLength(2);
    expect(server.last("edit")).toMatchObject({ baseRevision: 1 });
    expect(JSON.stringify(server.last("edit"))).toContain('"name":"ns2"');
    server.say({ type: "ack", seq: 4, request: server.last("edit").request, revision: 2 });
    await expect(outcome).resolves.toMatchObject({ ok: true });
  });

  test("always behind the others is given up, and said so", async () => {
    const outcome = server.connection.sendEdit(add("a"), ["a"]);
    for (let seq = 2; seq < 7; seq += 1) {
      const stale = { kind: "stale", detail: "", revision: 0 } as const;
      server.say({ type: "reject", seq, request: server.last("edit").request, problem: stale });
    }
    await expect(outcome).resolves.toMatchObject({ ok: false, problem: { kind: "stale" } });
    expect(server.sent("edit")).toHaveLength(5);
    expect(useStore.getState().problems).toMatchObject([{ records: ["a"] }]);
  });

  test("that the kernel refused is shown with the records it was about", async () => {
    const outcome = server.connection.sendEdit(add("a"), ["a"]);
    const problem = { kind: "kernel-refused", detail: "no" } as const;
    server.say({ type: "reject", seq: 2, request: server.last("edit").request, problem });
    await expect(outcome).resolves.toEqual({ ok: false, problem });
    expect(useStore.getState().problems).toMatchObject([{ problem, records: ["a"] }]);
  });

  test("made while the connection is lost is refused, and said so", async () => {
    server.break();
    expect(useStore.getState().connection).toBe("lost");
    await expect(server.connection.sendEdit(add("a"), [])).resolves.toMatchObject({
      ok: false,
      problem: { code: "connection-lost" },
    });
    expect(useStore.getState().problems).toHaveLength(1);
  });
});

describe("an edit without an answer, after the connection is back", () => {
  function breakWith(edit: () => Edit) {
    server.accept(welcome({ document: documentWith("a", "ns1") }));
    const outcome = server.connection.sendEdit(edit, []);
    server.break();
    vi.advanceTimersByTime(300);
    return outcome;
  }

  test("is done when the document has it", async () => {
    const outcome = breakWith(rename);
    server.accept(welcome({ revision: 1, document: documentWith("a", "renamed") }));
    await expect(outcome).resolves.toMatchObject({ ok: true });
    expect(server.sent("edit")).toHaveLength(1);
  });

  test("is made again when nothing has happened since", () => {
    void breakWith(rename);
    server.accept(welcome({ document: documentWith("a", "ns1") }));
    expect(server.sent("edit")).toHaveLength(2);
  });

  test("is made again when the next revision was somebody else's", () => {
    void breakWith(rename);
    server.accept(welcome({ revision: 1, document: documentWith("a", "ns1"), log: [logEntry(1)] }));
    expect(server.sent("edit")).toHaveLength(2);
    expect(server.last("edit")).toMatchObject({ baseRevision: 1 });
  });

  test("is done when the next revision was ours, whatever came after", async () => {
    const outcome = breakWith(rename);
    const ours = logEntry(1, { author: server.connection.author });
    server.accept(welcome({ revision: 2, document: documentWith("a", "else"), log: [ours, logEntry(2)] }));
    await expect(outcome).resolves.toMatchObject({ ok: true });
  });

  test("is told to be unknown when the log does not reach back", async () => {
    const outcome = breakWith(rename);
    server.accept(welcome({ revision: 9, document: documentWith("a", "else"), log: [logEntry(9)] }));
    await expect(outcome).resolves.toMatchObject({ ok: false, problem: { code: "unanswered" } });
    expect(useStore.getState().problems).toHaveLength(1);
  });
});

describe("the connection", () => {
  test("says hello again after a gap, and ignores what comes before the answer", () => {
    server.accept(welcome());
    server.say(committed(5, 3, "x", "ns1"));
    expect(server.sent("hello")).toHaveLength(2);
    server.say(committed(6, 4, "y", "ns2"));
    expect(useStore.getState().lab?.document).toEqual(emptyDocument);
    server.say(welcome({ seq: 7, revision: 4 }));
    expect(useStore.getState().lab).toMatchObject({ seq: 7, revision: 4 });
  });

  test("still hears the answer to what was asked before the gap", async () => {
    server.accept(welcome());
    const outcome = server.connection.sendEdit(add("a"), ["a"]);
    server.say(committed(9, 3, "x", "ns1"));
    server.say({ type: "ack", seq: 10, request: server.last("edit").request, revision: 4 });
    server.say(welcome({ seq: 11, revision: 4 }));
    await expect(outcome).resolves.toMatchObject({ ok: true });
    expect(server.sent("edit")).toHaveLength(1);
    expect(useStore.getState().lab?.pending).toEqual({});
  });

  test("is lost at once when it closes, keeps what is drawn, and comes back", () => {
    server.accept(welcome());
    server.break();
    expect(useStore.getState()).toMatchObject({ connection: "lost", lab: { id: "lab" } });
    vi.advanceTimersByTime(300);
    expect(server.sockets).toHaveLength(2);
    server.accept(welcome());
    expect(useStore.getState().connection).toBe("live");
  });

  test("that has gone silent is asked, and dropped when it does not answer", () => {
    server.accept(welcome());
    vi.advanceTimersByTime(10_000);
    expect(server.sent("hello")).toHaveLength(2);
    expect(useStore.getState().connection).toBe("live");
    vi.advanceTimersByTime(4_000);
    expect(useStore.getState().connection).toBe("lost");
    expect(server.sockets[0]?.isClosed).toBe(true);
  });

  test("that answers stays", () => {
    server.accept(welcome());
    vi.advanceTimersByTime(10_000);
    server.say(welcome({ seq: 2 }));
    vi.advanceTimersByTime(4_000);
    expect(useStore.getState().connection).toBe("live");
  });
});
