import { beforeEach, describe, expect, test } from "vitest";
import type { DocumentChanges } from "../shared/changes.ts";
import type { DocumentAction } from "../shared/protocol.ts";
import { newNamespace, newVeth, type VethRecord } from "../shared/topology.ts";
import { History } from "./history.ts";

const change = (id: string): DocumentChanges => ({
  records: { [id]: { from: null, to: newNamespace(id, id) } },
  positions: {},
});
let revision = 0;
const entry = (authorId: string, action: DocumentAction, id: string) => {
  revision += 1;
  return { revision, authorId, action, changes: change(id) };
};
const edit = (authorId: string, id: string) => entry(authorId, "edit", id);

beforeEach(() => {
  revision = 0;
});

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
    history.record(entry("ada", "undo", "-a2"));
    expect(history.next("ada", "undo")).toEqual(change("a1"));
    expect(history.next("ada", "redo")).toEqual(change("-a2"));
    history.record(entry("ada", "redo", "--a2"));
    expect(history.next("ada", "undo")).toEqual(change("--a2"));
    expect(history.stateOf("ada")).toEqual({ canUndo: true, canRedo: false });
    history.record(entry("ada", "undo", "---a2"));
    history.record(edit("ada", "a3"));
    expect(history.next("ada", "redo")).toBeNull();
    expect(history.next("ada", "undo")).toEqual(change("a3"));
  });

  test("UNDO-4: another author's edit leaves the redo alone", () => {
    const history = new History();
    history.record(edit("ada", "a1"));
    history.record(entry("ada", "undo", "-a1"));
    history.record(edit("bob", "b1"));
    expect(history.next("ada", "redo")).toEqual(change("-a1"));
  });

  test("UNDO-7: says which edit it is about, through every undo and redo", () => {
    const history = new History();
    const said = [
      edit("ada", "a1"),
      edit("bob", "b1"),
      edit("ada", "a2"),
      entry("ada", "undo", "-a2"),
      entry("ada", "undo", "-a1"),
      entry("ada", "redo", "a1"),
      entry("ada", "undo", "-a1"),
      entry("bob", "undo", "-b1"),
      entry("eve", "undo", "older than what is kept"),
    ].map((each) => history.record(each));
    expect(said).toEqual([null, null, null, 3, 1, 1, 1, 2, null]);
  });

  test("UNDO-4: it is bounded: the oldest is forgotten first", () => {
    const history = new History();
    for (let number = 0; number < 250; number += 1) history.record(edit("ada", `a${number}`));
    let length = 0;
    for (let next = history.next("ada", "undo"); next !== null; next = history.next("ada", "undo")) {
      history.record({ ...entry("ada", "undo", ""), changes: next });
      length += 1;
    }
    expect(length).toBe(200);
    expect(history.next("ada", "redo")).toEqual(change("a50"));
  });

  describe("STORM-5: what the server sets down is part of what people did", () => {
    const end = (adminState: "up" | "down", name = "p0") => newVeth("p", "q", "host", name, { adminState });
    const changed = (from: VethRecord | null, to: VethRecord | null): DocumentChanges => ({
      records: { p: { from, to } },
      positions: {},
    });
    const cut = { revision: 9, authorId: "vethlab", action: "cut-loop" } as const;

    test.each([
      ["drawing it", changed(null, end("up")), changed(null, end("down"))],
      ["setting it up", changed(end("down"), end("up")), changed(end("down"), end("down"))],
      [
        "a change of something else",
        changed(end("up"), end("up", "p1")),
        changed(end("up"), end("up", "p1")),
      ],
      ["a removal", changed(end("up"), null), changed(end("up"), null)],
    ])("%s", (_, did, counts) => {
      const history = new History();
      history.record({ revision: 1, authorId: "ada", action: "edit", changes: did });
      history.record({ revision: 2, authorId: "bob", action: "edit", changes: did });
      history.record({ revision: 3, authorId: "bob", action: "undo", changes: did });
      expect(history.record({ ...cut, changes: changed(end("up"), end("down")) })).toBeNull();
      expect(history.next("ada", "undo")).toEqual(counts);
      expect(history.next("bob", "redo")).toEqual(counts);
      expect(history.stateOf("vethlab")).toEqual({ canUndo: false, canRedo: false });
    });
  });
});
