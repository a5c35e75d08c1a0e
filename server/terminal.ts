import { nanoid } from "nanoid";
import type { Observed } from "../shared/observed.ts";
import type { Author } from "../shared/protocol.ts";
import {
  usualTerminalSize,
  type TerminalEnd,
  type TerminalSize,
  type TerminalState,
} from "../shared/terminal.ts";
import { limits } from "./kernel/limits.ts";
import type { Place } from "./kernel/exec.ts";
import { ShellTerminal } from "./kernel/terminal.ts";
import type { Machine } from "./kernel/machine.ts";
import { TerminalHistory, type TerminalOutput } from "./terminal-history.ts";

/** What a terminal may show between two pauses. */
const burstBytes = 64 * 1024;

/** Those at which somebody looks, or those at which nobody does. What all of a kind show at once they share. */
interface Kind {
  /** How long one pauses alone, and by how much longer for each other. */
  readonly pauseMs: number;
  readonly shareMs: number;
  /** How many have just shown all they may. */
  resting: number;
}

/**
 * 2 MiB a second is more than anybody reads. As much is for all terminals together, and half of it for those that nobody
 * looks at: what many of them show at once costs the kernel the processors, and everybody else waits.
 */
const watched: Kind = { pauseMs: 32, shareMs: 32, resting: 0 };
const unwatched: Kind = { pauseMs: 512, shareMs: 64, resting: 0 };

/** One browser, or program, that looks at a terminal. */
export interface Viewer {
  /** It has drawn little of what it was sent. */
  readonly isBehind: boolean;
  readonly show: (output: TerminalOutput) => void;
  readonly tell: (state: TerminalState) => void;
  /** The terminal is there no more. */
  readonly close: () => void;
}

const neverBegan: TerminalEnd = {
  exitCode: null,
  problem: {
    kind: "too-large",
    code: "no-room-for-shell",
    detail: `the shell could not be started: this lab has all the ${limits.processes.people} processes it may have; end some`,
    parameters: { limit: limits.processes.people },
  },
};

interface Where {
  readonly name: string;
  readonly inode: number | null;
  readonly place: Place;
}

interface Listener {
  readonly onChange: () => void;
  /** What this one typed has reached the shell. */
  readonly onTyped: (author: Author) => void;
}

/** A shell in the lab, with what it showed, who writes to it and who looks on. */
export class Terminal {
  readonly id = nanoid(10);
  readonly #inode: number | null;
  readonly #openedBy: Author;
  readonly #openedAt = Date.now();
  readonly #shell: ShellTerminal;
  readonly #listener: Listener;
  readonly #history = new TerminalHistory(usualTerminalSize);
  readonly #viewers = new Set<Viewer>();
  #namespace: string;
  #size = usualTerminalSize;
  #writer: Author;
  #end: TerminalState["end"] = null;
  #shown = 0;
  #pause: { readonly kind: Kind; readonly timer: NodeJS.Timeout } | null = null;

  /** @param where  as it was named, with the namespace's identity: the host's has none here, nor has a container */
  constructor(machine: Machine, where: Where, author: Author, listener: Listener) {
    this.#namespace = where.name;
    this.#inode = where.inode;
    this.#openedBy = author;
    this.#writer = author;
    this.#listener = listener;
    this.#shell = new ShellTerminal(machine, this.id, where.place, usualTerminalSize, {
      onOutput: (bytes) => this.#show(bytes),
      onEnd: (end) => {
        this.#end = end.type === "ended" ? { exitCode: end.exitCode, problem: null } : neverBegan;
        this.#changed();
      },
    });
  }

  get state(): TerminalState {
    return {
      id: this.id,
      namespace: this.#namespace,
      openedBy: this.#openedBy,
      openedAt: this.#openedAt,
      writer: this.#writer,
      size: this.#size,
      end: this.#end,
    };
  }

  get hasEnded(): boolean {
    return this.#end !== null;
  }

  get replay(): ReturnType<TerminalHistory["replay"]> {
    return this.#history.replay();
  }

  attach(viewer: Viewer): void {
    this.#viewers.add(viewer);
  }

  detach(viewer: Viewer): void {
    this.#viewers.delete(viewer);
    this.flow();
  }

  /** False when it is not this author who writes, or the program in it does not read. */
  type(author: Author, bytes: Buffer): boolean {
    if (author.id !== this.#writer.id || !this.#shell.write(bytes)) return false;
    this.#listener.onTyped(author);
    return true;
  }

  resize(author: Author, size: TerminalSize): void {
    const { columns, rows } = this.#size;
    if (author.id !== this.#writer.id || (size.columns === columns && size.rows === rows)) return;
    this.#size = size;
    this.#shell.resize(size);
    this.#pass(size);
    this.#changed();
  }

  takeOver(author: Author): void {
    if (author.id === this.#writer.id) return;
    this.#writer = author;
    this.#changed();
  }

  /** Its namespace may be called otherwise by now. Numbers of a machine that is gone mean nothing. */
  followName({ namespaces }: Observed): void {
    if (this.#inode === null || this.hasEnded || namespaces[this.#namespace]?.inode === this.#inode) return;
    const name = Object.keys(namespaces).find((other) => namespaces[other]?.inode === this.#inode);
    if (name === undefined) return;
    this.#namespace = name;
    this.#changed();
  }

  hangUp(): void {
    for (const viewer of this.#viewers) viewer.close();
    this.#viewers.clear();
    this.#endPause();
    this.#shell.hangUp();
  }

  /** The shell waits while it has shown enough for now, and while nobody who looks on keeps up. */
  flow(): void {
    const areAllBehind = this.#viewers.size > 0 && [...this.#viewers].every(({ isBehind }) => isBehind);
    if (this.#pause !== null || areAllBehind) this.#shell.pause();
    else this.#shell.resume();
  }

  #show(bytes: Buffer): void {
    this.#pass(bytes);
    this.#shown += bytes.length;
    if (this.#shown >= burstBytes && this.#pause === null) this.#rest();
    this.flow();
  }

  #rest(): void {
    const kind = this.#viewers.size > 0 ? watched : unwatched;
    kind.resting += 1;
    const timer = setTimeout(() => this.#goOn(), Math.max(kind.pauseMs, kind.resting * kind.shareMs));
    this.#pause = { kind, timer };
  }

  #goOn(): void {
    this.#endPause();
    this.#shown = 0;
    this.flow();
  }

  #endPause(): void {
    if (this.#pause === null) return;
    clearTimeout(this.#pause.timer);
    this.#pause.kind.resting -= 1;
    this.#pause = null;
  }

  #pass(output: TerminalOutput): void {
    this.#history.add(output);
    for (const viewer of this.#viewers) viewer.show(output);
  }

  #changed(): void {
    for (const viewer of this.#viewers) viewer.tell(this.state);
    this.#listener.onChange();
  }
}
