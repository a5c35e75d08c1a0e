import { describe, expect, test } from "vitest";
import { fileName, parseLabFile } from "./lab-file.ts";
import { nextLabName } from "./lab-name.ts";

test("a new lab gets the first free number", () => {
  expect(nextLabName([], (number) => `Lab ${number}`)).toBe("Lab 1");
  expect(nextLabName(["Lab 1", "Lab 3"], (number) => `Lab ${number}`)).toBe("Lab 2");
});

describe("a lab's file", () => {
  test("is named after the lab, with nothing a file system stumbles over", () => {
    expect(fileName("My first lab")).toBe("My-first-lab");
    expect(fileName("网桥 / 实验")).toBe("网桥-实验");
    expect(fileName("../../etc/passwd")).toBe("etc-passwd");
    expect(fileName("***")).toBe("lab");
  });

  test("is told from any other JSON by its format", () => {
    const file = { format: "vethlab", version: 1, name: "a", topology: {} };
    expect(parseLabFile(JSON.stringify(file))).toMatchObject({ name: "a", layout: {} });
    expect(parseLabFile('{"name": "a"}')).toBeNull();
    expect(parseLabFile("{ not json")).toBeNull();
  });
});
