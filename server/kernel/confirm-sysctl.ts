import type { Step } from "../../shared/step.ts";
import type { CommandOutcome } from "./batch.ts";
import type { Reader } from "./reader.ts";

/**
 * What came of a sysctl step, told by what can be read since: sysctl(8) of procps ends with success when the kernel
 * refuses a value, and the kernel may keep another one than was written.
 */
export async function confirmSysctl(
  reader: Reader,
  { namespace, argv }: Step,
  outcome: CommandOutcome,
): Promise<CommandOutcome> {
  const [, key = "", value] = /^([^=]+)=(.*)$/.exec(argv.at(-1) ?? "") ?? [];
  const replies = await reader.ask(namespace, [], [key]);
  const kept = replies?.sysctls[key];
  if (kept === value) return outcome;
  const now = kept === undefined ? `${key} cannot be read` : `${key} = ${kept}`;
  return { ok: false, output: outcome.output.startsWith("sysctl:") ? outcome.output : now };
}
