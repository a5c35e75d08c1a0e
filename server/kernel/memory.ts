import { readdirSync, readFileSync, readlinkSync, statfsSync } from "node:fs";
import type { Machine } from "./machine.ts";

/**
 * What labs hold in memory, read from /proc. Without waiting in between: a number read here is still the same process's
 * when it is ended right after.
 */

/** The processes of each machine: who else is in its user namespace? There is none within it. */
export function processesOf(machines: readonly Machine[]): ReadonlyMap<Machine, readonly number[]> {
  const found = new Map(machines.map(({ pid }) => [namespaceOf(pid, "user"), new Array<number>()]));
  for (const name of readdirSync("/proc")) {
    const pid = Number(name);
    if (Number.isInteger(pid)) found.get(namespaceOf(pid, "user"))?.push(pid);
  }
  return new Map(machines.map((machine) => [machine, found.get(namespaceOf(machine.pid, "user")) ?? []]));
}

/** Bytes of a process; what it shares counts whole. */
export const residentBytes = (pid: number) => bytesIn(`/proc/${pid}/status`, "VmRSS");

/** Bytes of a process; what it shares counts by its share. Takes much longer to find out. */
export const shareOfBytes = (pid: number) => bytesIn(`/proc/${pid}/smaps_rollup`, "Pss");

/** As ps(1) names it. */
export const nameOf = (pid: number) => textOf(`/proc/${pid}/comm`).trim();

/** Bytes of all files in memory of this machine. */
export const allFileBytes = () => bytesIn("/proc/meminfo", "Shmem");

/** Bytes of the files in memory that these processes have mounted, whichever of them has. */
export function fileBytes(pids: readonly number[]): number {
  const mounts = new Map(pids.map((pid) => [namespaceOf(pid, "mnt"), pid]));
  const devices = new Map<string, number>();
  for (const pid of mounts.values()) {
    for (const line of textOf(`/proc/${pid}/mountinfo`).split("\n")) {
      const [, , device = "", , point = ""] = line.split(" ");
      if (line.includes(" - tmpfs ") && !devices.has(device))
        devices.set(device, usedBytes(`/proc/${pid}/root${point}`));
    }
  }
  return sum([...devices.values()]);
}

export function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

function usedBytes(path: string): number {
  return orElse(0, () => {
    const { blocks, bfree, bsize } = statfsSync(path);
    return (blocks - bfree) * bsize;
  });
}

function bytesIn(path: string, field: string): number {
  const kilobytes = new RegExp(`^${field}:\\s*(\\d+) kB$`, "m").exec(textOf(path))?.[1];
  return Number(kilobytes ?? 0) * 1024;
}

function textOf(path: string): string {
  return orElse("", () => readFileSync(path, "utf8"));
}

function namespaceOf(pid: number, kind: "user" | "mnt"): string {
  return orElse("", () => readlinkSync(`/proc/${pid}/ns/${kind}`));
}

/** The process may have ended, or be somebody else's. */
function orElse<T>(otherwise: T, look: () => T): T {
  try {
    return look();
  } catch {
    return otherwise;
  }
}
