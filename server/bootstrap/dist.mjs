// @ts-check
import { existsSync, readdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { saying } from "./console.mjs";
import { exclusively } from "./lock.mjs";
import { cache, dist, giveToOwner, makeFolder, root, writing } from "./paths.mjs";
import { run } from "./run.mjs";
import { fingerprint, readStamp, writeStamp } from "./stamp.mjs";

const stampFile = join(dist, ".stamp");
const sources = [
  "client",
  "server",
  "shared",
  "lessons",
  "package.json",
  "package-lock.json",
  "tsconfig.json",
];

/** Builds dist/, if it is not what the sources would make. */
export async function ensureBuilt() {
  if (readStamp(stampFile) === sourcesStamp()) return;
  await exclusively(async () => {
    const stamp = sourcesStamp();
    if (readStamp(stampFile) !== stamp) await saying("Building", () => build(stamp));
  });
}

/** Builds beside dist/ and swaps: nobody ever sees a half-written one, and a build that fails changes nothing. */
async function build(/** @type {string} */ stamp) {
  const fresh = join(cache, `dist-${process.pid}`);
  const old = join(cache, `dist-${process.pid}-old`);
  await makeFolder(cache);
  // Nobody else builds now: what is there was left by a build that was killed.
  for (const name of readdirSync(cache)) {
    if (name.startsWith("dist-")) rmSync(join(cache, name), { recursive: true, force: true });
  }
  try {
    await makeFolder(fresh);
    await run(process.execPath, [join(root, "server/bootstrap/bundle.mjs"), fresh]);
    writeStamp(join(fresh, ".stamp"), stamp);
    giveToOwner(cache);
    giveToOwner(fresh);
    await writing(dist, () => {
      if (existsSync(dist)) renameSync(dist, old);
      renameSync(fresh, dist);
    });
  } finally {
    rmSync(fresh, { recursive: true, force: true });
    rmSync(old, { recursive: true, force: true });
  }
}

function sourcesStamp() {
  return `${fingerprint(root, sources, isBuilt)}\n`;
}

/** Tests change nothing in dist/. @param {string} path */
function isBuilt(path) {
  const name = path.slice(path.lastIndexOf("/") + 1);
  return !(
    name.startsWith(".") ||
    name.endsWith("~") ||
    name === "testing" ||
    name === "cases" ||
    /\.test\.tsx?$/.test(name)
  );
}
