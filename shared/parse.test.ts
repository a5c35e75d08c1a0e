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
