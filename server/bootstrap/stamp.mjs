// @ts-check
// Whether something made from files is still what those files would make. By content, not by time: a git checkout
// changes every mtime and a restored backup changes none. Some 500 files take about 20 ms.

import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/**
 * A hash over the names and contents of files, and of the files in folders.
 * @param {string} base
 * @param {string[]} paths relative to base; what is not there is left out
 * @param {(path: string) => boolean} [wanted] is asked for each file and folder inside the folders
 */
export function fingerprint(base, paths, wanted = () => true) {
  const hash = createHash("sha256");
  for (const path of paths) {
    for (const file of filesIn(base, path, wanted)) {
      const content = readFileSync(join(base, file));
      hash.update(`${file}\0${content.length}\0`).update(content);
    }
  }
  return hash.digest("hex");
}

/** @param {string} base @param {string} path @param {(path: string) => boolean} wanted @returns {string[]} */
function filesIn(base, path, wanted) {
  try {
    const entries = readdirSync(join(base, path), { withFileTypes: true }).sort((a, b) =>
      a.name < b.name ? -1 : 1,
    );
    return entries.flatMap((entry) => {
      const inner = `${path}/${entry.name}`;
      if (!wanted(inner)) return [];
      return entry.isDirectory() ? filesIn(base, inner, wanted) : entry.isFile() ? [inner] : [];
    });
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code === "ENOTDIR") return [path];
    if (code === "ENOENT") return [];
    throw error;
  }
}

/** @param {string} file */
export function readStamp(file) {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}

/** @param {string} file @param {string} stamp */
export function writeStamp(file, stamp) {
  writeFileSync(file, stamp);
}
