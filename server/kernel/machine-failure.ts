import { access, readFile } from "node:fs/promises";
import { ProblemError } from "../../shared/errors.ts";

/** Switches by which kernels and distributions forbid user namespaces, and what each must be. */
const switches = [
  {
    key: "kernel.apparmor_restrict_unprivileged_userns",
    forbids: (value: string) => value === "1",
    wanted: "0",
  },
  { key: "kernel.unprivileged_userns_clone", forbids: (value: string) => value === "0", wanted: "1" },
  { key: "user.max_user_namespaces", forbids: (value: string) => value === "0", wanted: "10000" },
  { key: "user.max_net_namespaces", forbids: (value: string) => value === "0", wanted: "10000" },
] as const;

/** Why a lab machine could not be made, with the command that would allow it where one is known. */
export async function explainMachineFailure(output: string): Promise<ProblemError> {
  const commands: string[] = [];
  for (const { key, forbids, wanted } of switches) {
    const value = await readFile(`/proc/sys/${key.replaceAll(".", "/")}`, "utf8").catch(() => "");
    if (forbids(value.trim())) commands.push(`sysctl -w ${key}=${wanted}`);
  }
  const hasUserNamespaces = await access("/proc/self/ns/user").then(
    () => true,
    () => false,
  );
  const said = output.trim().slice(0, 2000);
  if (!hasUserNamespaces)
    return unavailable("no-user-namespaces", "this kernel has no user namespaces (CONFIG_USER_NS)", said);
  const [command] = commands;
  if (command === undefined)
    return unavailable("machine-failed", "the lab machine could not be started", said);
  return unavailable(
    "user-namespaces-forbidden",
    `this machine forbids user namespaces to ordinary users; allow them with: sudo ${commands.join(" && sudo ")}`,
    said,
    `sudo ${commands.join(" && sudo ")}`,
  );
}

function unavailable(code: string, detail: string, output: string, command?: string): ProblemError {
  return new ProblemError({
    kind: "machine-unavailable",
    code,
    detail: output === "" ? detail : `${detail} (${output})`,
    ...(command === undefined ? {} : { command, parameters: { command } }),
    ...(output === "" ? {} : { output }),
  });
}
