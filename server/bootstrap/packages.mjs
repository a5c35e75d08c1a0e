// @ts-check
// The Debian packages behind the commands and files Vethlab uses.

import { accessSync, constants, existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { Problem, saying } from "./console.mjs";
import { run } from "./run.mjs";

// Debian leaves the sbin folders out of an ordinary user's PATH, although everybody may run what lies there.
const systemFolders = ["/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin"];

/** @typedef {{ package: string, commands?: string[], file?: string }} SystemPackage */

/** @type {SystemPackage[]} what a lab is made of */
export const labPackages = [
  { package: "bash", commands: ["bash"] },
  { package: "bubblewrap", commands: ["bwrap"] },
  { package: "iproute2", commands: ["ip", "bridge"] },
  { package: "iputils-ping", commands: ["ping"] },
  { package: "util-linux", commands: ["nsenter", "setpriv", "unshare"] },
  { package: "mount", commands: ["mount"] },
  { package: "perl-base", commands: ["perl"] },
  { package: "procps", commands: ["sysctl"] },
];

/** @type {SystemPackage[]} what tutorials use in a terminal, and uplinks; nothing else needs it */
const terminalPackages = [
  { package: "bridge-utils", commands: ["brctl"] },
  { package: "curl", commands: ["curl"] },
  { package: "iperf3", commands: ["iperf3"] },
  { package: "iptables", commands: ["iptables"] },
  { package: "netcat-openbsd", commands: ["nc"] },
  { package: "nftables", commands: ["nft"] },
  { package: "python3", commands: ["python3"] },
  { package: "slirp4netns", commands: ["slirp4netns"] },
  { package: "tcpdump", commands: ["tcpdump"] },
  { package: "traceroute", commands: ["traceroute"] },
  { package: "wireguard-tools", commands: ["wg"] },
  { package: "wireshark-common", commands: ["dumpcap"] },
];

/** @type {SystemPackage[]} what some networks of the gallery need besides; without it they are greyed */
export const galleryPackages = [
  { package: "etcd-client", commands: ["etcdctl"] },
  { package: "etcd-server", commands: ["etcd"] },
];

/** @type {SystemPackage[]} what the browser tests need besides; the font, because the page speaks Chinese too */
export const browserPackages = [
  { package: "chromium", commands: ["chromium"] },
  { package: "fonts-wqy-microhei", file: "/usr/share/fonts/truetype/wqy/wqy-microhei.ttc" },
];

/** @type {SystemPackage[]} what a virtual machine needs, with a kernel that is fetched and not installed */
export const vmPackages = [
  { package: "kmod", commands: ["depmod", "modprobe"] },
  { package: "qemu-system-x86", commands: ["qemu-system-x86_64"] },
];

/** Makes what lies in the sbin folders findable, for this process and those it starts. */
export function widenPath() {
  const path = (process.env["PATH"] ?? "").split(delimiter).filter(Boolean);
  process.env["PATH"] = [...new Set([...path, ...systemFolders])].join(delimiter);
}

/**
 * Installs what is missing where that is possible, and otherwise says the one line that does it.
 * @param {SystemPackage[]} packages
 */
export async function ensurePackages(packages) {
  const missing = packages.filter((wanted) => !isPresent(wanted));
  if (missing.length === 0) return;
  const names = missing.map((wanted) => wanted.package);
  if (!findCommand("apt-get")) {
    const parts = missing.map(
      (wanted) => `${wanted.commands?.join(", ") ?? wanted.file} (${wanted.package} in Debian)`,
    );
    throw new Problem(`Missing, and there is no apt-get here to install it: ${parts.join("; ")}.`);
  }
  if (process.getuid?.() !== 0) throw new Problem(`sudo apt-get install -y ${names.join(" ")}${optional()}`);
  await saying(`Installing ${names.join(" ")}`, () => install(names));
  const absent = missing.filter((wanted) => !isPresent(wanted));
  if (absent.length > 0)
    throw new Problem(
      `apt-get installed ${absent.map((p) => p.package).join(" ")}, but its commands are not there.`,
    );
}

/** The end of a line to copy: a comment, whose words may be taken into it. */
function optional() {
  const missing = [...terminalPackages, ...galleryPackages].filter((wanted) => !isPresent(wanted));
  return missing.length === 0
    ? ""
    : `  # for terminals, if you like: ${missing.map((each) => each.package).join(" ")}`;
}

/** @param {string[]} names */
async function install(names) {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const patient = ["-q", "-o", "DPkg::Lock::Timeout=300"];
  await run("apt-get", [...patient, "update"], { env });
  await run("apt-get", [...patient, "install", "-y", "--no-install-recommends", ...names], { env });
}

/** @param {SystemPackage} wanted */
function isPresent(wanted) {
  return (wanted.commands ?? []).every(findCommand) && (!wanted.file || existsSync(wanted.file));
}

/** @param {string} name @returns {string | undefined} its path */
function findCommand(name) {
  const folders = [...(process.env["PATH"] ?? "").split(delimiter).filter(Boolean), ...systemFolders];
  return folders.map((folder) => join(folder, name)).find(isExecutable);
}

/** @param {string} path */
function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
