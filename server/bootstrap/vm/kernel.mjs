// @ts-check
// Debian's kernel for virtual machines: fetched and unpacked into the cache, never installed. It stays the same until the
// cache is deleted.

import { existsSync, mkdtempSync, readdirSync, renameSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { Problem, saying } from "../console.mjs";
import { exclusively } from "../lock.mjs";
import { giveToOwner, makeFolder } from "../paths.mjs";
import { run } from "../run.mjs";
import { folder } from "./folder.mjs";

/** Always depends on the newest one. */
const newest = "linux-image-cloud-amd64";
const unpacked = join(folder, "kernel");

/** @typedef {{ version: string, image: string, modules: string }} Kernel */

/** @returns {Promise<Kernel>} */
export async function ensureKernel() {
  if (process.arch !== "x64") throw new Problem(`${newest} needs an x86-64 processor.`);
  await exclusively(async () => {
    if (found() === undefined) await saying("Fetching a kernel for a virtual machine", fetch);
  });
  const kernel = found();
  if (kernel === undefined) throw new Problem(`There is no kernel in ${unpacked}: delete it and try again.`);
  return kernel;
}

/** @returns {Kernel | undefined} */
function found() {
  const [version] = filesIn(join(unpacked, "usr/lib/modules"));
  if (version === undefined) return undefined;
  return {
    version,
    image: join(unpacked, `boot/vmlinuz-${version}`),
    modules: join(unpacked, `usr/lib/modules/${version}`),
  };
}

async function fetch() {
  await makeFolder(folder);
  const fresh = mkdtempSync(join(folder, "fetching-"));
  try {
    await run("apt-get", ["-q", "download", await packageName()], { cwd: fresh });
    const [file = ""] = filesIn(fresh);
    const tree = join(fresh, "kernel");
    await run("dpkg-deb", ["--extract", join(fresh, file), tree]);
    // Before Debian 13 the package's modules were in /lib, which may now be a link.
    if (existsSync(join(tree, "lib"))) renameSync(join(tree, "lib"), join(tree, "usr/lib"));
    symlinkSync("usr/lib", join(tree, "lib"));
    // Which module needs which: at an installation the package's own script finds that out.
    for (const version of filesIn(join(tree, "lib/modules")))
      await run("depmod", ["--basedir", tree, version]);
    rmSync(unpacked, { recursive: true, force: true });
    renameSync(tree, unpacked);
    giveToOwner(folder);
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}

async function packageName() {
  if (process.getuid?.() === 0) await run("apt-get", ["-q", "-o", "DPkg::Lock::Timeout=300", "update"]);
  const answer = await run("apt-cache", ["depends", newest], { env: { ...process.env, LC_ALL: "C" } });
  const name = /Depends: (linux-image-\S+)/.exec(answer)?.[1];
  if (name === undefined) throw new Problem(`apt knows no ${newest}. On Debian: sudo apt-get update`);
  return name;
}

/** @param {string} path */
function filesIn(path) {
  try {
    return readdirSync(path);
  } catch {
    return [];
  }
}
