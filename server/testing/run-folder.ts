import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** All temporary folders of a run are made in one, which goes at its end: also those of tests that fail or are broken off. */
export default function makeRunFolder(): () => void {
  const folder = mkdtempSync(join(tmpdir(), "vethlab-tests-"));
  process.env["TMPDIR"] = folder;
  return () => rmSync(folder, { recursive: true, force: true });
}
