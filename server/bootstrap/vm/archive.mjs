// @ts-check
// An archive as Linux unpacks it at its start ("newc" cpio): Documentation/driver-api/early-userspace/buffer-format.rst.
// Written here and not by cpio(1), so that files can have other names inside and all belong to root, whoever writes.

import { lstatSync, readdirSync, readFileSync, readlinkSync, realpathSync, writeSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";

const types = { folder: 0o040000, file: 0o100000, link: 0o120000 };

export class Archive {
  #descriptor;
  /** @type {Set<string>} */
  #places = new Set(["/"]);

  /** @param {number} descriptor where it is written to */
  constructor(descriptor) {
    this.#descriptor = descriptor;
  }

  /** @param {string} place @param {number} [permissions] */
  folder(place, permissions = 0o755) {
    this.#add(place, types.folder | permissions, Buffer.alloc(0));
  }

  /** @param {string} place @param {Buffer | string} content @param {number} [permissions] */
  file(place, content, permissions = 0o644) {
    this.#add(place, types.file | permissions, Buffer.from(content));
  }

  /** @param {string} place @param {string} target */
  link(place, target) {
    this.#add(place, types.link | 0o777, Buffer.from(target));
  }

  /**
   * A file or folder of this machine under another name.
   * @param {string} path
   * @param {string} place
   * @param {(path: string) => boolean} [wanted] is asked for each file and folder inside
   */
  copy(path, place, wanted = () => true) {
    const found = lstatSync(path);
    if (found.isSymbolicLink()) this.link(place, readlinkSync(path));
    else if (found.isFile()) this.file(place, readFileSync(path), found.mode & 0o755);
    else if (found.isDirectory()) {
      this.folder(place);
      for (const name of readdirSync(path).filter((each) => wanted(join(path, each))))
        this.copy(join(path, name), join(place, name), wanted);
    }
  }

  /** A file of this machine in its own place, and what it is a link to. Folders come with what is in them. @param {string} path */
  same(path) {
    const place = placeOf(path);
    if (place === null || this.#places.has(place)) return;
    const found = lstatSync(place);
    if (!found.isDirectory()) this.copy(place, place);
    if (found.isSymbolicLink()) this.same(resolve(dirname(place), readlinkSync(place)));
  }

  end() {
    this.#write("TRAILER!!!", 0, Buffer.alloc(0));
  }

  /** @param {string} place @param {number} mode @param {Buffer} content */
  #add(place, mode, content) {
    if (this.#places.has(place)) return;
    this.#places.add(place);
    this.folder(dirname(place));
    this.#write(place.slice(1), mode, content);
  }

  /** @param {string} name @param {number} mode @param {Buffer} content */
  #write(name, mode, content) {
    // ino, mode, uid, gid, nlink, mtime, size, the device's four numbers, the name's size, check
    const fields = [0, mode, 0, 0, 1, 0, content.length, 0, 0, 0, 0, Buffer.byteLength(name) + 1, 0];
    const numbers = fields.map((field) => field.toString(16).padStart(8, "0")).join("");
    this.#writePadded(Buffer.from(`070701${numbers}${name}\0`));
    this.#writePadded(content);
  }

  /** @param {Buffer} bytes */
  #writePadded(bytes) {
    for (let at = 0; at < bytes.length; ) at += writeSync(this.#descriptor, bytes, at);
    writeSync(this.#descriptor, Buffer.alloc(-bytes.length & 3));
  }
}

/** The path without links before its last name; null where nothing is. @param {string} path */
function placeOf(path) {
  try {
    const place = join(realpathSync(dirname(path)), basename(path));
    lstatSync(place);
    return place;
  } catch {
    return null;
  }
}
