import { expect, test } from "vitest";
import { parseAddresses } from "./save.ts";

test.each([
  ["10.0.0.1/24", [], ["10.0.0.1/24"]],
  ["10.0.0.1/24, 10.0.0.2/25", [], ["10.0.0.1/24", "10.0.0.2/25"]],
  ["10.0.0.7", ["10.0.0.1/16"], ["10.0.0.7/16"]],
  ["10.0.0.7", [], ["10.0.0.7/24"]],
  ["2001:db8::1", ["10.0.0.1/16"], ["2001:db8::1/64"]],
  ["  ", ["10.0.0.1/16"], []],
])("%j after %j is %j", (text, before, expected) => {
  expect(parseAddresses(text, before)).toEqual(expected);
});
