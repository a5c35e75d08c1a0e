import { environment } from "../program.ts";
import { docker } from "./docker.ts";
import { etcd, etcdctl } from "./etcd.ts";
import { flannelAgent } from "./flannel-agent.ts";
import { overlay } from "./overlay.ts";
import { sudo } from "./sudo.ts";
import { tcpdump } from "./tcpdump.ts";

/**
 * Programs of ours that people find in every lab, in terminals, scripts and containers; the server uses none of them. They
 * need nothing but sh(1) and perl(1), are no longer than 128 KiB each (MAX_ARG_STRLEN, execve(2)), and nobody in the lab can
 * change them. `first` stand in for some of the machine's own; `last` are found where the machine has none.
 */
const programs: Readonly<Record<"first" | "last", Readonly<Record<string, string>>>> = {
  first: { docker, etcd, etcdctl, sudo, tcpdump },
  last: { "flannel-agent": flannelAgent, overlay },
};

export const programsFolder = "/opt/lab";
export const programFolders = { first: `${programsFolder}/first`, last: `${programsFolder}/last` } as const;

/** Where people's commands are looked for. */
export const peoplesPath = `${programFolders.first}:${environment.PATH}:${programFolders.last}`;

/** Each a file and what is in it. */
export function programWords(): string[] {
  return (["first", "last"] as const).flatMap((place) =>
    Object.entries(programs[place]).flatMap(([name, text]) => [`${programFolders[place]}/${name}`, text]),
  );
}
