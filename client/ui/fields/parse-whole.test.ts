import { expect, test } from "vitest";
import { parseWhole } from "./parse-whole.ts";

test("only whole numbers in range are sent", () => {
  expect(parseWhole("1500", [68, 65_535])).toBe(1500);
  expect(parseWhole("0", [0, 10])).toBe(0);
  expect(parseWhole("67", [68, 65_535])).toMatchObject({ code: "out-of-range", parameters: { minimum: 68 } });
});

test.each(["", "1e3", "-1", "1.5", "0x10", " 7"])("%j is no whole number", (text) => {
  expect(parseWhole(text, [0, 10])).toMatchObject({ code: "not-a-number" });
});
