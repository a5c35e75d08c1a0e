import { readFileSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import type * as z from "zod";
import { nameProblems } from "../../shared/names.ts";
import { en } from "./en.ts";
import { isProblemCode } from "./problem-words.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** Where a code stands in the sources: a Problem's member, a schema's rule, or the argument of a helper that throws one. */
const patterns = [
  /\bcode: "([a-z-]+)"/g,
  /\bproblem: "([a-z-]+)"/g,
  /\brefuse\(\s*record,\s*(?:"\w+"|`[^`]+`),\s*"([a-z-]+)"/g,
  /\brefuse\(\s*route,\s*"\w+",\s*"([a-z-]+)"/g,
  /\bcanonicalText\(\s*"([a-z-]+)"/g,
  /\bunavailable\(\s*"([a-z-]+)"/g,
  /\bimpossible\("([a-z-]+)"/g,
];
const notProblems: ReadonlySet<string> = new Set(["custom"]);

function sources(folder: string): string[] {
  return readdirSync(`${root}/${folder}`, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".ts") && !path.endsWith(".test.ts"))
    .map((path) => readFileSync(`${root}/${folder}/${path}`, "utf8"));
}

test("every code a problem may carry has words", () => {
  const found = new Set<string>();
  for (const source of [...sources("shared"), ...sources("server"), ...sources("client")]) {
    for (const pattern of patterns) {
      for (const [, code] of source.matchAll(pattern)) if (code !== undefined) found.add(code);
    }
  }
  expect(found.size).toBeGreaterThan(40);
  expect([...found].filter((code) => !notProblems.has(code) && !isProblemCode(code))).toEqual([]);
});

test("every code that is put together elsewhere has words", () => {
  // The compiler says when zod has one more.
  const ofForms: Record<z.core.$ZodIssue["code"], true> = {
    invalid_type: true,
    too_big: true,
    too_small: true,
    invalid_format: true,
    not_multiple_of: true,
    unrecognized_keys: true,
    invalid_union: true,
    invalid_key: true,
    invalid_element: true,
    invalid_value: true,
    custom: true,
  };
  const codes = [...nameProblems, ...Object.keys(ofForms)];
  expect(codes.filter((code) => !isProblemCode(code))).toEqual([]);
});

test("undo and redo, whose codes are put together, have words", () => {
  expect(en.problems).toHaveProperty("nothing-to-undo");
  expect(en.problems).toHaveProperty("nothing-to-redo");
});
