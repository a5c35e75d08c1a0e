import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { applyEdit } from "./apply-edit.ts";
import { checkTopology } from "./check-topology.ts";
import { batch, editSchema, type Edit } from "./edit.ts";
import { invertEdit } from "./invert-edit.ts";
import { parseInput } from "./parse.ts";
import { problemOf, unlessRefused } from "./testing/problems.ts";
import { randomDocument, randomMoveGroup, toEdit } from "./testing/random-edits.ts";
import { documentOf, smallLab } from "./testing/small-lab.ts";
import {
  documentSchema,
  emptyDocument,
  newBridge,
  newNamespace,
  newRoute,
  newVeth,
  type Document,
} from "./topology.ts";

const update = (id: string, changes: Readonly<Record<string, unknown>>): Edit => ({
  op: "update",
  id,
  changes,
});
const remove = (id: string): Edit => ({ op: "remove", id });
const idsOf = ({ topology }: Document) => Object.keys(topology).toSorted();

describe("an edit that cannot be", () => {
  const refused: readonly [string, Edit, string, string][] = [
    ["an id that is taken", { op: "add", record: newNamespace("red", "green") }, "id-taken", "red.id"],
    ["half a pair", { op: "add", record: newVeth("x", "y", "red", "eth9") }, "no-such-peer", "x.peer"],
    ["an update of nothing", update("nobody", {}), "no-such-record", "nobody"],
    ["a removal of nothing", remove("nobody"), "no-such-record", "nobody"],
    [
      "a place for nothing",
      { op: "place", positions: { nobody: { x: 0, y: 0 } } },
      "no-such-record",
      "nobody",
    ],
    ["removing the host", remove("host"), "host-stays", "host"],
    ["renaming the host", update("host", { name: "red" }), "reserved", "host.name"],
    ["another id", update("red", { id: "green" }), "fixed-field", "red.id"],
    ["another kind", update("red", { kind: "bridge" }), "fixed-field", "red.kind"],
    ["another peer", update("r0", { peer: "b0" }), "fixed-field", "r0.peer"],
    ["moving a bridge", update("br", { namespace: "red" }), "fixed-field", "br.namespace"],
    ["moving a route", update("default", { namespace: "blue" }), "fixed-field", "default.namespace"],
    ["an unknown field", update("red", { colour: "red" }), "unrecognized_keys", "red"],
    [
      "a field that every object inherits",
      update("red", Object.fromEntries([["__proto__", { x: 1 }]])),
      "unrecognized_keys",
      "red",
    ],
    ["a value of the wrong type", update("r0", { mtu: "1500" }), "invalid_type", "r0.mtu"],
    [
      "another bridge under the id of a removed one",
      batch(remove("br"), { op: "add", record: newBridge("br", "red", "br0") }),
      "fixed-field",
      "br.namespace",
    ],
    [
      "another kind under the id of a removed one",
      batch(remove("red"), { op: "add", record: newBridge("red", "host", "br1") }),
      "fixed-field",
      "red.kind",
    ],
    ["a name that is taken", update("blue", { name: "red" }), "name-taken", "blue.name"],
    [
      "a gateway out of reach",
      update("default", { gateway: "10.9.9.9" }),
      "gateway-unreachable",
      "default.gateway",
    ],
    [
      "a bad one among good ones",
      batch(update("red", { name: "green" }), remove("nobody")),
      "no-such-record",
      "nobody",
    ],
  ];
  test.each(refused)("EDIT-1: %s changes nothing and says where", (_what, edit, code, path) => {
    const before = structuredClone(smallLab);
    expect(problemOf(() => applyEdit(smallLab, edit))).toMatchObject({ kind: "invalid-edit", code, path });
    expect(smallLab).toEqual(before);
  });

  test("EDIT-1: whatever the edit, the document before is left as it was, and the one after is valid", () => {
    fc.assert(
      fc.property(randomDocument, randomMoveGroup, (document, group) => {
        const copy = structuredClone(document);
        const after = unlessRefused(() => applyEdit(document, toEdit(document, group))) ?? document;
        expect(() => checkTopology(after.topology)).not.toThrow();
        expect(documentSchema.parse(after)).toEqual(after);
        expect(document).toEqual(copy);
      }),
      { numRuns: 300 },
    );
  });
});

describe("what an edit leaves alone", () => {
  test("EDIT-2: records that did not change keep their identity, and so does the layout", () => {
    const after = applyEdit(smallLab, update("r0", { mtu: 1400 }));
    const others = Object.values(smallLab.topology).filter(({ id }) => id !== "r0");
    for (const record of others) expect(after.topology[record.id]).toBe(record);
    expect(after.layout).toBe(smallLab.layout);
    expect(after.topology["r0"]).toMatchObject({ mtu: 1400 });
  });

  test("EDIT-2: an edit that changes nothing gives the same document", () => {
    expect(applyEdit(smallLab, batch())).toBe(smallLab);
    expect(applyEdit(smallLab, update("r0", { mtu: 1500, name: "eth0" }))).toBe(smallLab);
    expect(applyEdit(smallLab, update("r0", { peer: "r1", addresses: ["10.0.0.1/24"] }))).toBe(smallLab);
  });

  test("EDIT-2: moving a card keeps the topology itself", () => {
    const after = applyEdit(smallLab, { op: "place", positions: { red: { x: 7, y: 8 }, blue: null } });
    expect(after.topology).toBe(smallLab.topology);
    expect(after.layout).toEqual({ red: { x: 7, y: 8 }, br: { x: 200, y: 200 } });
    expect(after.layout["br"]).toBe(smallLab.layout["br"]);
  });
});

describe("what a removal takes along", () => {
  test("EDIT-3: a namespace takes its interfaces, their peers, its routes and its place", () => {
    const after = applyEdit(smallLab, remove("red"));
    expect(idsOf(after)).toEqual(["b0", "b1", "blue", "br", "host"]);
    expect(after.layout).toEqual({ blue: { x: 400, y: 0 }, br: { x: 200, y: 200 } });
  });

  test("EDIT-3: a veth end takes its peer and the routes through it", () => {
    expect(idsOf(applyEdit(smallLab, remove("r1")))).toEqual(["b0", "b1", "blue", "br", "host", "red"]);
  });

  test("EDIT-3: a bridge frees its ports", () => {
    const { topology } = applyEdit(smallLab, remove("br"));
    expect(topology["r1"]).toMatchObject({ master: null });
    expect(topology["b1"]).toMatchObject({ master: null });
    expect(topology["r0"]).toBe(smallLab.topology["r0"]);
  });

  test("EDIT-3: both ends of a pair may be named; a third removal of the same may not fail either", () => {
    expect(idsOf(applyEdit(smallLab, batch(remove("r0"), remove("r1"), remove("r0"))))).not.toContain("r0");
    expect(idsOf(applyEdit(smallLab, batch(remove("red"), remove("r0"), remove("default"))))).toEqual(
      idsOf(applyEdit(smallLab, remove("red"))),
    );
  });

  test("EDIT-3: both ports in one namespace go with it", () => {
    const document = documentOf(
      newNamespace("n", "ns1"),
      newBridge("br", "n", "br0"),
      newVeth("a", "b", "n", "eth0", { master: "br" }),
      newVeth("b", "a", "n", "eth1", { master: "br" }),
    );
    expect(idsOf(applyEdit(document, remove("n")))).toEqual(["host"]);
  });
});

describe("what cuts a route off", () => {
  const cuts: readonly [string, Edit, string[]][] = [
    [
      "its gateway's network goes from the interface",
      update("r0", { addresses: ["10.9.0.1/24"] }),
      ["default"],
    ],
    ["its interface moves away", update("r0", { namespace: "blue", name: "eth1" }), ["default", "on-link"]],
    ["its interface goes", remove("r0"), ["default", "on-link"]],
  ];
  test.each(cuts)("EDIT-4: a route goes when %s", (_why, edit, gone) => {
    const after = applyEdit(smallLab, edit);
    const routes = ["default", "on-link"];
    expect(routes.filter((id) => after.topology[id] === undefined)).toEqual(gone);
  });

  test("EDIT-4: it stays while it can be reached in another way", () => {
    const reached = applyEdit(smallLab, update("r0", { addresses: ["10.0.0.7/16"] }));
    expect(reached.topology["default"]).toBe(smallLab.topology["default"]);
    const onLink = batch(
      { op: "add", record: newRoute("near", "red", "10.0.0.254/32", { interface: "r0" }) },
      update("r0", { addresses: [] }),
    );
    expect(applyEdit(smallLab, onLink).topology["default"]).toBe(smallLab.topology["default"]);
  });

  test("EDIT-4: one that the edit itself names is refused instead", () => {
    const edit = batch(update("r0", { addresses: [] }), update("default", { metric: 5 }));
    expect(problemOf(() => applyEdit(smallLab, edit))).toMatchObject({ code: "gateway-unreachable" });
  });
});

describe("a moved veth end", () => {
  test("EDIT-5: leaves its bridge, as in the kernel", () => {
    const after = applyEdit(smallLab, update("r1", { namespace: "blue" }));
    expect(after.topology["r1"]).toMatchObject({ namespace: "blue", master: null });
    expect(after.topology["r0"]).toBe(smallLab.topology["r0"]);
  });

  test("EDIT-5: joins the bridge that the edit names", () => {
    const document = applyEdit(smallLab, { op: "add", record: newBridge("br2", "blue", "br0") });
    const after = applyEdit(document, update("r1", { namespace: "blue", master: "br2" }));
    expect(after.topology["r1"]).toMatchObject({ namespace: "blue", master: "br2" });
    expect(
      problemOf(() => applyEdit(document, update("r1", { namespace: "blue", master: "br" }))),
    ).toMatchObject({
      code: "bridge-elsewhere",
    });
  });

  test("EDIT-5: keeps its bridge when its namespace is only named", () => {
    expect(applyEdit(smallLab, update("r1", { namespace: "host" }))).toBe(smallLab);
  });
});

describe("the sysctls of an interface", () => {
  const rpFilter = (name: string) => `net.ipv4.conf.${name}.rp_filter`;
  const ttl = { "net.ipv4.ip_default_ttl": "70" };
  const set = applyEdit(
    smallLab,
    update("red", { sysctls: { ...ttl, [rpFilter("eth0")]: "2", "net.ipv4.conf.all.rp_filter": "1" } }),
  );
  const sysctlsOf = (document: Document, id: string) => {
    const record = document.topology[id];
    return record?.kind === "namespace" ? record.sysctls : null;
  };
  const others = { ...ttl, "net.ipv4.conf.all.rp_filter": "1" };

  test("EDIT-7: go with its name", () => {
    const renamed = applyEdit(set, update("r0", { name: "x.1" }));
    expect(sysctlsOf(renamed, "red")).toEqual({ ...others, [rpFilter("x/1")]: "2" });
  });

  test("EDIT-7: change places when names do", () => {
    const two = applyEdit(
      set,
      batch(
        { op: "add", record: newBridge("r2", "red", "br9") },
        update("red", { sysctls: { [rpFilter("eth0")]: "2", [rpFilter("br9")]: "0" } }),
      ),
    );
    const swapped = applyEdit(two, batch(update("r0", { name: "br9" }), update("r2", { name: "eth0" })));
    expect(sysctlsOf(swapped, "red")).toEqual({ [rpFilter("eth0")]: "0", [rpFilter("br9")]: "2" });
  });

  test("EDIT-7: go with it into another namespace, also when its own ends", () => {
    const moved = applyEdit(set, update("r0", { namespace: "blue", name: "eth1" }));
    expect(sysctlsOf(moved, "red")).toEqual(others);
    expect(sysctlsOf(moved, "blue")).toEqual({ [rpFilter("eth1")]: "2" });
    const rescued = applyEdit(set, batch(update("r0", { namespace: "host" }), remove("red")));
    expect(sysctlsOf(rescued, "host")).toEqual({ [rpFilter("eth0")]: "2" });
  });

  test("EDIT-7: go when it goes, and come back when it is taken back", () => {
    const gone = applyEdit(set, remove("r1"));
    expect(sysctlsOf(gone, "red")).toEqual(others);
    expect(applyEdit(gone, invertEdit(set, remove("r1")))).toEqual(set);
  });

  test("EDIT-7: stay as the edit itself says, and are refused when their interface has another name", () => {
    const said = { [rpFilter("eth9")]: "1" };
    const edit = batch(update("red", { sysctls: said }), update("r0", { name: "eth9" }));
    expect(sysctlsOf(applyEdit(set, edit), "red")).toEqual(said);
    expect(
      problemOf(() =>
        applyEdit(set, batch(update("red", { sysctls: { [rpFilter("eth0")]: "1" } }), remove("r0"))),
      ),
    ).toMatchObject({ code: "sysctl-of-no-interface" });
  });

  test("EDIT-7: may be too many where their interface goes", () => {
    const many = Object.fromEntries(Array.from({ length: 64 }, (_none, index) => [`net.a${index}`, "1"]));
    const full = applyEdit(set, update("blue", { sysctls: many }));
    expect(problemOf(() => applyEdit(full, update("r0", { namespace: "blue", name: "eth1" })))).toMatchObject(
      {
        kind: "invalid-edit",
        path: "blue.sysctls",
      },
    );
  });
});

describe("a batch", () => {
  test("EDIT-6: only its result has to be valid", () => {
    const swap = batch(update("red", { name: "blue" }), update("blue", { name: "red" }));
    const after = applyEdit(smallLab, swap);
    expect([after.topology["red"], after.topology["blue"]]).toMatchObject([
      { name: "blue" },
      { name: "red" },
    ]);
    const pair = batch(
      { op: "add", record: newVeth("x", "y", "red", "eth9") },
      { op: "add", record: newVeth("y", "x", "blue", "eth9") },
    );
    expect(idsOf(applyEdit(smallLab, pair))).toContain("y");
  });

  test("EDIT-6: what was removed may be made again in it", () => {
    const again = batch(remove("red"), { op: "add", record: newNamespace("red", "red") });
    expect(applyEdit(smallLab, again).topology["red"]).toEqual(newNamespace("red", "red"));
  });

  test("EDIT-6: batches of batches are flattened, and do not nest on the wire", () => {
    expect(batch(batch(remove("red"), batch(remove("blue"))))).toEqual(batch(remove("red"), remove("blue")));
    expect(batch(remove("red"))).toEqual(remove("red"));
    expect(
      problemOf(() => parseInput(editSchema, { op: "batch", edits: [{ op: "batch", edits: [] }] })),
    ).toMatchObject({ kind: "malformed", path: "edits.0.op" });
  });
});

describe("an edit from outside", () => {
  test("DOC-2: the first field at fault is named", () => {
    const record = { ...newVeth("x", "y", "red", "eth9"), addresses: ["10.0.0.1/24", "nonsense"] };
    const edit = { op: "batch", edits: [remove("red"), { op: "add", record }] };
    expect(problemOf(() => parseInput(editSchema, edit))).toMatchObject({
      path: "edits.1.record.addresses.1",
      code: "not-an-address",
    });
    expect(problemOf(() => parseInput(editSchema, { op: "rename" }))).toMatchObject({ path: "op" });
    expect(problemOf(() => parseInput(editSchema, null))).toMatchObject({ kind: "malformed", path: "" });
  });

  test("DOC-2: hostile text is refused, or is only text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 20 }), (text) => {
        const record = { id: "n", kind: "namespace", name: text };
        const isAccepted = editSchema.safeParse({ op: "add", record }).success;
        expect(isAccepted && !/^[\p{L}\p{N}_.][\p{L}\p{N}_.-]*$/u.test(text)).toBe(false);
      }),
    );
  });

  test("DOC-2: what random edits are made of passes its own schema", () => {
    fc.assert(
      fc.property(randomDocument, randomMoveGroup, (document, group) => {
        const edit = toEdit(document, group);
        expect(unlessRefused(() => parseInput(editSchema, edit)) ?? edit).toEqual(edit);
      }),
    );
    expect(applyEdit(emptyDocument, batch())).toBe(emptyDocument);
  });
});
