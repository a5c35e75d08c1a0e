import { describe, expect, test } from "vitest";
import { emptyObservedNamespace } from "../shared/observed.ts";
import type { ServerMessage } from "../shared/protocol.ts";
import { newNamespace } from "../shared/topology.ts";
import { isGap, receive } from "./receive.ts";
import { initialState } from "./store.ts";
import type { State } from "./state.ts";
import { logEntry, otherAuthor, welcome } from "./testing/messages.ts";

function after(...messages: readonly ServerMessage[]): State {
  return messages.reduce(receive, initialState);
}

function committed(seq: number, id: string): ServerMessage {
  const diff = { records: { [id]: newNamespace(id, id) }, positions: {} };
  return { type: "committed", seq, revision: seq, diff, observed: null, entry: logEntry(seq) };
}

function labOf(state: State) {
  if (state.lab === null) throw new Error("no lab");
  return state.lab;
}

describe("the sequence", () => {
  test("begins with the welcome's and has no gaps", () => {
    const state = after(welcome({ seq: 7 }));
    expect(isGap(state, committed(8, "a"))).toBe(false);
    expect(isGap(state, committed(9, "a"))).toBe(true);
  });

  test("does not count what has no seq, nor a new welcome", () => {
    const state = after(welcome({ seq: 7 }));
    expect(isGap(state, { type: "progress", done: 1, total: 2 })).toBe(false);
    expect(isGap(state, welcome({ seq: 1 }))).toBe(false);
    expect(labOf(receive(state, { type: "progress", done: 1, total: 2 })).seq).toBe(7);
  });
});

describe("a committed edit", () => {
  const before = after(welcome(), committed(2, "a"));
  const state = receive(before, committed(3, "b"));

  test("is in the document, the log and the revision", () => {
    expect(Object.keys(labOf(state).document.topology)).toEqual(["host", "a", "b"]);
    expect(labOf(state)).toMatchObject({ revision: 3, seq: 3 });
    expect(labOf(state).log).toHaveLength(2);
  });

  test("leaves all other records as they are, to the identity", () => {
    expect(labOf(state).document.topology["a"]).toBe(labOf(before).document.topology["a"]);
    expect(labOf(state).document.layout).toBe(labOf(before).document.layout);
    expect(labOf(state).observed).toBe(labOf(before).observed);
  });

  test("takes what it removed out of the selection", () => {
    const selected = { ...state, selection: new Set(["a", "b"]) };
    const gone = {
      type: "committed",
      seq: 4,
      revision: 4,
      diff: { records: { a: null }, positions: {} },
      observed: null,
      entry: logEntry(4),
    } as const;
    expect([...receive(selected, gone).selection]).toEqual(["b"]);
  });
});

test("what the kernel says is merged, namespace by namespace", () => {
  const state = after(welcome(), {
    type: "observed",
    seq: 2,
    diff: { namespaces: { host: { forwarding: { ipv4: true, ipv6: false } } } },
  });
  expect(labOf(state).observed.namespaces["host"]).toEqual({
    ...emptyObservedNamespace,
    forwarding: { ipv4: true, ipv6: false },
  });
});

test("people come, point and go", () => {
  const presence = { cursor: { x: 1, y: 2 }, selection: [], dragging: {} };
  const person = { session: "s2", author: otherAuthor, presence: { ...presence, cursor: null } };
  const here = after(welcome(), { type: "person", seq: 2, session: "s2", person });
  const pointing = receive(here, { type: "presence", session: "s2", presence });
  expect(labOf(pointing).people).toEqual([{ ...person, presence }]);
  expect(labOf(receive(pointing, { type: "person", seq: 3, session: "s2", person: null })).people).toEqual(
    [],
  );
});

test("a ping's events follow each other", () => {
  const ping = {
    id: "p",
    author: otherAuthor,
    from: "host",
    to: { host: "10.0.0.1" },
    intervalMs: 1000,
    running: true,
  };
  const lost = { type: "lost", sequence: 1 } as const;
  const state = after(
    welcome(),
    { type: "ping", seq: 2, ping, events: [{ type: "target", address: "10.0.0.1" }] },
    { type: "ping", seq: 3, ping: { ...ping, running: false }, events: [lost] },
  );
  expect(labOf(state).pings).toEqual([
    { ping: { ...ping, running: false }, events: [{ type: "target", address: "10.0.0.1" }, lost] },
  ]);
});

test("a ping of a server that is gone is over, and stays to be looked at and started again", () => {
  const ping = { id: "p", author: otherAuthor, from: "host", to: { host: "10.0.0.1" }, intervalMs: 1000 };
  const target = { type: "target", address: "10.0.0.1" } as const;
  const running = after(welcome(), {
    type: "ping",
    seq: 2,
    ping: { ...ping, running: true },
    events: [target],
  });
  const over = { ping: { ...ping, running: false }, events: [target], isCutOff: true };
  expect(labOf(receive(running, welcome())).pings).toEqual([over]);
  expect(labOf(receive(receive(running, welcome()), welcome())).pings).toEqual([over]);
  const told = { ...ping, running: true, events: [] };
  expect(labOf(receive(running, welcome({ pings: [told] }))).pings).toHaveLength(1);
});

test("totals become rates, and a new interface of an old name does not go backwards", () => {
  const totals = {
    rxBytes: 0,
    rxPackets: 0,
    rxErrors: 0,
    rxDropped: 0,
    txBytes: 0,
    txPackets: 0,
    txErrors: 0,
    txDropped: 0,
  };
  const counters = (at: number, rxBytes: number): ServerMessage => ({
    type: "counters",
    at,
    namespaces: { host: { br0: { ...totals, rxBytes } } },
    rules: {},
  });
  const rates = [counters(0, 1000), counters(2000, 3000), counters(3000, 10)].map((_, index, all) => {
    const state = all.slice(0, index + 1).reduce(receive, after(welcome()));
    return labOf(state).traffic["host"]?.["br0"]?.rxBitsPerSecond;
  });
  expect(rates).toEqual([0, 8000, 0]);
});

test("a deleted lab is left", () => {
  expect(after(welcome(), { type: "deleted", seq: 2 })).toMatchObject({ lab: null, connection: "idle" });
});
