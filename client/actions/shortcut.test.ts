import { expect, test } from "vitest";
import { matches } from "./shortcut.ts";

function press(key: string, { code = "", ...modifiers }: Partial<Parameters<typeof matches>[1]> = {}) {
  return { key, code, shiftKey: false, altKey: false, ctrlKey: false, metaKey: false, ...modifiers };
}

test.each([
  ["N", press("n")],
  ["Mod+Z", press("z", { ctrlKey: true })],
  ["Mod+Z", press("z", { metaKey: true })],
  ["Mod+Shift+Z", press("Z", { ctrlKey: true, shiftKey: true })],
  ["?", press("?", { shiftKey: true })],
  ["Mod++", press("+", { ctrlKey: true, shiftKey: true })],
  ["Alt+A", press("å", { altKey: true, code: "KeyA" })],
  ["Shift+1", press("!", { shiftKey: true, code: "Digit1" })],
  ["/", press("/")],
  ["Delete", press("Delete")],
])("%s is what was pressed", (shortcut, keys) => {
  expect(matches(shortcut, keys)).toBe(true);
});

test.each([
  ["N", press("n", { ctrlKey: true })],
  ["Mod+Z", press("z")],
  ["Mod+Z", press("Z", { ctrlKey: true, shiftKey: true })],
  ["L", press("L", { shiftKey: true, code: "KeyL" })],
  ["Alt+A", press("a", { code: "KeyA" })],
  ["Shift+1", press("1", { code: "Digit1" })],
])("%s is not", (shortcut, keys) => {
  expect(matches(shortcut, keys)).toBe(false);
});
