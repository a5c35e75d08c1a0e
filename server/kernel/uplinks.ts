import { once } from "node:events";
import { createInterface } from "node:readline";
import { hostName } from "../../shared/names.ts";
import type { Step } from "../../shared/step.ts";
import type { CommandOutcome } from "./batch.ts";
import { gate, peoplesShare } from "./gate.ts";
import { startProgram } from "./program.ts";

/** Each is a process outside of the lab, which the lab's own limits do not count. */
const uplinksAtMost = 4;
/** What it prints without end when its interface is gone. */
const interfaceGone = /^do_slirp: read: /;

type Program = ReturnType<typeof start>;

interface Place {
  readonly pid: number;
  /** What makes a program the lab's user. */
  readonly become: readonly string[];
  /** A namespace's file, as this machine sees it; null where there is none. */
  readonly fileOf: (namespace: string) => Promise<string | null>;
  readonly isAllowed: boolean;
}

/**
 * One lab's uplinks: slirp4netns(1) makes an interface in the lab, and says on by connections of its own, as any program of
 * the lab's user may, what is sent there. Nothing comes in but answers, and nothing gets to this machine's 127.0.0.1. It
 * ends with its interface, with the lab's machine, and with the server: its standard input is what it watches.
 */
export class Uplinks {
  readonly #place: Place;
  readonly #running = new Set<Program>();

  constructor(place: Place) {
    this.#place = place;
  }

  /** Runs a step of server/plan/single.ts: `add NAME [netns NAMESPACE]`. */
  async run({ argv: [, name = "", , namespace = hostName] }: Pick<Step, "argv">): Promise<CommandOutcome> {
    try {
      await this.#add(name, namespace);
      return { ok: true, output: "" };
    } catch (error) {
      return { ok: false, output: `uplink: ${error instanceof Error ? error.message : String(error)}` };
    }
  }

  close(): void {
    for (const program of this.#running) program.kill("SIGKILL");
  }

  async #add(name: string, namespace: string): Promise<void> {
    const { pid, become, fileOf, isAllowed } = this.#place;
    if (!isAllowed) throw new Error("forbidden by whoever runs this server (--no-uplinks)");
    if (this.#running.size >= uplinksAtMost) throw new Error(`a lab may have ${uplinksAtMost}`);
    const network = namespace === hostName ? `/proc/${pid}/ns/net` : await fileOf(namespace);
    if (network === null) throw new Error(`no namespace ${namespace}`);
    const options = ["--disable-host-loopback", `--userns-path=/proc/${pid}/ns/user`, "--netns-type=path"];
    const watched = ["--exit-fd=0", "--ready-fd=3"];
    const program = start([
      ...become,
      ...gate(peoplesShare),
      "slirp4netns",
      ...options,
      ...watched,
      network,
      name,
    ]);
    this.#running.add(program);
    void program.then(() => this.#running.delete(program));
    await ready(program);
  }
}

function start(command: readonly string[]) {
  const [file = "", ...args] = command;
  return startProgram(file, args, { stdio: ["pipe", "ignore", "pipe", "pipe"], buffer: false });
}

/** @throws what it says instead */
async function ready(program: Program): Promise<void> {
  let last = "";
  program.stdin.on("error", () => undefined);
  createInterface({ input: program.stderr }).on("line", (line) => {
    if (interfaceGone.test(line)) program.kill("SIGKILL");
    last = line;
  });
  const signal = program.stdio[3];
  const told = signal === null || signal === undefined ? [] : [once(signal, "data").then(() => true)];
  const isReady = await Promise.race([...told, program.then(() => false)]);
  if (!isReady) throw new Error(last === "" ? "slirp4netns did not start" : last);
}
