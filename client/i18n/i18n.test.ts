import { describe, expect, test } from "vitest";
import { errorKinds } from "../../shared/errors.ts";
import { en } from "./en.ts";
import { firstSpoken } from "./languages.ts";
import { zh } from "./zh.ts";

type Tree = { readonly [key: string]: string | Tree };

function* leaves(tree: Tree, path = ""): Generator<[string, string]> {
  for (const [key, value] of Object.entries(tree)) {
    const at = path === "" ? key : `${path}.${key}`;
    if (typeof value === "string") yield [at, value];
    else yield* leaves(value, at);
  }
}

const english = new Map(leaves(en));
const chinese = new Map(leaves(zh));
const parametersIn = (text: string) => new Set(text.match(/\{\{[^}]+\}\}/g) ?? []);

describe("both languages", () => {
  test("name the same parameters in every text", () => {
    for (const [key, text] of chinese) {
      expect([key, parametersIn(text)]).toEqual([key, parametersIn(english.get(key) ?? "")]);
    }
  });

  test("have no empty text", () => {
    const empty = [...english, ...chinese].filter(([, text]) => text.trim() === "");
    expect(empty).toEqual([]);
  });

  test("have words for every ErrorKind", () => {
    for (const kind of errorKinds) {
      expect(en.errors).toHaveProperty([kind, "text"]);
      expect(zh.errors).toHaveProperty([kind, "text"]);
    }
  });
});

test("the first language is the first of the browser's that the page speaks", () => {
  expect(firstSpoken(["de-DE", "zh-TW", "en"])).toBe("zh-CN");
  expect(firstSpoken(["en-GB", "zh"])).toBe("en");
  expect(firstSpoken(["fr"])).toBe("en");
});
