// @ts-check
import { accessSync, constants, lchownSync, lstatSync, mkdirSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Problem } from "./console.mjs";

/** The clone's folder, without a trailing slash. */
export const root = fileURLToPath(new URL("../..", import.meta.url)).replace(/\/$/, "");
export const cache = join(root, ".cache");
export const dist = join(root, "dist");
export const nodeModules = join(root, "node_modules");
export const bin = join(nodeModules, ".bin");

/**
 * Does something that writes below `folder`; a refusal names the folder, its owner and what to do.
 * @template T
 * @param {string} folder
 * @param {() => T | Promise<T>} task
 * @returns {Promise<T>}
 */
export async function writing(folder, task) {
  try {
    return await task();
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    if (!["EACCES", "EPERM", "EROFS", "ENOSPC"].includes(code)) throw error;
    throw new Problem(
      `Cannot write ${folder} (${code}): the clone belongs to uid ${statSync(root).uid} and this is uid ${process.getuid?.()}. ` +
        "Use a clone of your own, or start as its owner.",
      { cause: error },
    );
  }
}

/** Says so now where a longer piece of work would end in a refusal. @param {string} folder */
export function requireWritable(folder) {
  return writing(folder, () => accessSync(folder, constants.W_OK));
}

/** @param {string} folder */
export function makeFolder(folder) {
  return writing(folder, () => mkdirSync(folder, { recursive: true }));
}

/**
 * Root working in somebody's clone leaves nothing there that its owner could not change or delete.
 * @param {string} path
 */
export function giveToOwner(path) {
  const owner = statSync(root);
  if (process.getuid?.() === 0 && owner.uid !== 0) giveTo(path, owner.uid, owner.gid);
}

/** @param {string} path @param {number} uid @param {number} gid */
function giveTo(path, uid, gid) {
  const entry = lstatSync(path);
  if (entry.isDirectory()) for (const name of readdirSync(path)) giveTo(join(path, name), uid, gid);
  if (entry.uid !== uid) lchownSync(path, uid, gid);
}
