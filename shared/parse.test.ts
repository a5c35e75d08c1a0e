import { describe, expect, test } from "vitest";
import * as z from "zod";
import { parseInput } from "./parse.ts";
import { problemOf } from "./testing/problems.ts";

const schema = z.strictObject({
  list: z.array(
    z.strictObject({ name: z.string().refine((name) => name !== "bad", { params: { problem: "is-bad" } }) }),
  ),
  shape: z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("circle"), radius: z.number() }),
    z.strictObject({ kind: z.literal("square"), side: z.number() }),
  ]),
  either: z.union([z.strictObject({ a: z.string() }), z.strictObject({ b: z.number() })]).optional(),
  few: z.array(z.int().min(1)).max(2).optional(),
  colours: z.record(z.string().regex(/^[a-z]+$/, "must be in small letters"), z.string().min(1)).optional(),
  version: z.literal(1).optional(),
});
const right = { list: [{ name: "good" }], shape: { kind: "circle", radius: 1 } };

describe("input from outside", () => {
  test("DOC-2: what is right comes through as the schema gives it", () => {
    expect(parseInput(schema, right)).toEqual(right);
  });

  const wrong: readonly [string, unknown, string, string][] = [
    ["not even an object", 7, "", "invalid_type"],
    ["a missing part", { list: [] }, "shape", "invalid_type"],
    [
      "something in a list",
      { ...right, list: [{ name: "good" }, { name: 7 }] },
      "list.1.name",
      "invalid_type",
    ],
    ["a rule of ours", { ...right, list: [{ name: "bad" }] }, "list.0.name", "is-bad"],
    ["an unknown key", { ...right, colour: 1, size: 2 }, "", "unrecognized_keys"],
    [
      "the branch of a union",
      { ...right, shape: { kind: "square", side: "1" } },
      "shape.side",
      "invalid_type",
    ],
    ["within a plain union", { ...right, either: { a: 7 } }, "either.a", "invalid_type"],
  ];
  test.each(wrong)("DOC-2: the path leads to %s", (_what, input, path, code) => {
    const problem = problemOf(() => parseInput(schema, input));
    expect(problem).toMatchObject({ kind: "malformed", path, code });
    expect(problem.detail.startsWith(path)).toBe(true);
  });

  test.each([
    ["a number", 7, { minimum: 68, origin: "number" }],
    ["a number beyond all counting", 1e20, { maximum: 65_535, origin: "number" }],
    ["a text", "abcd", { maximum: 3, origin: "string" }],
    ["a list", [1, 2], { maximum: 1, origin: "array" }],
  ])("DOC-2: the limit that %s broke is told", (_what, input, parameters) => {
    const limited = {
      number: z.int().min(68).max(65_535),
      string: z.string().max(3),
      array: z.array(z.int()).max(1),
    };
    const kind = Array.isArray(input) ? "array" : typeof input === "string" ? "string" : "number";
    expect(problemOf(() => parseInput(limited[kind], input)).parameters).toEqual(parameters);
  });

  const sentences: readonly [unknown, string][] = [
    [7, "this must be an object"],
    [{ list: [] }, "shape is missing: it must be an object"],
    [{ ...right, list: 1 }, "list must be a list"],
    [{ ...right, list: [{ name: "good" }, { name: 7 }] }, "list.1.name must be a text"],
    [{ ...right, colour: 1, size: 2 }, "this has fields that it cannot have: leave out colour, size"],
    [{ ...right, shape: { kind: "star" } }, 'shape.kind must be one of "circle", "square"'],
    [{ ...right, few: [1, 2, 3] }, "few must have at most 2 items"],
    [{ ...right, few: [1.5] }, "few.0 must be a whole number"],
    [{ ...right, few: [0] }, "few.0 must be at least 1"],
    [{ ...right, colours: { red: "" } }, "colours.red must have at least 1 character"],
    [{ ...right, colours: { RED: "x" } }, "colours.RED must be in small letters"],
    [{ ...right, version: 2 }, "version must be 1"],
  ];
  test.each(sentences)("DOC-2: of %j it is said: %s", (input, sentence) => {
    expect(problemOf(() => parseInput(schema, input)).detail).toBe(sentence);
  });

  test("DOC-2: unknown keys are named, the caller chooses the kind and where the path begins", () => {
    const problem = problemOf(() =>
      parseInput(schema, { ...right, colour: 1, size: 2 }, { kind: "invalid-edit", at: "red" }),
    );
    expect(problem).toMatchObject({
      kind: "invalid-edit",
      path: "red",
      parameters: { keys: "colour, size" },
    });
  });
});
