import type { FSWatcher } from "node:fs";
import { execa } from "execa";
import type { Machine } from "./machine.ts";
import { parseMonitorLine, type KernelEvent } from "./parse/monitor.ts";

export interface Bell {
  readonly onEvent: (event: KernelEvent) => void;
  /** A namespace's name appeared or went. */
  readonly onNames: () => void;
  /** Events may have been missed: everything has to be read again. */
  readonly onMissed: () => void;
}

export interface Watch {
  stop(): void;
}

/** The kernel's own messages. They only say where to look; state is always read. */
const objects = ["link", "address", "route", "neigh", "netconf", "nsid"];

/**
 * Listens to the kernel in the lab's host and in every namespace that has a number there. Resolves once it hears, so
 * that a snapshot taken after it misses nothing. A monitor that dies is started again and `onMissed` rings.
 */
export async function startWatch(machine: Machine, bell: Bell): Promise<Watch> {
  let stopped = false;
  let monitor: Monitor | null = null;
  const names: FSWatcher = machine.watchNames(() => bell.onNames());
  names.on("error", () => bell.onMissed());
  const listen = async (): Promise<void> => {
    monitor = startMonitor(machine, bell);
    void monitor.ended.then(async () => {
      if (stopped) return;
      await listen();
      bell.onMissed();
    });
    await monitor.listening;
  };
  void machine.gone.then(() => (stopped = true));
  await listen();
  return {
    stop: () => {
      stopped = true;
      names.close();
      monitor?.stop();
    },
  };
}

interface Monitor {
  readonly listening: Promise<void>;
  readonly ended: Promise<void>;
  stop(): void;
}

function startMonitor(machine: Machine, bell: Bell): Monitor {
  const [file, ...args] = machine.enter(["ip", "-ts", "monitor", "all-nsid", ...objects]);
  const process = execa(file, args, {
    stdin: "ignore",
    stdout: "pipe",
    stderr: "pipe",
    buffer: false,
    reject: false,
  });
  let rest = "";
  process.stdout.setEncoding("utf8").on("data", (text: string) => {
    const lines = (rest + text).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) {
      const event = parseMonitorLine(line);
      if (event !== null) bell.onEvent(event);
    }
  });
  // ip says on stderr when the socket's buffer overflowed (ENOBUFS): events are lost, state is not.
  process.stderr.setEncoding("utf8").on("data", () => bell.onMissed());
  const ended = process.then(() => undefined);
  const heard = new Promise<void>((resolve) => process.stdout.once("data", () => resolve()));
  return {
    listening: callUntil(machine, Promise.race([heard, ended])),
    ended,
    stop: () => void process.kill("SIGKILL"),
  };
}

const callEveryMs = 10;
/** In nobody's way: the whole of 127.0.0.0/8 is lo's already. */
const callSign = ["127.255.255.254/32", "dev", "lo"];

/** The monitor does not say when it has begun to listen: make small noises until it hears one. */
async function callUntil(machine: Machine, heard: Promise<void>): Promise<void> {
  const hasHeard = heard.then(() => true);
  const add = ["address", "add", ...callSign];
  const remove = ["address", "delete", ...callSign];
  do {
    await machine.hostBatch.run([add, remove]).catch(() => undefined);
  } while (!(await Promise.race([hasHeard, after(callEveryMs)])));
}

async function after(ms: number): Promise<false> {
  await new Promise((resolve) => setTimeout(resolve, ms));
  return false;
}
