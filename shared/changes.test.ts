import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { applyEdit } from "./apply-edit.ts";
import { applyDiff, changedFields, changesBetween, editOf, isEmpty, reverse, toDiff } from "./changes.ts";
import { batch, type Edit } from "./edit.ts";
import { invertEdit } from "./invert-edit.ts";
import { documentAndEdit, randomDocument } from "./testing/random-edits.ts";
import { smallLab } from "./testing/small-lab.ts";
import { emptyDocument, newBridge, newNamespace, newVeth } from "./topology.ts";

describe("changes", () => {
  test("CHANGE-1: an inverted edit takes everything back, consequences included", () => {
    fc.assert(
      fc.property(documentAndEdit, ({ document, edit }) => {
        const after = applyEdit(document, edit);
        expect(applyEdit(after, invertEdit(document, edit))).toEqual(document);
      }),
      { numRuns: 500 },
    );
  });

  const removals: readonly string[] = ["red", "blue", "br", "r0", "r1", "default", "on-link"];
  test.each(removals)("CHANGE-1: removing %s and taking it back changes nothing", (id) => {
    const edit: Edit = { op: "remove", id };
    expect(applyEdit(applyEdit(smallLab, edit), invertEdit(smallLab, edit))).toEqual(smallLab);
  });

  test("CHANGE-1: what was made where something was removed goes again", () => {
    const edit = batch(
      { op: "remove", id: "red" },
      { op: "add", record: newNamespace("green", "red") },
      { op: "add", record: newBridge("gb", "green", "br0") },
      { op: "update", id: "b1", changes: { namespace: "green", name: "eth0", master: "gb" } },
      { op: "remove", id: "br" },
      { op: "place", positions: { green: { x: 1, y: 1 } } },
    );
    expect(applyEdit(applyEdit(smallLab, edit), invertEdit(smallLab, edit))).toEqual(smallLab);
  });

  test("CHANGE-2: a diff leads where the edit led, and keeps the identity of what it does not name", () => {
    fc.assert(
      fc.property(documentAndEdit, ({ document, edit }) => {
        const after = applyEdit(document, edit);
        const diff = toDiff(changesBetween(document, after));
        const wire = JSON.parse(JSON.stringify(diff)) as typeof diff;
        const followed = applyDiff(document, wire);
        expect(followed).toEqual(after);
        const untouched = Object.values(document.topology).filter(
          ({ id }) => !Object.hasOwn(diff.records, id),
        );
        for (const record of untouched) expect(followed.topology[record.id]).toBe(record);
        const isMoved = Object.keys(diff.positions).length > 0;
        expect(isMoved || followed.layout === document.layout).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  test("CHANGE-2: changes between any two documents lead from one to the other, and back", () => {
    fc.assert(
      fc.property(randomDocument, randomDocument, (a, b) => {
        const changes = changesBetween(a, b);
        expect(applyDiff(a, toDiff(changes))).toEqual(b);
        expect(applyDiff(b, toDiff(reverse(changes)))).toEqual(a);
        expect(isEmpty(changesBetween(a, a))).toBe(true);
        expect(isEmpty(changesBetween(a, structuredClone(a)))).toBe(true);
      }),
    );
  });

  test("CHANGE-3: the edit of some changes makes them", () => {
    fc.assert(
      fc.property(documentAndEdit, ({ document, edit }) => {
        const after = applyEdit(document, edit);
        expect(applyEdit(document, editOf(changesBetween(document, after)))).toEqual(after);
      }),
      { numRuns: 300 },
    );
    fc.assert(
      fc.property(randomDocument, (document) => {
        expect(applyEdit(emptyDocument, editOf(changesBetween(emptyDocument, document)))).toEqual(document);
      }),
    );
  });

  test("CHANGE-3: it names only fields that differ", () => {
    const from = newVeth("a", "b", "n", "eth0", { addresses: ["10.0.0.1/24"] });
    expect(changedFields(from, { ...from, mtu: 1400, addresses: ["10.0.0.1/24"] })).toEqual({ mtu: 1400 });
    const after = applyEdit(smallLab, { op: "update", id: "r0", changes: { mtu: 1400 } });
    expect(editOf(changesBetween(smallLab, after))).toEqual({
      op: "batch",
      edits: [{ op: "update", id: "r0", changes: { mtu: 1400 } }],
    });
  });
});
