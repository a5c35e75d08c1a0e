// @ts-check
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { saying } from "./console.mjs";
import { exclusively } from "./lock.mjs";
import { giveToOwner, nodeModules, requireWritable, root } from "./paths.mjs";
import { run } from "./run.mjs";
import { fingerprint, readStamp, writeStamp } from "./stamp.mjs";

const stampFile = join(nodeModules, ".vethlab-stamp");

/** `npm ci`, if node_modules is not what package-lock.json says. */
export async function ensureDependencies() {
  if (readStamp(stampFile) === expectedStamp()) return;
  await exclusively(async () => {
    if (readStamp(stampFile) === expectedStamp()) return;
    if (!installedByHand()) await saying("Installing the npm packages", install);
    rememberInstalled();
  });
}

function rememberInstalled() {
  try {
    writeStamp(stampFile, expectedStamp());
    giveToOwner(stampFile);
  } catch {
    // Somebody else's node_modules, complete but not ours to write: the next start compares it again.
  }
}

function expectedStamp() {
  return `${process.platform}-${process.arch} ${fingerprint(root, ["package-lock.json"])}\n`;
}

async function install() {
  await requireWritable(root);
  // Of itself npm leaves out the build's tools when NODE_ENV is "production", and they are needed to build.
  const args = ["ci", "--include=dev", "--no-audit", "--no-fund", "--loglevel=error"];
  const npm = process.env["npm_execpath"] ?? "";
  // npm_execpath is the npm that runs us; another package manager also sets it, and does not know package-lock.json.
  await (npm.endsWith("npm-cli.js") ? run(process.execPath, [npm, ...args]) : run("npm", args));
  giveToOwner(nodeModules);
}

/** Somebody ran npm themselves: npm notes what it installed in node_modules/.package-lock.json, once it is done. */
function installedByHand() {
  const wanted = readPackages(join(root, "package-lock.json"));
  const present = readPackages(join(nodeModules, ".package-lock.json"));
  if (!wanted || !present) return false;
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === "" || entry.optional) return true;
    return present[path]?.version === entry.version && present[path]?.integrity === entry.integrity;
  });
}

/**
 * @typedef {Record<string, { version?: string, integrity?: string, optional?: boolean }>} Packages
 * @param {string} lockFile
 * @returns {Packages | undefined}
 */
function readPackages(lockFile) {
  try {
    const lock = /** @type {{ packages: Packages }} */ (JSON.parse(readFileSync(lockFile, "utf8")));
    return lock.packages;
  } catch {
    return undefined;
  }
}
