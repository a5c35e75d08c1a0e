import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { fingerprint } from "./stamp.mjs";

describe("fingerprint", () => {
  let base: string;
  beforeEach(() => {
    base = mkdtempSync(join(tmpdir(), "vethlab-stamp-"));
    mkdirSync(join(base, "server/plan"), { recursive: true });
    writeFileSync(join(base, "server/plan/order.ts"), "one");
    writeFileSync(join(base, "package.json"), "{}");
  });
  afterEach(() => rmSync(base, { recursive: true, force: true }));

  const taken = (wanted?: (path: string) => boolean) =>
    fingerprint(base, ["server", "lessons", "package.json"], wanted);

  it("stays when only times change", () => {
    const before = taken();
    utimesSync(join(base, "server/plan/order.ts"), 1, 1);
    expect(taken()).toBe(before);
  });

  it("changes with a content of the same size", () => {
    const before = taken();
    writeFileSync(join(base, "server/plan/order.ts"), "two");
    expect(taken()).not.toBe(before);
  });

  it("changes when a file is added, renamed or removed", () => {
    const before = taken();
    writeFileSync(join(base, "server/plan/other.ts"), "one");
    const added = taken();
    rmSync(join(base, "server/plan/order.ts"));
    const renamed = taken();
    rmSync(join(base, "server/plan/other.ts"));
    expect(new Set([before, added, renamed, taken()]).size).toBe(4);
  });

  it("does not look at what is not wanted", () => {
    const wanted = (path: string) => !path.endsWith(".test.ts");
    const before = taken(wanted);
    writeFileSync(join(base, "server/plan/order.test.ts"), "");
    expect(taken(wanted)).toBe(before);
  });
});
