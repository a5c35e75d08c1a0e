import { readFileSync } from "node:fs";

/**
 * Root gives each lab a user of its own, from a range that no distribution hands out (systemd's "unused", 2^31 − 2^32
 * kept apart: https://systemd.io/UIDS-GIDS).
 */
const firstUid = 2_000_000_000;
const capSetgid = 6;
const capSetuid = 7;

/**
 * Can this process become any user? Root of a user namespace (a rootless container) has only those given to it, and
 * root without the capabilities none: they make labs as every other user does.
 */
export const canBecomeOthers = isCapable(capSetuid) && isCapable(capSetgid) && has("uid") && has("gid");

/** Who the machine of the lab with this number runs as; null: whoever this process is. Number 0 is no lab's. */
export function labUser(number: number): number | null {
  return canBecomeOthers ? firstUid + number : null;
}

function isCapable(capability: number): boolean {
  const effective = /^CapEff:\s*([0-9a-f]+)$/m.exec(readFileSync("/proc/self/status", "utf8"))?.[1] ?? "0";
  return ((BigInt(`0x${effective}`) >> BigInt(capability)) & 1n) === 1n;
}

/** user_namespaces(7): lines of the first number inside, the first outside, and how many there are. */
function has(kind: "uid" | "gid"): boolean {
  return readFileSync(`/proc/self/${kind}_map`, "utf8")
    .split("\n")
    .map((line) => line.trim().split(/\s+/).map(Number))
    .some(([inside = 0, , count = 0]) => inside <= firstUid && firstUid < inside + count);
}
