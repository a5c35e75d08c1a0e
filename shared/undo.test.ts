import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { applyEdit } from "./apply-edit.ts";
import { changesBetween, type DocumentChanges } from "./changes.ts";
import { batch, type Edit } from "./edit.ts";
import { ProblemError } from "./errors.ts";
import { problemOf, unlessRefused } from "./testing/problems.ts";
import { documentAndEdit, randomMoveGroup, toEdit } from "./testing/random-edits.ts";
import { smallLab } from "./testing/small-lab.ts";
import { newBridge, newNamespace, newRoute, newVeth, type Document } from "./topology.ts";
import { editToTakeBack } from "./undo.ts";

const update = (id: string, changes: Readonly<Record<string, unknown>>): Edit => ({
  op: "update",
  id,
  changes,
});
const add = (record: Extract<Edit, { op: "add" }>["record"]): Edit => ({ op: "add", record });

/** The document after an edit, and what it changed. */
function done(document: Document, edit: Edit): { after: Document; changes: DocumentChanges } {
  const after = applyEdit(document, edit);
  return { after, changes: changesBetween(document, after) };
}

/** One author's edit, then another's; then the first takes theirs back. */
function undone(first: Edit, second: Edit, start = smallLab): Document {
  const { after, changes } = done(start, first);
  const later = applyEdit(after, second);
  return applyEdit(later, editToTakeBack(later, changes));
}

/** What `act` gives, or null when it is impossible, and nothing worse. */
function unlessImpossible<T>(act: () => T): T | null {
  try {
    return act();
  } catch (error) {
    if (error instanceof ProblemError && error.problem.kind === "undo-impossible") return null;
    throw error;
  }
}

describe("undo", () => {
  test("UNDO-1: without anything since, everything is as before", () => {
    fc.assert(
      fc.property(documentAndEdit, ({ document, edit }) => {
        const { after, changes } = done(document, edit);
        expect(applyEdit(after, editToTakeBack(after, changes))).toEqual(document);
      }),
      { numRuns: 300 },
    );
  });

  test("UNDO-1: what somebody else did to other things stays", () => {
    const after = undone(update("r0", { mtu: 1400 }), update("b0", { mtu: 1300 }));
    expect(after).toEqual(applyEdit(smallLab, update("b0", { mtu: 1300 })));
  });

  test("UNDO-1: what somebody else did to another field of the same record stays", () => {
    const after = undone(update("r0", { mtu: 1400 }), update("r0", { name: "eth7" }));
    expect(after).toEqual(applyEdit(smallLab, update("r0", { name: "eth7" })));
  });

  test("UNDO-1: two people's edits of different records can be taken back in either order", () => {
    const a = done(smallLab, update("red", { name: "crimson" }));
    const b = done(a.after, add(newNamespace("green", "green")));
    const withoutA = applyEdit(b.after, editToTakeBack(b.after, a.changes));
    expect(applyEdit(withoutA, editToTakeBack(withoutA, b.changes))).toEqual(smallLab);
    const withoutB = applyEdit(b.after, editToTakeBack(b.after, b.changes));
    expect(applyEdit(withoutB, editToTakeBack(withoutB, a.changes))).toEqual(smallLab);
  });

  const refused: readonly [string, Edit, Edit, string, string][] = [
    [
      "the field was changed since",
      update("r0", { mtu: 1400 }),
      update("r0", { mtu: 1300 }),
      "changed-since",
      "r0.mtu",
    ],
    [
      "the record was removed since",
      update("r0", { mtu: 1400 }),
      { op: "remove", id: "r0" },
      "removed-since",
      "r0",
    ],
    [
      "what was made was removed since",
      add(newNamespace("green", "green")),
      { op: "remove", id: "green" },
      "removed-since",
      "green",
    ],
    [
      "what was made was changed since",
      add(newNamespace("green", "green")),
      update("green", { name: "lime" }),
      "changed-since",
      "green.name",
    ],
    [
      "what was removed was made again",
      { op: "remove", id: "default" },
      add(newRoute("default", "red", "::/0", { interface: "r0" })),
      "made-again",
      "default",
    ],
    [
      "somebody built on what would go",
      add(newNamespace("green", "green")),
      add(newBridge("gb", "green", "br0")),
      "depends",
      "gb",
    ],
    [
      "a route depends on the address",
      update("b0", { addresses: ["10.0.0.2/24", "10.7.0.1/24"] }),
      add(newRoute("x", "blue", "10.8.0.0/16", { gateway: "10.7.0.2" })),
      "depends",
      "x",
    ],
    [
      "its name is taken since",
      { op: "remove", id: "red" },
      add(newNamespace("green", "red")),
      "name-taken",
      "red.name",
    ],
  ];
  test.each(refused)("UNDO-2: is refused when %s", (_why, first, second, code, path) => {
    expect(problemOf(() => undone(first, second))).toMatchObject({ kind: "undo-impossible", code });
    expect(problemOf(() => undone(first, second)).path).toContain(path.split(".")[0]);
  });

  test("UNDO-2: is refused when the bridge a freed port was on, or the namespace, is gone since", () => {
    const { after, changes } = done(smallLab, update("r1", { master: null }));
    const later = applyEdit(after, { op: "remove", id: "br" });
    expect(problemOf(() => editToTakeBack(later, changes))).toMatchObject({
      kind: "undo-impossible",
      code: "no-such-bridge",
      path: "r1.master",
    });
  });

  test("UNDO-2: is refused when its consequence would undo what somebody set since", () => {
    const withBridge = applyEdit(smallLab, add(newBridge("gb", "blue", "br0")));
    const move = update("r1", { namespace: "blue", name: "eth1" });
    expect(problemOf(() => undone(move, update("r1", { master: "gb" }), withBridge))).toMatchObject({
      kind: "undo-impossible",
      code: "changed-since",
      path: "r1.master",
    });
  });

  test("UNDO-2: is refused when what was only changed would go with what somebody moved it into", () => {
    const both = batch(update("r1", { mtu: 1400 }), add(newNamespace("new", "new")));
    expect(problemOf(() => undone(both, update("r1", { namespace: "new", master: null })))).toMatchObject({
      kind: "undo-impossible",
      code: "depends",
    });
  });

  test("UNDO-2: whoever did what, an undo is whole or refused", () => {
    fc.assert(
      fc.property(documentAndEdit, randomMoveGroup, ({ document, edit }, group) => {
        const { after, changes } = done(document, edit);
        const later = unlessRefused(() => applyEdit(after, toEdit(after, group))) ?? after;
        const back = unlessImpossible(() => applyEdit(later, editToTakeBack(later, changes)));
        // The other one's changes are what is left between where both began and here.
        const theirs = changesBetween(after, later).records;
        const mine = Object.values(document.topology).filter(({ id }) => !Object.hasOwn(theirs, id));
        for (const record of mine) expect((back ?? document).topology[record.id]).toEqual(record);
      }),
      { numRuns: 300 },
    );
  });

  test("UNDO-3: a card that somebody moved since stays where it is", () => {
    const place = (x: number): Edit => ({ op: "place", positions: { red: { x, y: 0 } } });
    expect(undone(place(10), place(20)).layout["red"]).toEqual({ x: 20, y: 0 });
    expect(undone(batch(update("r0", { mtu: 1400 }), place(10)), place(20))).toEqual(
      applyEdit(smallLab, place(20)),
    );
    expect(undone(place(10), update("r0", { mtu: 1400 })).layout["red"]).toEqual({ x: 0, y: 0 });
  });

  test("UNDO-4: redo is taking the undo back", () => {
    const { after, changes } = done(
      smallLab,
      batch({ op: "remove", id: "red" }, add(newNamespace("green", "red"))),
    );
    const undo = done(after, editToTakeBack(after, changes));
    expect(undo.after).toEqual(smallLab);
    expect(applyEdit(undo.after, editToTakeBack(undo.after, undo.changes))).toEqual(after);
  });

  test("UNDO-1: a pair that somebody wired elsewhere goes with all of it", () => {
    const pair = batch(add(newVeth("x", "y", "red", "eth9")), add(newVeth("y", "x", "blue", "eth9")));
    expect(undone(pair, update("b0", { mtu: 1300 }))).toEqual(
      applyEdit(smallLab, update("b0", { mtu: 1300 })),
    );
  });
});
