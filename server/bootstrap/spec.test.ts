import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { root } from "./paths.mjs";

/** `- **EDIT-1** …` */
const law = /^- \*\*([A-Z]+-\d+)\*\*/gm;
/** The beginning of a title: `test("EDIT-1: …`, `describe("API-1 …`, `test.each(…)("EDIT-1: …`. */
const cited = /(?:\b(?:test|it|describe)\(|\)\()\s*["'`]([A-Z]+-\d+)[ :]/g;

function titlesIn(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((path) => /\.(test|spec)\.tsx?$/.test(path))
    .flatMap((path) => found(cited, readFileSync(join(root, folder, path), "utf8")));
}

function found(pattern: RegExp, text: string): string[] {
  return [...text.matchAll(pattern)].flatMap(([, id]) => id ?? []);
}

it("cites every law in a test's title, and no other", () => {
  const laws = found(law, readFileSync(join(root, "docs/spec.md"), "utf8"));
  expect(laws).toEqual([...new Set(laws)]);
  const titles = new Set(["shared", "server", "client", "e2e"].flatMap(titlesIn));
  expect([...titles].toSorted()).toEqual(laws.toSorted());
});
