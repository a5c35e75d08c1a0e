import { describe, expect, test } from "vitest";
import { checkTopology } from "../shared/check-topology.ts";
import { featuresOf } from "../shared/features.ts";
import type { GalleryEntry, GalleryPing } from "../shared/gallery/entry.ts";
import { gallery } from "../shared/gallery/index.ts";
import { execIn } from "./kernel/exec.ts";
import type { Lab } from "./lab.ts";
import { placeNamed } from "./place.ts";
import { expectFollowed, expectKernelIsDocument, testLab } from "./testing/labs.ts";
import { eventually } from "./testing/eventually.ts";
import { needs } from "./testing/needs.ts";

/** Programs in a lab give way to all others: on a busy machine they take their time. */
const patienceMs = 90_000;
/** Until a container's program listens. */
const startMs = 10_000;
const entries: readonly [string, GalleryEntry][] = Object.entries(gallery);

// Most of the time they wait for pings that are not to be answered.
describe.concurrent("a network to begin with", () => {
  for (const [id, entry] of entries) {
    const document = entry.document();
    test(`GALLERY-1: is built, and keeps its promises: ${id}`, {
      ...needs(...featuresOf(document.topology), ...(entry.needs ?? [])),
      ...(entry.isSetUp !== undefined && { timeout: 2 * patienceMs }),
    }, async () => {
      await using made = await testLab(document);
      expect(made.lab.state).toEqual({ phase: "running", refused: [] });
      await expectKernelIsDocument(made.lab);
      for (const ping of entry.pings) {
        await eventually(
          async () => expect({ ...ping, outcome: await outcomeOf(made.lab, ping) }).toEqual(ping),
          entry.isSetUp !== undefined ? patienceMs : startMs,
        );
      }
      if (entry.isSetUp === undefined) return;
      await expectFollowed(made.lab);
      expect(entry.isSetUp(document.topology)).toBe(false);
      expect(entry.isSetUp(made.lab.document.topology)).toBe(true);
    });
  }

  test.for(entries)("GALLERY-1: is a valid document: %s", ([, entry]) => {
    expect(() => checkTopology(entry.document().topology)).not.toThrow();
  });
});

async function outcomeOf(lab: Lab, promise: GalleryPing): Promise<GalleryPing["outcome"]> {
  const { from, to, port } = promise;
  const count = promise.outcome === "answered" ? "3" : "1";
  const ping = ["ping", "-n", "-c", count, "-i", "0.2", "-W", "1", to];
  const connect = ["timeout", "2", "bash", "-c", "</dev/tcp/$0/$1", to, String(port)];
  const place = await placeNamed(lab, from);
  const command = port === undefined ? ping : connect;
  const { exitCode, stderr } = await execIn(await lab.ready(), place, command, 10_000);
  if (stderr.includes("Name or service not known")) return "unknown name";
  return exitCode === 0 ? "answered" : "failed";
}
