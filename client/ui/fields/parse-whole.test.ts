import { expect, test } from "vitest";
import { parseWhole } from "./parse-whole.ts";

test.each([
  ["1500", 1500],
  ["0", 0],
  ["-1", -1],
])("%j is sent as a number, whatever its limits", (text, number) => {
  expect(parseWhole(text)).toBe(number);
});

test.each(["", "1e3", "1.5", "0x10", " 7", "--1"])("%j is no whole number", (text) => {
  expect(parseWhole(text)).toMatchObject({ code: "not-a-number" });
});
