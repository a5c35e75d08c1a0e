import { createInterface } from "node:readline";
import type { ContainerNames } from "../../shared/container-names.ts";
import type { ObservedContainer } from "../../shared/observed.ts";
import type { Step } from "../../shared/step.ts";
import type { RecordId } from "../../shared/topology.ts";
import type { CommandOutcome } from "./batch.ts";
import { containerProgram, type ContainerPlace } from "./container-program.ts";
import { execIn } from "./exec.ts";
import { peoplesShare } from "./gate.ts";
import { NameFiles } from "./name-files.ts";
import { OutputTail } from "./output-tail.ts";
import { endScript } from "./processes.ts";
import type { Enter } from "./machine.ts";
import { startProgram } from "./program.ts";

const patienceMs = 10_000;

/** In the lab; each container's is called after its record. */
const containersFolder = "/run/containers";

/** How it ended; `exitCode` is null when a signal ended it. */
export interface ContainerEnd {
  readonly exitCode: number | null;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** The containers of one machine, by the ids of their records. What each printed is kept beyond its end. */
export class Containers {
  readonly #enter: Enter;
  readonly #running = new Map<RecordId, ContainerProcess>();
  readonly #outputs = new Map<RecordId, OutputTail>();
  readonly #ends = new Map<RecordId, ContainerEnd>();
  readonly #listeners = new Set<(inode: number) => void>();
  readonly #names: NameFiles;

  /** @param enter  for what the server runs: a container takes people's share when its command begins */
  constructor(enter: Enter) {
    this.#enter = enter;
    this.#names = new NameFiles(enter, containersFolder);
  }

  /** Called with the identity of a stack in which one came or went. */
  listen(listener: (inode: number) => void): void {
    this.#listeners.add(listener);
  }

  get ids(): readonly RecordId[] {
    return [...this.#running.keys()];
  }

  /** What each is to know by name from now on; one that is not there yet, before its command begins. */
  setNames(names: ReadonlyMap<RecordId, ContainerNames>): Promise<void> {
    this.#names.want(names);
    return this.#names.write(this.ids);
  }

  /** Those that use the stack with this identity. */
  inStack(inode: number): Record<RecordId, ObservedContainer> {
    const here = [...this.#running].filter(([, process]) => process.inode === inode);
    return Object.fromEntries(here.map(([id, { pid }]) => [id, { pid }]));
  }

  pidOf(id: RecordId): number | null {
    return this.#running.get(id)?.pid ?? null;
  }

  /** Milliseconds since 1970; null when it does not run. */
  startedAt(id: RecordId): number | null {
    return this.#running.get(id)?.startedAt ?? null;
  }

  outputOf(id: RecordId): OutputTail {
    const output = this.#outputs.get(id) ?? new OutputTail();
    this.#outputs.set(id, output);
    return output;
  }

  endOf(id: RecordId): ContainerEnd | null {
    return this.#ends.get(id) ?? this.#running.get(id)?.end ?? null;
  }

  /** Runs a step of server/plan/container.ts. */
  async run({ argv: [verb = "", name = "", ...words], record }: Step): Promise<CommandOutcome> {
    try {
      if (verb === "create") await this.#create(record, name, words);
      else if (verb === "start") await this.#start(record, words.slice(1));
      else if (verb === "stop") await this.stop(record);
      else await this.#remove(record);
      return { ok: true, output: "" };
    } catch (error) {
      return { ok: false, output: `container: ${error instanceof Error ? error.message : String(error)}` };
    }
  }

  /** SIGTERM, and SIGKILL two seconds later. Resolves when it has ended. */
  async stop(id: RecordId): Promise<void> {
    const process = this.#running.get(id);
    if (process === undefined) return;
    await execIn(
      { enter: this.#enter },
      "host",
      ["sh", "-c", endScript, "sh", String(process.pid)],
      patienceMs,
    );
    await process.ended;
  }

  async #create(id: RecordId, name: string, [kind, stack = ""]: readonly string[]): Promise<void> {
    if (this.#running.has(id)) throw new Error("it runs already");
    const place = { isOwn: kind === "--new-net", stack, folder: `${containersFolder}/${id}`, name };
    const output = this.outputOf(id);
    output.clear();
    const process = new ContainerProcess(this.#enter, place, output);
    await process.created;
    this.#ends.delete(id);
    this.#names.forget(id);
    this.#running.set(id, process);
    this.#tell(process.inode);
    void process.ended.then(() => {
      this.#running.delete(id);
      this.#ends.set(id, process.end ?? { exitCode: null, at: Date.now() });
      this.#tell(process.inode);
    });
  }

  /** What it had in its files, and what it printed. */
  async #remove(id: RecordId): Promise<void> {
    const argv = ["rm", "-rf", `${containersFolder}/${id}`];
    await execIn({ enter: this.#enter }, "host", argv, patienceMs);
    this.#outputs.delete(id);
    this.#ends.delete(id);
  }

  async #start(id: RecordId, command: readonly string[]): Promise<void> {
    const process = this.#running.get(id);
    if (process === undefined) throw new Error("it has ended");
    await this.#names.write(this.ids);
    try {
      await process.start(command);
    } catch (error) {
      // Its end is on its way: nobody is to find half of it.
      await process.ended;
      throw error;
    }
  }

  #tell(inode: number): void {
    for (const listener of this.#listeners) listener(inode);
  }
}

/** One container, from its making to its end. */
class ContainerProcess {
  pid = 0;
  inode = 0;
  readonly startedAt = Date.now();
  /** Resolves when it waits for its command. */
  readonly created: Promise<void>;
  /** As it was told, which is before its stack goes. */
  end: ContainerEnd | null = null;
  /** Resolves when nothing of it is left. */
  readonly ended: Promise<void>;
  readonly #process;
  readonly #lines = new Lines();

  constructor(enter: Enter, place: ContainerPlace, output: OutputTail) {
    const [file, ...args] = enter(containerProgram(place, peoplesShare));
    this.#process = startProgram(file, args, {
      stdin: "pipe",
      stdout: "pipe",
      stderr: "pipe",
      buffer: false,
    });
    const { stdin, stdout, stderr } = this.#process;
    stdin.on("error", () => undefined);
    output.readFrom(stdout);
    createInterface({ input: stderr }).on("line", (line) => {
      const [, code] = /^ended (\d*)$/.exec(line) ?? [];
      if (code !== undefined) this.end = { exitCode: code === "" ? null : Number(code), at: Date.now() };
      this.#lines.take(line);
    });
    this.created = this.#lines.expect("created").then(([pid, inode]) => {
      this.pid = Number(pid);
      this.inode = Number(inode);
    });
    this.ended = this.#process.then(() => this.#lines.end());
  }

  async start(command: readonly string[]): Promise<void> {
    const words = command.map((word) => `w${Buffer.from(word).toString("hex")}`);
    const started = this.#lines.expect("started");
    this.#process.stdin.write(`${words.join(" ")}\n`);
    await started;
  }
}

/** What the program says, a word and what belongs to it in each line. */
class Lines {
  #isOver = false;
  #waiting: { word: string; resolve: (words: string[]) => void; reject: (error: Error) => void } | null =
    null;

  /** @throws what it says instead */
  expect(word: string): Promise<string[]> {
    return new Promise((resolve, reject) => {
      if (this.#isOver) reject(new Error("it has ended"));
      else this.#waiting = { word, resolve, reject };
    });
  }

  take(line: string): void {
    const [word, ...others] = line.split(" ");
    const waiting = this.#waiting;
    this.#waiting = null;
    if (word === waiting?.word) waiting?.resolve(others);
    else waiting?.reject(new Error(word === "failed" ? others.join(" ") : line));
  }

  end(): void {
    this.#isOver = true;
    this.#waiting?.reject(new Error("it ended at once"));
    this.#waiting = null;
  }
}
