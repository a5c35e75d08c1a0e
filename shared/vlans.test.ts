import { expect, test } from "vitest";
import { parseInput } from "./parse.ts";
import { problemOf } from "./testing/problems.ts";
import { bornVlans, countVlans, formatVlanIds, formatVlans, parseVlanIds, vlansSchema } from "./vlans.ts";

test("DOC-1: VLANs are sets, and those that the kernel gives are not said", () => {
  const vlans = { pvid: 10, untagged: [10, 1, 10], tagged: [30, 20] };
  expect(parseInput(vlansSchema, vlans)).toEqual({ pvid: 10, untagged: [1, 10], tagged: [20, 30] });
  expect(parseInput(vlansSchema, bornVlans)).toBeNull();
});

test("DOC-2: VLANs that contradict each other are refused", () => {
  const refused = (vlans: object) => problemOf(() => parseInput(vlansSchema, vlans));
  expect(refused({ pvid: 10, tagged: [20] })).toMatchObject({ code: "native-vlan-not-let-through" });
  expect(refused({ untagged: [10], tagged: [10] })).toMatchObject({ code: "vlan-tagged-and-untagged" });
  expect(refused({ tagged: [4095] })).toMatchObject({ code: "too_big" });
});

test("VLAN-1: their numbers are read as they are written", () => {
  const ids = [1, 10, 11, 12, 20];
  expect(formatVlanIds(ids)).toBe("1 10-12 20");
  expect(parseVlanIds("1, 10-12 20")).toEqual(ids);
  expect(parseVlanIds("x 12-10")).toEqual([Number.NaN, Number.NaN]);
  expect(
    [null, { pvid: 10, untagged: [10], tagged: [] }, { pvid: null, untagged: [], tagged: ids }].map(
      formatVlans,
    ),
  ).toEqual(["1", "10", "+1 10-12 20"]);
  expect([null, { pvid: 1, untagged: [1], tagged: [7, 8] }].map(countVlans)).toEqual(["1", "1 +2"]);
});
