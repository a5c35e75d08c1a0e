import { expect, test } from "vitest";
import { parseWhole } from "./parse-whole.ts";

test("only whole numbers in range are sent", () => {
  expect(parseWhole("1500", [68, 65_535])).toBe(1500);
  expect(parseWhole("0", [0, 10])).toBe(0);
  expect(parseWhole("67", [68, 65_535])).toMatchObject({ code: "out-of-range", parameters: { minimum: 68 } });
  for (const text of ["", "1e3", "-1", "1.5", "0x10", " 7"]) {
    expect(parseWhole(text, [0, 10]), text).toMatchObject({ code: "not-a-number" });
  }
});
