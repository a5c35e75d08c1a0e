export interface FoundProcess {
  /** As it is numbered inside the machine. */
  readonly pid: number;
  /** The inode of its network namespace; null when the kernel does not say. */
  readonly inode: number | null;
  /** Its words. */
  readonly command: string;
}

/** What carries a terminal's bytes (terminal-program.ts). */
const carrier = "vethlab-terminal";
/** A container's first process (container-program.ts): what it runs is known as the container. */
const containerInit = "container-init";

/**
 * Lines of `ps -o pid= -o ppid= -o sid= -o netns= -o args=`. What the server runs in the machine has no session there (0);
 * what a terminal carries, and what became of it, has.
 */
export function parseProcesses(text: string): readonly FoundProcess[] {
  const all = text.split("\n").flatMap((line) => {
    const [, pid, parent, session, inode, command] =
      /^\s*(\d+)\s+(\d+)\s+(\d+)\s+(\d+|-)\s+(.*)$/.exec(line) ?? [];
    if (pid === undefined || command === undefined) return [];
    return [{ pid: Number(pid), parent: Number(parent), session: Number(session), inode, command }];
  });
  const carriers = new Set(all.filter(({ command }) => command === carrier).map(({ pid }) => pid));
  const inits = new Set(all.filter(({ command }) => command === containerInit).map(({ pid }) => pid));
  const ofContainers = new Set(all.filter(({ parent }) => inits.has(parent)).map(({ pid }) => pid));
  return all
    .filter(({ parent, session }) => session !== 0 && !carriers.has(parent) && !ofContainers.has(session))
    .map(({ pid, inode, command }) => ({ pid, command, inode: inode === "-" ? null : Number(inode) }));
}
