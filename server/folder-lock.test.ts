import { mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { lockFolder } from "./folder-lock.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "vethlab-lock-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("STORE-6: a second server is told that the folder is in use, under any path, until the first lets go", async () => {
  const data = join(folder, "data");
  const unlock = await lockFolder(data);
  symlinkSync(data, join(folder, "other"));
  for (const path of [data, join(folder, "other")]) {
    await expect(lockFolder(path)).rejects.toMatchObject({
      problem: { kind: "storage-failed", detail: expect.stringContaining("another Vethlab") },
    });
  }
  await unlock();
  const again = await lockFolder(data);
  await again();
});

test("STORE-6: two folders have two servers", async () => {
  const unlocks = await Promise.all(["a", "b"].map((name) => lockFolder(join(folder, name))));
  expect(unlocks).toHaveLength(2);
  for (const unlock of unlocks) await unlock();
});
