import { closeSync, readdirSync, readFileSync } from "node:fs";

/** O_CLOEXEC (asm-generic/fcntl.h), which Node sets on all that it opens itself. */
const closeOnExec = 0o2000000;

/**
 * Closes the files that whoever started this process left open for it, but for the first three: programs started in
 * a lab would inherit them, and with them a way out.
 */
export function closeInherited(): void {
  for (const name of readdirSync("/proc/self/fd")) {
    const fd = Number(name);
    if (fd > 2 && isInherited(fd)) closeSync(fd);
  }
}

function isInherited(fd: number): boolean {
  try {
    const [, flags = ""] = /^flags:\s*([0-7]+)$/m.exec(readFileSync(`/proc/self/fdinfo/${fd}`, "utf8")) ?? [];
    return flags !== "" && (Number.parseInt(flags, 8) & closeOnExec) === 0;
  } catch {
    // The one by which the list was read.
    return false;
  }
}
