import { expect } from "vitest";
import { execIn } from "../kernel/exec.ts";
import type { Lab } from "../lab.ts";

/** What somebody types in a terminal of the lab's host; fails when the command does. */
export async function byHand(lab: Lab, command: string): Promise<string> {
  const result = await execIn(await lab.ready(), "host", ["sh", "-ec", command], 20_000);
  expect({ command, ...result }).toMatchObject({ exitCode: 0 });
  return result.stdout;
}

interface InnerProcess {
  /** As the lab numbers it. */
  readonly pid: number;
  readonly command: string;
}

/** What runs in the lab's machine, its first process and this look at it left out. */
async function processesIn(lab: Lab): Promise<InnerProcess[]> {
  const list = await byHand(lab, "ps -e -o pid=,args=");
  return list
    .split("\n")
    .map((line) => /^ *(\d+) (.*)$/.exec(line))
    .flatMap((match) => (match === null ? [] : [{ pid: Number(match[1]), command: match[2] ?? "" }]))
    .filter(({ pid, command }) => pid !== 1 && !command.includes("ps -e -o"));
}

/** Ends those of the lab's own processes whose command line holds this text; says how many. */
export async function killIn(lab: Lab, text: string): Promise<number> {
  const found = (await processesIn(lab)).filter(({ command }) => command.includes(text));
  // One that ended by itself since is no failure.
  if (found.length > 0) await byHand(lab, `kill -KILL ${found.map(({ pid }) => pid).join(" ")} || true`);
  return found.length;
}
