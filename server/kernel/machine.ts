import { watch, type FSWatcher, type WatchListener } from "node:fs";
import { readdir, readlink, stat } from "node:fs/promises";
import { Containers } from "./containers.ts";
import { enclosure } from "./enclosure.ts";
import { gate, gateInto, peoplesShare, serversShare, type Share } from "./gate.ts";
import { HostBatch } from "./host-batch.ts";
import { peoplesPath } from "./lab-programs/index.ts";
import { explainMachineFailure } from "./machine-failure.ts";
import { Pool } from "./pool.ts";
import { Reader } from "./reader.ts";
import { Worker } from "./worker.ts";
import { startProgram } from "./program.ts";
import { Uplinks } from "./uplinks.ts";

/**
 * A lab's machine: user, network, mount, pid, uts and ipc namespaces of its own, made without root by bubblewrap
 * (bwrap(1)) and unshare(1), and entered through gate.ts. Its first process dies with this one (PR_SET_PDEATHSIG), and the
 * kernel takes everything in it away: there is nothing to clean up.
 */
export interface Machine {
  /** The machine's first process, as this machine's kernel numbers it. */
  readonly pid: number;
  readonly hostBatch: HostBatch;
  readonly workers: Pool<Worker>;
  readonly reader: Reader;
  readonly containers: Containers;
  readonly uplinks: Uplinks;
  /** For what people run: bounded, behind everything else, and with mounts of its own. */
  readonly enter: Enter;
  /** For what the server runs there itself. */
  readonly enterForServer: Enter;
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

/** As many shells as cores are worth: the kernel's own work for networks is mostly serial. */
const workerCount = 2;

/**
 * @param uid  The unprivileged user the machine runs as when this process is root; null otherwise.
 * @param mayReachOut  May it have uplinks?
 * @throws ProblemError "machine-unavailable" with the switch to set.
 */
export async function startMachine(uid: number | null, mayReachOut = true): Promise<Machine> {
  const become = uid === null ? [] : ["setpriv", `--reuid=${uid}`, `--regid=${uid}`, "--clear-groups"];
  const first = spawnFirst([...become, ...gate(serversShare), ...enclosure()]);
  const pid = await firstPid(first);
  const enterWith =
    (share: Share, launcher: readonly string[] = []): Enter =>
    (argv, namespace) => {
      const inside = namespace === undefined ? argv : ["ip", "netns", "exec", namespace, ...argv];
      const [file = "", ...args] = [...become, ...gateInto(pid, share), ...launcher, ...inside];
      return [file, ...args];
    };
  const enter = enterWith(peoplesShare, ["env", `PATH=${peoplesPath}`]);
  const enterForServer = enterWith(serversShare);
  const hostBatch = new HostBatch(enterForServer);
  const shells = Array.from({ length: workerCount }, () => new Worker(enterForServer));
  // Each twice: the next job waits in the pipe, not for this process to hear of the end of the one before.
  const workers = new Pool([...shells, ...shells]);
  const reader = new Reader(enterForServer);
  const containers = new Containers(enterForServer);
  const uplinks = new Uplinks({
    pid,
    become,
    fileOf: (name) => fileOf(pid, `/run/netns/${name}`),
    isAllowed: mayReachOut,
  });
  const gone = first.then(() => {
    hostBatch.close();
    reader.close();
    uplinks.close();
    for (const worker of workers.all) worker.close();
  });
  const names = `/proc/${pid}/root/run/netns`;
  return {
    pid,
    hostBatch,
    workers,
    reader,
    containers,
    uplinks,
    enter,
    enterForServer,
    gone,
    inodeOf: (namespace) => inodeOf(pid, `/run/netns/${namespace}`),
    names: () => readdir(names),
    watchNames: (onChange) => watch(names, onChange),
    stop: async () => {
      first.kill("SIGKILL");
      await gone;
    },
  };
}

async function inodeOf(pid: number, file: string): Promise<number | null> {
  const found = await fileOf(pid, file);
  return found === null ? null : ((await stat(found).catch(() => null))?.ino ?? null);
}

/** A link in the lab leads to a file of the lab's, and not to one of this machine's; of these, only to a process's stack. */
async function fileOf(pid: number, file: string): Promise<string | null> {
  const root = `/proc/${pid}/root`;
  const target = await readlink(`${root}${file}`).catch(() => null);
  return target !== null && !/^\/proc\/\d+\/ns\/net$/.test(target) ? null : `${root}${target ?? file}`;
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
