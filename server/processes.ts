import { ProblemError } from "../shared/errors.ts";
import { hostName } from "../shared/names.ts";
import type { LabProcess } from "../shared/terminal.ts";
import { endProcess, hostInode, readProcesses } from "./kernel/processes.ts";
import type { Lab } from "./lab.ts";

/** What runs in a lab because somebody started it in a terminal, and may have left it behind. */
export async function listProcesses(lab: Lab): Promise<readonly LabProcess[]> {
  const machine = await lab.ready();
  const found = await readProcesses(machine);
  const names = new Map<number | null, string>([[await hostInode(machine), hostName]]);
  for (const [name, { inode }] of Object.entries(lab.observed.namespaces))
    if (inode !== null) names.set(inode, name);
  return found.map(({ pid, inode, command }) => ({ pid, namespace: names.get(inode) ?? null, command }));
}

/** @throws ProblemError "not-found" */
export async function endListedProcess(lab: Lab, pid: number): Promise<void> {
  const listed = await listProcesses(lab);
  if (!listed.some((process) => process.pid === pid)) {
    throw new ProblemError({
      kind: "not-found",
      code: "no-such-process",
      detail: `there is no process ${pid} that could be ended; it may have ended by itself`,
      parameters: { pid },
    });
  }
  await endProcess(await lab.ready(), pid);
}
