import { release } from "node:os";
import { forwardingSysctl } from "../../shared/sysctl.ts";
import { defaultPlanOptions } from "../plan/difference.ts";
import type { PlanOptions } from "../plan/plan.ts";
import { bornKeyOf } from "../plan/sysctl-rules.ts";
import type { Machine } from "./machine.ts";

/** What new namespaces of this machine are like before anybody sets anything. Read from a nameless one, made for it. */
export class Born {
  readonly #machine: Machine;
  readonly #sysctls = new Map<string, string | null>();
  #hasNetem: boolean | null = null;

  constructor(machine: Machine) {
    this.#machine = machine;
  }

  /** As far as anybody asked. */
  get hasNetem(): boolean {
    return this.#hasNetem ?? defaultPlanOptions.hasNetem;
  }

  /** What `plan` has to know of this kernel, with the birth values of these sysctls among it. */
  async planOptions(keys: readonly string[]): Promise<PlanOptions> {
    this.#hasNetem ??= await this.#tryNetem();
    await this.#read([...Object.values(forwardingSysctl), ...keys.map(bornKeyOf)]);
    const known = [...this.#sysctls].flatMap(([key, value]) =>
      value === null ? [] : [[key, value] as const],
    );
    return {
      renamesWhileUp,
      looksInTarget,
      hasNetem: this.hasNetem,
      lostFar: new Set(),
      bornForwarding: {
        ipv4: this.#sysctls.get(forwardingSysctl.ipv4) === "1",
        ipv6: this.#sysctls.get(forwardingSysctl.ipv6) === "1",
      },
      bornSysctls: Object.fromEntries(known),
      ruleCounters: {},
    };
  }

  async #tryNetem(): Promise<boolean> {
    const trial = ["unshare", "--net", "tc", "qdisc", "add", "dev", "lo", "root", "netem"];
    return (await this.#machine.workers.use((worker) => worker.run(trial))).ok;
  }

  async #read(keys: readonly string[]): Promise<void> {
    for (const key of keys) {
      if (this.#sysctls.has(key)) continue;
      const outcome = await this.#machine.workers.use((worker) =>
        worker.run(["unshare", "--net", "sysctl", "-n", key]),
      );
      this.#sysctls.set(key, outcome.ok ? outcome.output.trim().replaceAll("\t", " ") : null);
    }
  }
}

/** Live renaming came with Linux 6.2 (commit bd039b5ea2a9). */
const renamesWhileUp = isAtLeast(release(), 6, 2);
/** Before (6.1: seen) the name was looked for in the namespace of the command (rtnl_newlink, net/core/rtnetlink.c). */
const looksInTarget = isAtLeast(release(), 6, 15);

function isAtLeast(version: string, major: number, minor: number): boolean {
  const [first = 0, second = 0] = version.split(".").map((part) => Number.parseInt(part, 10));
  return first > major || (first === major && second >= minor);
}
