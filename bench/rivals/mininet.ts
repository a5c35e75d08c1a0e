import { bring, inFreshMachine, runIn } from "../lab-machine.ts";

export interface MininetRun {
  readonly buildMs: number;
  readonly stopMs: number;
}

/** Debian's python, not whatever comes first in somebody's PATH: that is where the package puts Mininet. */
const python = "/usr/bin/python3";

/**
 * Mininet wants to be root and to make namespaces; in a lab machine it is and may, and the real host stays as it was.
 * Null, with the reason, where it is not installed or does not run.
 */
export async function buildByMininet(count: number): Promise<MininetRun | string> {
  return inFreshMachine(async (machine) => {
    try {
      await runIn(machine, [python, "-c", "import mininet.net"]);
    } catch {
      return "Mininet is not installed";
    }
    try {
      await bring(machine, "build-with-mininet.py");
      const output = await runIn(machine, [python, "/root/build-with-mininet.py", String(count)]);
      const [, build, stop, reached] = /took (\S+) (\S+) (.*)\n$/.exec(output) ?? [];
      if (reached !== "reached") return `Mininet built a network that does not work: ${output.slice(-200)}`;
      return { buildMs: Number(build) * 1000, stopMs: Number(stop) * 1000 };
    } catch (error) {
      return `Mininet does not run here: ${error instanceof Error ? error.message : String(error)}`;
    }
  });
}
