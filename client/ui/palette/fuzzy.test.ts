import { expect, test } from "vitest";
import { fuzzyScore, rank } from "./fuzzy.ts";

const order = (query: string, ...texts: string[]) => rank(texts, query, (text) => [text], 10);

test("every character must be there, in order", () => {
  expect(fuzzyScore("abc", "a-b-c")).not.toBeNull();
  expect(fuzzyScore("cab", "a-b-c")).toBeNull();
  expect(fuzzyScore("", "anything")).toBe(0);
});

test("a whole match beats a scattered one, a start beats a middle", () => {
  expect(order("add", "a red door", "Read", "Add a bridge")).toEqual(["Add a bridge", "a red door"]);
  expect(order("eth0", "veth0", "eth0", "eth01")).toEqual(["eth0", "eth01", "veth0"]);
});

test("the first letters of words find a command", () => {
  expect(order("zf", "Zoom to fit", "Fuzzy", "Magnify")[0]).toBe("Zoom to fit");
});

test("Chinese, and full-width figures as an input method types them", () => {
  expect(order("网桥", "添加网桥", "添加网络命名空间")).toEqual(["添加网桥"]);
  expect(order("１０．０", "10.0.0.1/24")).toEqual(["10.0.0.1/24"]);
});

test("an address is found by any part of it", () => {
  expect(order("0.3", "10.0.0.3/24", "10.0.0.4/24")).toEqual(["10.0.0.3/24"]);
});
