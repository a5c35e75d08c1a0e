import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { execa } from "execa";

/** Settings that change by themselves. */
const volatile = /^net\.(netfilter\.nf_conntrack_count|ipv4\.tcp_fastopen_key|.*random)/;

/** What a lab must not change of the machine it runs on, as far as whoever asks may see it. */
export async function hostState(): Promise<Record<string, string>> {
  const look = async (...[file = "", ...args]: string[]) => {
    const { stdout, stderr } = await execa(file, args, { reject: false, maxBuffer: 16 * 1024 * 1024 });
    return `${stdout}\n${stderr}`;
  };
  const settings = (await look("sysctl", "-a")).split("\n");
  return {
    links: await look("ip", "-d", "link"),
    addresses: await look("ip", "address"),
    routes: await look("ip", "route", "show", "table", "all"),
    namespaces: await look("ip", "netns"),
    firewall: await look("nft", "list", "ruleset"),
    mounts: readFileSync("/proc/self/mountinfo", "utf8"),
    settings: settings.filter((line) => line.startsWith("net.") && !volatile.test(line)).join("\n"),
  };
}

/** The processes in the same user namespace as this one, as far as whoever asks may see them. */
export function processesBeside(pid: number): number[] {
  const namespaceOf = (number: number) => {
    try {
      return readlinkSync(`/proc/${number}/ns/user`);
    } catch {
      return null;
    }
  };
  const namespace = namespaceOf(pid);
  return namespace === null ? [] : processes().filter((number) => namespaceOf(number) === namespace);
}

export function isAlive(pid: number): boolean {
  return processes().includes(pid) && stateOf(pid) !== "Z";
}

/** The processes of a user. */
export function processesOf(uid: number): number[] {
  return processes().filter(
    (pid) => statusOf(pid, "Uid")?.split(/\s+/)[0] === String(uid) && stateOf(pid) !== "Z",
  );
}

function stateOf(pid: number): string | undefined {
  return statusOf(pid, "State")?.charAt(0);
}

function statusOf(pid: number, field: string): string | undefined {
  try {
    return new RegExp(`^${field}:\\s*(.*)$`, "m").exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
  } catch {
    return undefined;
  }
}

function processes(): number[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number);
}
