import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { canBecomeOthers } from "../server/kernel/lab-users.ts";
import { startMachine, type Machine } from "../server/kernel/machine.ts";

/** A user that no lab of a server has (those begin at 2,000,000,000). */
const benchUid = 1_999_999_999;
const rivals = join(import.meta.dirname, "rivals");

/** A lab machine as the server makes it, fresh, for one rival's run. */
export async function inFreshMachine<T>(work: (machine: Machine) => Promise<T>): Promise<T> {
  const machine = await startMachine(canBecomeOthers ? benchUid : null);
  try {
    return await work(machine);
  } finally {
    await machine.stop();
  }
}

/** Puts one of the files in rivals/, or a text, into the machine's /root. */
export async function bring(machine: Machine, name: string, text?: string): Promise<void> {
  const content = text ?? readFileSync(join(rivals, name), "utf8");
  await runIn(machine, ["sh", "-c", 'cat >"$1"', "sh", `/root/${name}`], content);
}

/** Runs a command in the machine's host and gives its output. Rejects when it fails. */
export function runIn(machine: Machine, argv: readonly string[], input = ""): Promise<string> {
  const [file, ...args] = machine.enter(argv);
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { stdio: ["pipe", "pipe", "pipe"] });
    let output = "";
    let errors = "";
    child.stdout.on("data", (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on("data", (chunk: Buffer) => (errors += chunk.toString()));
    child.on("error", reject);
    child.on("close", (code) => {
      if (code === 0) resolve(output);
      else reject(new Error(`${argv.join(" ")} ended with ${code}: ${errors.trim().slice(-500)}`));
    });
    // A command that ended without reading it is judged by its exit code.
    child.stdin.on("error", () => undefined);
    child.stdin.end(input);
  });
}

/** Runs lines of bash in the machine and gives the milliseconds they took there, without the way in. */
export async function timeIn(machine: Machine, lines: string): Promise<number> {
  const timed = `cd /root\nbegin=$EPOCHREALTIME\n${lines}\nend=$EPOCHREALTIME\necho "took $begin $end"`;
  const output = await runIn(machine, ["bash", "-e", "-c", timed]);
  const [, begin, end] = /took (\S+) (\S+)\n$/.exec(output) ?? [];
  if (begin === undefined || end === undefined) throw new Error(`no times in ${output.slice(-200)}`);
  return (Number(end) - Number(begin)) * 1000;
}

/** Throws unless the network is there: all ports up with carrier, and the first namespace reaches the last. */
export async function checkNetwork(
  machine: Machine,
  { bridge, first, last, to, count }: Expected,
): Promise<void> {
  const ports = await runIn(machine, ["ip", "-br", "link", "show", "master", bridge]);
  const up = ports.split("\n").filter((line) => line.includes("LOWER_UP")).length;
  if (up !== count) throw new Error(`${up} of ${count} ports are up`);
  await runIn(machine, ["ip", "netns", "exec", last, "ip", "-br", "address"]);
  await runIn(machine, ["ip", "netns", "exec", first, "ping", "-q", "-c", "1", "-W", "2", to]);
}

interface Expected {
  readonly bridge: string;
  readonly first: string;
  readonly last: string;
  /** The last one's address. */
  readonly to: string;
  readonly count: number;
}
