import { expect, test } from "vitest";
import type { Problem } from "../shared/errors.ts";
import { startChild } from "./testing/child.ts";
import { labUid, temporaryFolder } from "./testing/labs.ts";

interface Attempt {
  readonly problem: Problem | null;
  readonly revision: number;
  readonly state: string;
  readonly drawn: string[];
  readonly seen: string[];
  readonly differences: unknown;
}

/** Runs what follows in a mount namespace in which the folder is a small file system. */
function onSmallDisk(folder: string): string[] {
  const isRoot = process.getuid?.() === 0;
  const mount = 'mount -t tmpfs -o size=512k tmpfs "$0" && exec "$@"';
  return ["unshare", isRoot ? "-m" : "-Urm", "sh", "-ec", mount, folder];
}

test("STORE-5: on a full disk an edit is refused, the kernel put back, and the lab goes on; then there is room again", async () => {
  const folder = temporaryFolder();
  const uid = labUid();
  const script = new URL("testing/children/fill-disk.ts", import.meta.url);
  const child = startChild(script, [folder, uid === null ? "" : String(uid)], onSmallDisk(folder));
  const { before, full, again, after, kept } = JSON.parse(await child.line()) as Record<
    "before" | "full" | "again" | "after",
    Attempt
  > & { kept: string[] };
  await child.output;
  const right = { changes: {}, unknown: [] };
  const unchanged = {
    revision: 1,
    state: "running",
    drawn: ["host", "before"],
    seen: ["before", "host"],
    differences: right,
  };
  expect(before).toEqual({ ...unchanged, problem: null });
  expect(full).toMatchObject({ ...unchanged, problem: { kind: "storage-failed", code: "disk-full" } });
  expect(again).toMatchObject({ ...unchanged, problem: { kind: "storage-failed", code: "disk-full" } });
  expect(after).toMatchObject({
    problem: null,
    revision: 2,
    seen: ["after", "before", "host"],
    differences: right,
  });
  expect(kept).toEqual(["host", "before", "after"]);
});
