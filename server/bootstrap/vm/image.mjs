// @ts-check
// What the virtual machine starts from: programs of this system, modules of the kernel, this clone. All of it is unpacked
// into its memory. What seldom changes is kept; the sources are added to it for each run.

import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import {
  closeSync,
  copyFileSync,
  existsSync,
  lstatSync,
  openSync,
  readdirSync,
  readlinkSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
} from "node:fs";
import { basename, join, relative } from "node:path";
import { saying } from "../console.mjs";
import { exclusively } from "../lock.mjs";
import { labPackages } from "../packages.mjs";
import { makeFolder, nodeModules, root } from "../paths.mjs";
import { fingerprint, readStamp, writeStamp } from "../stamp.mjs";
import { Archive } from "./archive.mjs";
import { folder } from "./folder.mjs";

/** @typedef {import("./kernel.mjs").Kernel} Kernel */

/** Where the clone is inside. */
const inside = "/vethlab";

/** What a Debian system has besides, as far as labs and their tests use it. */
const systemPackages = [
  "coreutils",
  "dash",
  "debianutils",
  "findutils",
  "grep",
  "iptables",
  "kmod",
  "libc-bin",
  "libc6",
  "libgcc-s1",
  "mawk",
  "nftables",
  "sed",
  "wireguard-tools",
];

const moduleFolders = ["arch", "crypto", "drivers/net", "fs/overlayfs", "lib", "net"];

/** The largest npm packages of which no kernel test loads anything. */
const unusedModules = [
  "@biomejs",
  "@mantine",
  "@oxlint",
  "@oxlint-tsgolint",
  "@tabler",
  "@typescript",
  "playwright-core",
];

const base = join(folder, "base.cpio");
const stampFile = join(folder, "base.stamp");

/** What all runs have in common. @param {Kernel} kernel */
export async function ensureBase(kernel) {
  const stamp = await baseStamp(kernel);
  if (readStamp(stampFile) === stamp) return;
  await exclusively(async () => {
    if (readStamp(stampFile) !== stamp)
      await saying("Packing a virtual machine", () => packBase(kernel, stamp));
  });
}

/**
 * Everything for one run, in a file that has no name any more: it ends with who has it open.
 * @param {string[]} command what is to run inside, in the clone's folder; variables for it may come first
 * @returns {number} its descriptor
 */
export function openImage(command) {
  const path = join(folder, `image-${process.pid}`);
  copyFileSync(base, path);
  const descriptor = openSync(path, "a+");
  rmSync(path);
  const archive = new Archive(descriptor);
  archive.file("/init", readFileSync(join(import.meta.dirname, "init.sh")), 0o755);
  archive.file("/command", command.map((word) => `${word}\0`).join(""));
  for (const name of ["bench", "client", "e2e", "server", "shared", "package.json", "tsconfig.json"])
    archive.copy(join(root, name), join(inside, name));
  archive.end();
  return descriptor;
}

/** @param {Kernel} kernel @param {string} stamp */
async function packBase(kernel, stamp) {
  await makeFolder(folder);
  rmSync(stampFile, { force: true });
  const fresh = `${base}-fresh`;
  const descriptor = openSync(fresh, "w");
  const archive = new Archive(descriptor);
  for (const name of ["proc", "sys", "dev", "run", "tmp", "newroot"]) archive.folder(`/${name}`);
  archive.folder("/root", 0o700);
  archive.file("/etc/passwd", "root:x:0:0:root:/root:/bin/bash\nnobody:x:65534:65534::/:/bin/false\n");
  archive.file("/etc/group", "root:x:0:\nnogroup:x:65534:\n");
  await addSystem(archive);
  addModules(archive, kernel);
  archive.copy(nodeModules, join(inside, "node_modules"), (path) => !isUnused(path));
  archive.end();
  closeSync(descriptor);
  renameSync(fresh, base);
  writeStamp(stampFile, stamp);
}

/** @param {Archive} archive */
async function addSystem(archive) {
  for (const name of ["bin", "lib", "lib64", "sbin"]) {
    if (lstatSync(`/${name}`).isSymbolicLink()) archive.link(`/${name}`, readlinkSync(`/${name}`));
  }
  const packages = [...labPackages.map((each) => each.package), ...systemPackages];
  // It fails for those that are not installed, and lists the others all the same.
  const listed = (await answer("dpkg-query", ["--listfiles", ...packages])).split("\n");
  const files = listed.filter((path) => path.startsWith("/") && !path.startsWith("/usr/share/"));
  const node = realpathSync(process.execPath);
  const programs = [node, ...files.filter((path) => /\/s?bin\/|\.so/.test(path))];
  const libraries = (await answer("ldd", programs)).match(/\/\S+(?= \(0x)/g) ?? [];
  for (const path of [node, ...files, ...libraries, ...alternativesTo(programs), "/etc/ld.so.cache"])
    archive.same(path);
  archive.link("/usr/local/bin/node", node);
}

/** Other names of these programs, which no package lists: awk for mawk. @param {string[]} programs */
function alternativesTo(programs) {
  const known = new Set(programs);
  const links = ["/usr/bin", "/usr/sbin"].flatMap((path) =>
    readdirSync(path, { withFileTypes: true })
      .filter((entry) => entry.isSymbolicLink())
      .map((entry) => join(path, entry.name)),
  );
  return links.filter((link) => existsSync(link) && known.has(realpathSync(link)));
}

/** @param {Archive} archive @param {Kernel} kernel */
function addModules(archive, { version, modules }) {
  const lists = readdirSync(modules).filter((name) => name.startsWith("modules."));
  for (const path of [...lists, ...moduleFolders.map((name) => `kernel/${name}`)])
    archive.copy(join(modules, path), join("/usr/lib/modules", version, path));
}

/** @param {string} path */
function isUnused(path) {
  return basename(path).startsWith(".") || unusedModules.includes(relative(nodeModules, path));
}

/** @param {Kernel} kernel */
async function baseStamp(kernel) {
  const versions = await answer("dpkg-query", ["--show"]);
  const sources = ["package-lock.json", "server/bootstrap/packages.mjs", "server/bootstrap/vm"];
  const parts = [kernel.version, process.execPath, process.version, versions, fingerprint(root, sources)];
  return createHash("sha256").update(parts.join("\0")).digest("hex");
}

/** Standard output, however it ends. @param {string} file @param {string[]} args @returns {Promise<string>} */
function answer(file, args) {
  return new Promise((resolve) => {
    execFile(file, args, { maxBuffer: 64 * 1024 * 1024 }, (_error, stdout) => resolve(stdout));
  });
}
