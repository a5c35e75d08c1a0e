import { describe, expect, test } from "vitest";
import { foreignCases } from "../testing/foreign-cases.ts";
import { byHand } from "../testing/by-hand.ts";
import { expectKernelIsDocument, testLab } from "../testing/labs.ts";
import { importFiles } from "./import.ts";

describe("FORMAT-1: a lab made from another program's files", () => {
  test.each(foreignCases())("is in the kernel what was read: $name", async ({ files }) => {
    await using made = await testLab(importFiles(files, undefined).document);
    expect(made.lab.state).toMatchObject({ phase: "running", refused: [] });
    await expectKernelIsDocument(made.lab);
  });

  test.each([
    ["containerlab-bridge", "desk2", "10.20.0.1"],
    ["kathara-router", "pc1", "10.2.0.13"],
    ["netpen-router", "left", "198.51.100.130"],
  ])("carries packets where it should: %s", async (name, from, to) => {
    const { files = [] } = foreignCases().find((each) => each.name === name) ?? {};
    await using made = await testLab(importFiles(files, undefined).document);
    expect(await byHand(made.lab, `ip netns exec ${from} ping -c 2 -i 0.2 -W 2 ${to}`)).toContain(
      " 0% packet loss",
    );
  });
});
