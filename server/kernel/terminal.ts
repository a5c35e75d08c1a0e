import { arch } from "node:process";
import { createInterface } from "node:readline";
import { hostName } from "../../shared/names.ts";
import type { TerminalSize } from "../../shared/terminal.ts";
import { bashrc } from "./bashrc.ts";
import type { Place } from "./exec.ts";
import { intoContainer } from "./into-container.ts";
import type { Machine } from "./machine.ts";
import { startProgram } from "./program.ts";
import { terminalProgram } from "./terminal-program.ts";

/** TIOCSPTLCK, TIOCGPTN and TIOCSWINSZ (asm-generic/ioctls.h; PowerPC has numbers of its own). */
const ioctls = arch === "ppc64" ? [0x80045431, 0x40045430, 0x80087467] : [0x40045431, 0x80045430, 0x5414];

/** What waits for a program that does not read its terminal. */
const unreadBytesAtMost = 1024 * 1024;

/**
 * Into a namespace, with its own /sys as `ip netns exec` has it. That makes what is mounted inside a secret of the shell's,
 * though, and nobody else could enter the namespaces that are added there.
 */
function entering(place: Place): readonly string[] {
  if (typeof place !== "string") return intoContainer(place.pid);
  if (place === hostName) return [];
  return [
    ["sh", "-ec", 'umount -l /sys; exec "$@"', "sh"],
    ["nsenter", `--net=/run/netns/${place}`, "--"],
    ["sh", "-ec", 'mount -t sysfs -o ro sysfs /sys; exec "$@"', "sh"],
  ].flat();
}

/** What the gate, sh(1) and perl(1) say when the lab has all the processes it may have (fork(2), EAGAIN). */
const noRoomSaid = /Resource temporarily unavailable|Cannot fork/;

/** How a shell ended; `no-room` is that it never began, for want of a process. */
export type ShellEnd =
  /** `exitCode` is null when a signal ended it, or the machine was ended with it. */
  { readonly type: "ended"; readonly exitCode: number | null } | { readonly type: "no-room" };

interface Handlers {
  readonly onOutput: (bytes: Buffer) => void;
  readonly onEnd: (end: ShellEnd) => void;
}

/** A shell on a pseudoterminal of the lab's machine. */
export class ShellTerminal {
  readonly #process;
  readonly #onEnd: Handlers["onEnd"];
  #hasEnded = false;

  /** @param id  what programs in it are to call it by, when they ask something of the server */
  constructor(machine: Machine, id: string, place: Place, size: TerminalSize, { onOutput, onEnd }: Handlers) {
    const numbers = [...ioctls, size.rows, size.columns].map(String);
    const [file, ...args] = machine.enter(
      [
        ["env", `LAB_TERMINAL=${id}`],
        entering(place),
        ["perl", "-e", terminalProgram, ...numbers, bashrc, "bash"],
      ].flat(),
    );
    this.#onEnd = onEnd;
    this.#process = startProgram(file, args, {
      stdin: "pipe",
      stdout: "pipe",
      stderr: "pipe",
      buffer: false,
    });
    this.#process.stdout.on("data", onOutput);
    // A write after the program's death is reported by its end, below.
    this.#process.stdin.on("error", () => undefined);
    createInterface({ input: this.#process.stderr }).on("line", (line) => {
      const code = /^ended (\d*)$/.exec(line)?.[1];
      if (code !== undefined) this.#end({ type: "ended", exitCode: code === "" ? null : Number(code) });
      else if (noRoomSaid.test(line)) this.#end({ type: "no-room" });
    });
    void this.#process.then(() => this.#end({ type: "ended", exitCode: null }));
  }

  /** False when the program in the terminal does not read, and so much waits for it already that this is lost. */
  write(bytes: Buffer): boolean {
    if (this.#process.stdin.writableLength + bytes.length > unreadBytesAtMost) return false;
    this.#send("i", bytes);
    return true;
  }

  resize({ columns, rows }: TerminalSize): void {
    const body = Buffer.alloc(4);
    body.writeUInt16BE(rows, 0);
    body.writeUInt16BE(columns, 2);
    this.#send("s", body);
  }

  pause(): void {
    this.#process.stdout.pause();
  }

  resume(): void {
    this.#process.stdout.resume();
  }

  /** As when a window is closed: the shell and what it runs in the foreground get SIGHUP, what it left behind lives on. */
  hangUp(): void {
    this.#process.stdout.resume();
    this.#process.stdin.end();
  }

  #send(kind: "i" | "s", body: Buffer): void {
    const head = Buffer.alloc(5);
    head.write(kind);
    head.writeUInt32BE(body.length, 1);
    this.#process.stdin.write(Buffer.concat([head, body]));
  }

  #end(end: ShellEnd): void {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    this.#onEnd(end);
  }
}
