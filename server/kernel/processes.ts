import { stat } from "node:fs/promises";
import { execIn } from "./exec.ts";
import type { Machine } from "./machine.ts";
import { parseProcesses, type FoundProcess } from "./parse/processes.ts";

const patienceMs = 5000;

/** What people run in the lab: in terminals, or left behind by these. Not the shells of terminals themselves. */
export async function readProcesses({ enterForServer: enter }: Machine): Promise<readonly FoundProcess[]> {
  const columns = ["pid", "ppid", "sid", "netns", "args"].flatMap((column) => ["-o", `${column}=`]);
  const { stdout } = await execIn({ enter }, "host", ["ps", "-e", "-ww", ...columns], patienceMs);
  return parseProcesses(stdout);
}

/** The identity of the lab's own network namespace, which has no name in the kernel. */
export async function hostInode({ pid }: Machine): Promise<number> {
  return (await stat(`/proc/${pid}/ns/net`)).ino;
}

/** SIGTERM, and SIGKILL for who is still there two seconds later. */
export const endScript = `
kill "$1" || exit 0
for _ in 1 2 3 4 5 6 7 8 9 10; do
  sleep 0.2
  kill -0 "$1" 2>/dev/null || exit 0
done
kill -KILL "$1"
`;

export async function endProcess({ enterForServer: enter }: Machine, pid: number): Promise<void> {
  await execIn({ enter }, "host", ["sh", "-c", endScript, "sh", String(pid)], patienceMs);
}
