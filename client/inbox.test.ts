import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Inbox } from "./inbox.ts";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

function make() {
  const handed: (readonly number[])[] = [];
  return { handed, inbox: new Inbox<number>((values) => handed.push(values)) };
}

test("what comes alone is handed on at once", () => {
  const { handed, inbox } = make();
  inbox.put(1);
  expect(handed).toEqual([[1]]);
  vi.advanceTimersByTime(0);
  inbox.put(2);
  expect(handed).toEqual([[1], [2]]);
});

test("what follows closely is handed on together, in its order", () => {
  const { handed, inbox } = make();
  for (const value of [1, 2, 3, 4]) inbox.put(value);
  expect(handed).toEqual([[1]]);
  vi.advanceTimersByTime(0);
  expect(handed).toEqual([[1], [2, 3, 4]]);
});

test("what waits can be had at once, or dropped", () => {
  const { handed, inbox } = make();
  inbox.put(1);
  inbox.put(2);
  inbox.flush();
  expect(handed).toEqual([[1], [2]]);
  inbox.put(3);
  inbox.clear();
  vi.advanceTimersByTime(0);
  expect(handed).toEqual([[1], [2]]);
});
