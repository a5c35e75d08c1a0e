import { describe, expect, test } from "vitest";
import { checkTopology } from "../shared/check-topology.ts";
import { featuresOf } from "../shared/features.ts";
import type { GalleryEntry } from "../shared/gallery/entry.ts";
import { gallery } from "../shared/gallery/index.ts";
import { execIn } from "./kernel/exec.ts";
import { expectFollowed, expectKernelIsDocument, testLab } from "./testing/labs.ts";
import { eventually } from "./testing/eventually.ts";
import { needs } from "./testing/needs.ts";

/** Programs in a lab give way to all others: on a busy machine they take their time. */
const patienceMs = 90_000;
const entries: readonly [string, GalleryEntry][] = Object.entries(gallery);

// Most of the time they wait for pings that are not to be answered.
describe.concurrent("a network to begin with", () => {
  for (const [id, entry] of entries) {
    const document = entry.document();
    test(`GALLERY-1: is built, and keeps its promises: ${id}`, {
      ...needs(...featuresOf(document.topology), ...(entry.needs ?? [])),
      ...(entry.setsItselfUp === true && { timeout: 2 * patienceMs }),
    }, async () => {
      await using made = await testLab(document);
      expect(made.lab.state).toEqual({ phase: "running", refused: [] });
      await expectKernelIsDocument(made.lab);
      const machine = await made.lab.ready();
      for (const { from, to, answers } of entry.pings) {
        const ping = ["ping", "-n", "-c", answers ? "3" : "1", "-i", "0.2", "-W", "1", to];
        await eventually(
          async () => {
            const { stdout } = await execIn(machine, from, ping, 10_000);
            expect({ from, to, answers: /[1-9]\d* received/.test(stdout) }).toEqual({ from, to, answers });
          },
          entry.setsItselfUp === true ? patienceMs : 0,
        );
      }
      if (entry.setsItselfUp === true) await expectFollowed(made.lab);
    });
  }

  test.for(entries)("GALLERY-1: is a valid document: %s", ([, entry]) => {
    expect(() => checkTopology(entry.document().topology)).not.toThrow();
  });
});
