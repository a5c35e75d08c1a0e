import { watch, type FSWatcher, type WatchListener } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { HostBatch } from "./host-batch.ts";
import { explainMachineFailure } from "./machine-failure.ts";
import { Pool } from "./pool.ts";
import { Reader } from "./reader.ts";
import { Worker } from "./worker.ts";
import { startProgram } from "./program.ts";

/**
 * A lab's machine: user, network, mount, pid, uts and ipc namespaces of its own, made without root by bubblewrap
 * (bwrap(1)) and entered with nsenter(1). Its first process dies with this one (PR_SET_PDEATHSIG), and the kernel takes
 * everything in it away: there is nothing to clean up.
 */
export interface Machine {
  /** The machine's first process, as this machine's kernel numbers it. */
  readonly pid: number;
  readonly hostBatch: HostBatch;
  readonly workers: Pool<Worker>;
  readonly reader: Reader;
  readonly enter: Enter;
  /** The namespaces' identities: name → inode of its nsfs file. */
  inodeOf(namespace: string): Promise<number | null>;
  /** What is called a namespace in it (`ip netns list`); one that is being made may not be one yet. */
  names(): Promise<readonly string[]>;
  /** Calls back when a namespace's name appears or goes, by whoever's hand. */
  watchNames(onChange: WatchListener<string>): FSWatcher;
  /** Resolves when the machine is gone, by whatever cause. */
  readonly gone: Promise<void>;
  stop(): Promise<void>;
}

/** The command line that runs `argv` in the lab's host, or in one of its namespaces. */
export type Enter = (argv: readonly string[], namespace?: string) => [string, ...string[]];

/** Files of /etc that tools inside need; none holds anything of this machine's people. */
const sharedEtc = [
  "alternatives",
  "ethertypes",
  "iproute2",
  "ld.so.cache",
  "ld.so.conf",
  "ld.so.conf.d",
  "protocols",
  "services",
];

/**
 * Runs as the machine's first process. /run/netns is made shared before anything else so that names added from any
 * later mount namespace are seen in all.
 */
const firstProcess = `
set -e
mkdir -p /run/netns /var/tmp
ln -s /run /var/run
mount --bind /run/netns /run/netns
mount --make-shared /run/netns
printf '127.0.0.1 localhost\\n::1 localhost ip6-localhost\\n127.0.1.1 lab\\n' >/etc/hosts
printf 'hosts: files\\n' >/etc/nsswitch.conf
printf 'root:x:0:0:root:/root:/bin/bash\\nnobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin\\n' >/etc/passwd
printf 'root:x:0:\\nnogroup:x:65534:\\n' >/etc/group
echo ready
exec sleep infinity
`;

/**
 * Runs bwrap ("$@") and kills all that came of it when standard input ends, which it does when the server dies, however
 * it dies. bwrap's own --die-with-parent comes too late for a parent that dies while bwrap is still making namespaces:
 * its child then waits for it for ever.
 */
const guard = `
exec 4<&0
(read -r _ <&4; kill -KILL -$$) >/dev/null 2>&1 3>&- &
exec "$@" </dev/null 4<&-
`;

/** As many shells as cores are worth: the kernel's own work for networks is mostly serial. */
const workerCount = 2;

/**
 * @param uid  The unprivileged user the machine runs as when this process is root; null otherwise.
 * @throws ProblemError "machine-unavailable" with the switch to set.
 */
export async function startMachine(uid: number | null): Promise<Machine> {
  const become = uid === null ? [] : ["setpriv", `--reuid=${uid}`, `--regid=${uid}`, "--clear-groups"];
  const first = spawnFirst([...become, "sh", "-c", guard, "sh", ...bubblewrap()]);
  const pid = await firstPid(first);
  const enterMachine = [
    ...become,
    "nsenter",
    "-t",
    String(pid),
    "-U",
    "-m",
    "-u",
    "-i",
    "-n",
    "-p",
    "-r",
    "-w",
    "--preserve-credentials",
  ];
  const enter: Enter = (argv, namespace) => {
    const inside = namespace === undefined ? argv : ["ip", "netns", "exec", namespace, ...argv];
    const [file = "", ...args] = [...enterMachine, "--", ...inside];
    return [file, ...args];
  };
  const hostBatch = new HostBatch(enter);
  const shells = Array.from({ length: workerCount }, () => new Worker(enter));
  // Each twice: the next job waits in the pipe, not for this process to hear of the end of the one before.
  const workers = new Pool([...shells, ...shells]);
  const reader = new Reader(enter);
  const gone = first.then(() => {
    hostBatch.close();
    reader.close();
    for (const worker of workers.all) worker.close();
  });
  const names = `/proc/${pid}/root/run/netns`;
  return {
    pid,
    hostBatch,
    workers,
    reader,
    enter,
    gone,
    inodeOf: async (namespace) => (await stat(`${names}/${namespace}`).catch(() => null))?.ino ?? null,
    names: () => readdir(names),
    watchNames: (onChange) => watch(names, onChange),
    stop: async () => {
      first.kill("SIGKILL");
      await gone;
    },
  };
}

function spawnFirst(command: readonly string[]) {
  const [file = "", ...args] = command;
  return startProgram(file, args, {
    stdio: ["pipe", "pipe", "pipe", "pipe"],
    // A process group of its own, which the guard can kill whole.
    detached: true,
    buffer: false,
  });
}

function bubblewrap(): string[] {
  const etc = sharedEtc.flatMap((name) => ["--ro-bind-try", `/etc/${name}`, `/etc/${name}`]);
  return [
    // The user namespace by name: --unshare-all goes on without where it is forbidden to root (of a container, say).
    [
      "bwrap",
      "--unshare-all",
      "--unshare-user",
      "--die-with-parent",
      "--hostname",
      "lab",
      "--chdir",
      "/root",
    ],
    ["--uid", "0", "--gid", "0", "--cap-add", "ALL"],
    ["--ro-bind", "/usr", "/usr", "--symlink", "usr/bin", "/bin", "--symlink", "usr/sbin", "/sbin"],
    ["--symlink", "usr/lib", "/lib", "--symlink", "usr/lib64", "/lib64"],
    [
      "--proc",
      "/proc",
      "--dev",
      "/dev",
      "--tmpfs",
      "/tmp",
      "--tmpfs",
      "/run",
      "--tmpfs",
      "/var",
      "--tmpfs",
      "/root",
    ],
    ["--dir", "/etc", ...etc],
    // Twice: `ip netns exec` unmounts /sys, and the kernel lets it mount a new one only while another stays visible.
    ["--ro-bind", "/sys", "/sys", "--ro-bind", "/sys", "/mnt/sys"],
    ["--info-fd", "3", "sh", "-c", firstProcess],
  ].flat();
}

/** Waits for the first process to say it is ready; bwrap gives its number on descriptor 3. */
async function firstPid(first: ReturnType<typeof spawnFirst>): Promise<number> {
  let info = "";
  let errors = "";
  first.stdio[3]?.on("data", (data: Buffer) => (info += data.toString()));
  first.stderr.on("data", (data: Buffer) => (errors += data.toString()));
  const pid = await new Promise<number | null>((resolve) => {
    let isReady = false;
    // Two pipes: whichever comes last.
    const check = () => {
      const found = /"child-pid": *(\d+)/.exec(info)?.[1];
      if (isReady && found !== undefined) resolve(Number(found));
    };
    first.stdio[3]?.on("data", check);
    first.stdout.once("data", () => {
      isReady = true;
      check();
    });
    void first.then(() => resolve(null));
  });
  if (pid !== null) return pid;
  first.kill("SIGKILL");
  throw await explainMachineFailure(errors);
}
