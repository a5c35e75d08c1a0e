import { describe, expect, test } from "vitest";
import type { DocumentChanges } from "../shared/changes.ts";
import { newNamespace } from "../shared/topology.ts";
import { History } from "./history.ts";

const change = (id: string): DocumentChanges => ({
  records: { [id]: { from: null, to: newNamespace(id, id) } },
  positions: {},
});
const edit = (authorId: string, id: string) => ({ authorId, action: "edit" as const, changes: change(id) });

describe("the history of undo", () => {
  test("UNDO-1: belongs to each author", () => {
    const history = new History();
    history.record(edit("ada", "a1"));
    history.record(edit("bob", "b1"));
    history.record(edit("ada", "a2"));
    expect(history.next("ada", "undo")).toEqual(change("a2"));
    expect(history.next("bob", "undo")).toEqual(change("b1"));
    expect(history.next("eve", "undo")).toBeNull();
    expect(history.stateOf("bob")).toEqual({ canUndo: true, canRedo: false });
  });

  test("UNDO-4: what was undone can be redone, until the author edits again", () => {
    const history = new History();
    history.record(edit("ada", "a1"));
    history.record(edit("ada", "a2"));
    history.record({ authorId: "ada", action: "undo", changes: change("-a2") });
    expect(history.next("ada", "undo")).toEqual(change("a1"));
    expect(history.next("ada", "redo")).toEqual(change("-a2"));
    history.record({ authorId: "ada", action: "redo", changes: change("--a2") });
    expect(history.next("ada", "undo")).toEqual(change("--a2"));
    expect(history.stateOf("ada")).toEqual({ canUndo: true, canRedo: false });
    history.record({ authorId: "ada", action: "undo", changes: change("---a2") });
    history.record(edit("ada", "a3"));
    expect(history.next("ada", "redo")).toBeNull();
    expect(history.next("ada", "undo")).toEqual(change("a3"));
  });

  test("UNDO-4: another author's edit leaves the redo alone", () => {
    const history = new History();
    history.record(edit("ada", "a1"));
    history.record({ authorId: "ada", action: "undo", changes: change("-a1") });
    history.record(edit("bob", "b1"));
    expect(history.next("ada", "redo")).toEqual(change("-a1"));
  });

  test("UNDO-4: it is bounded: the oldest is forgotten first", () => {
    const history = new History();
    for (let number = 0; number < 250; number += 1) history.record(edit("ada", `a${number}`));
    let length = 0;
    for (let next = history.next("ada", "undo"); next !== null; next = history.next("ada", "undo")) {
      history.record({ authorId: "ada", action: "undo", changes: next });
      length += 1;
    }
    expect(length).toBe(200);
    expect(history.next("ada", "redo")).toEqual(change("a50"));
  });
});
