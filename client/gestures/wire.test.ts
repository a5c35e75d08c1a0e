import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { applyEdit } from "../../shared/apply-edit.ts";
import type { Edit } from "../../shared/edit.ts";
import { emptyDocument, type Document, type VethRecord } from "../../shared/topology.ts";
import { randomDocument } from "../testing/random-lab.ts";
import { addBridge, addNamespace } from "./add.ts";
import { nodeIds } from "./names.ts";
import { segmentOf } from "./segment.ts";
import { wire } from "./wire.ts";

const at = { x: 0, y: 0 };

function after(document: Document, ...gestures: ((document: Document) => Edit | null)[]): Document {
  return gestures.reduce((current, gesture) => {
    const edit = gesture(current);
    return edit === null ? current : applyEdit(current, edit);
  }, document);
}

const namespace = (id: string) => (document: Document) => addNamespace(document.topology, id, at);
const bridge = (id: string) => (document: Document) => addBridge(document.topology, id, at);
const link = (from: string, to: string) => (document: Document) =>
  wire(document.topology, from, to, { from: `${from}-${to}`, to: `${to}-${from}` });
const end = (document: Document, id: string) => document.topology[id] as VethRecord;

describe("a link between two namespaces", () => {
  const document = after(emptyDocument, namespace("a"), namespace("b"), link("a", "b"));

  test("has names, addresses of a fresh network, and is up", () => {
    expect(end(document, "a-b")).toMatchObject({
      name: "eth0",
      addresses: ["10.0.0.1/24"],
      adminState: "up",
      master: null,
    });
    expect(end(document, "b-a")).toMatchObject({
      name: "eth0",
      addresses: ["10.0.0.2/24"],
      adminState: "up",
    });
  });

  test("leaves lo as it was born", () => {
    expect(document.topology["a"]).toMatchObject({ loopback: { adminState: "down" } });
  });

  test("takes the next names and the next network when there is one already", () => {
    const more = after(document, namespace("c"), link("a", "c"));
    expect(end(more, "a-c")).toMatchObject({ name: "eth1", addresses: ["10.0.1.1/24"] });
    expect(end(more, "c-a")).toMatchObject({ name: "eth0", addresses: ["10.0.1.2/24"] });
  });
});

describe("a link to a bridge", () => {
  test("makes a port named after the namespace and an address beside the other members'", () => {
    const document = after(
      emptyDocument,
      bridge("x"),
      namespace("a"),
      namespace("b"),
      link("a", "x"),
      link("x", "b"),
    );
    expect(end(document, "x-a")).toMatchObject({
      namespace: "host",
      name: "veth-ns1",
      master: "x",
      addresses: [],
    });
    expect(end(document, "a-x")).toMatchObject({ name: "eth0", addresses: ["10.0.0.1/24"] });
    expect(end(document, "b-x")).toMatchObject({ name: "eth0", addresses: ["10.0.0.2/24"] });
  });

  test("goes by the bridge's own address first", () => {
    const set: Edit = { op: "update", id: "x", changes: { addresses: ["172.17.0.1/16"] } };
    const document = after(emptyDocument, bridge("x"), () => set, namespace("a"), link("a", "x"));
    expect(end(document, "a-x").addresses).toEqual(["172.17.0.2/16"]);
  });

  test("sets the bridge up", () => {
    const down: Edit = { op: "update", id: "x", changes: { adminState: "down" } };
    const document = after(emptyDocument, bridge("x"), () => down, namespace("a"), link("a", "x"));
    expect(document.topology["x"]).toMatchObject({ adminState: "up" });
  });

  test("numbers the port when the name would be too long or is taken", () => {
    const rename: Edit = { op: "update", id: "a", changes: { name: "a-rather-long-name" } };
    const document = after(emptyDocument, bridge("x"), namespace("a"), () => rename, link("a", "x"));
    expect(end(document, "x-a").name).toBe("veth0");
  });

  test("of another bridge enslaves both ends, and a loop gets STP", () => {
    const once = after(emptyDocument, bridge("x"), bridge("y"), link("x", "y"));
    expect([end(once, "x-y").master, end(once, "y-x").master]).toEqual(["x", "y"]);
    expect(once.topology["x"]).toMatchObject({ stp: false });
    const twice = after(once, (document) => wire(document.topology, "x", "y", { from: "l1", to: "l2" }));
    expect([twice.topology["x"], twice.topology["y"]]).toMatchObject([{ stp: true }, { stp: true }]);
  });
});

test("every link anybody can draw is a valid edit", () => {
  fc.assert(
    fc.property(randomDocument, fc.nat(), fc.nat(), (document, i, j) => {
      const nodes = nodeIds(document.topology);
      const [from, to] = [nodes[i % nodes.length] ?? "", nodes[j % nodes.length] ?? ""];
      const edit = wire(document.topology, from, to, { from: "new1", to: "new2" });
      const made = edit === null ? undefined : applyEdit(document, edit).topology["new1"];
      expect(made === undefined).toBe(from === to);
    }),
    { numRuns: 200 },
  );
});

test("no two members of a segment are given the same address", () => {
  fc.assert(
    fc.property(randomDocument, (document) => {
      const before = after(document, bridge("z"));
      const nodes = nodeIds(before.topology).filter((id) => before.topology[id]?.kind === "namespace");
      const joined = nodes.reduce((current, id) => after(current, link(id, "z")), before);
      const given = segmentOf(joined.topology, "z").flatMap((record) => record.addresses);
      expect(new Set(given).size).toBe(given.length);
    }),
    { numRuns: 50 },
  );
});
