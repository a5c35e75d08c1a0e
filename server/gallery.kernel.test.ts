import { describe, expect, test } from "vitest";
import { checkTopology } from "../shared/check-topology.ts";
import type { GalleryEntry } from "../shared/gallery/entry.ts";
import { gallery, type GalleryId } from "../shared/gallery/index.ts";
import { execIn } from "./kernel/exec.ts";
import { probeCapabilities } from "./kernel/probe.ts";
import { expectKernelIsDocument, labUid, testLab } from "./testing/labs.ts";

const capabilities = await probeCapabilities(labUid());
const entries = Object.entries(gallery) as [GalleryId, GalleryEntry][];

// Most of the time they wait for pings that are not to be answered.
describe.concurrent("a network to begin with", () => {
  test.for(entries)("GALLERY-1: is built, and keeps its promises: %s", async ([, entry], { skip }) => {
    const missing = (entry.needs ?? []).filter((feature) => capabilities[feature] !== true);
    skip(missing.length > 0, `this kernel lacks ${missing.join(", ")}`);
    await using made = await testLab(entry.document());
    expect(made.lab.state).toEqual({ phase: "running", refused: [] });
    await expectKernelIsDocument(made.lab);
    const machine = await made.lab.ready();
    for (const { from, to, answers } of entry.pings) {
      const ping = ["ping", "-n", "-c", answers ? "3" : "1", "-i", "0.2", "-W", "1", to];
      const { stdout } = await execIn(machine, from, ping, 10_000);
      expect({ from, to, answers: /[1-9]\d* received/.test(stdout) }).toEqual({ from, to, answers });
    }
  });

  test.for(entries)("GALLERY-1: is a valid document: %s", ([, entry]) => {
    expect(() => checkTopology(entry.document().topology)).not.toThrow();
  });
});
