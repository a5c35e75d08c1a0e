import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { TextFile } from "../formats/kathara.ts";

const folder = fileURLToPath(new URL("../formats/cases", import.meta.url));

export interface ForeignCase {
  readonly name: string;
  readonly files: readonly TextFile[];
  readonly expectedFile: string;
}

/** One folder of server/formats/cases: another program's files, and in expected.txt what becomes of them. */
export function foreignCases(): ForeignCase[] {
  return readdirSync(folder)
    .toSorted()
    .map((name) => ({
      name,
      files: readdirSync(`${folder}/${name}`)
        .filter((file) => file !== "expected.txt")
        .toSorted()
        .map((file) => ({ name: file, text: readFileSync(`${folder}/${name}/${file}`, "utf8") })),
      expectedFile: `${folder}/${name}/expected.txt`,
    }));
}
