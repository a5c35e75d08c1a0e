import { isGroup } from "../../../shared/ip-address.ts";
import { isEqual } from "../../../shared/equal.ts";
import { anyMacAddress, type FdbEntry } from "../../../shared/interface-kinds/fdb.ts";
import type { KindWords, OtherCommand } from "./words.ts";

interface Fields {
  readonly vni: number;
  readonly local: string | null;
  readonly remote: string | null;
  readonly port: number;
  readonly learning: boolean;
  readonly name: string;
  readonly fdb: readonly FdbEntry[];
}

export const vxlanWords: KindWords<Fields> = {
  made: ({ vni, local, remote, port, learning }, lower) => [
    "id",
    String(vni),
    ...(local === null ? [] : ["local", local]),
    ...(remote === null ? [] : [wordOf(remote), remote]),
    ...(lower === null ? [] : ["dev", lower]),
    "dstport",
    String(port),
    ...(learning ? [] : ["nolearning"]),
  ],
  changed: (before, after) => {
    // Groups are joined when the interface comes up, and addresses of two families need two sockets.
    const isRemoteFixed = [before.remote, after.remote].some((remote) => remote === null || isGroup(remote));
    const isFixed = before.vni !== after.vni || before.local !== after.local || before.port !== after.port;
    const isOtherRemote = before.remote !== after.remote;
    if (isFixed || (isOtherRemote && (isRemoteFixed || !isSameFamily(before.remote, after.remote))))
      return null;
    return [
      ...(isOtherRemote ? ["remote", after.remote ?? ""] : []),
      ...(before.learning === after.learning ? [] : [after.learning ? "learning" : "nolearning"]),
    ];
  },
  hasLink: false,
  others: (before, after) => {
    const was = before?.fdb ?? [];
    const isIn = (entries: readonly FdbEntry[]) => (entry: FdbEntry) =>
      entries.some((other) => isEqual(other, entry));
    return [
      ...was.filter((entry) => !isIn(after.fdb)(entry)).map((entry) => command("delete", entry, after)),
      ...after.fdb.filter((entry) => !isIn(was)(entry)).map((entry) => command("add", entry, after)),
    ];
  },
};

function command(
  verb: "add" | "delete",
  { macAddress, destination }: FdbEntry,
  { name }: Fields,
): OtherCommand {
  // Only what stands for many addresses has room for one more.
  const word = verb === "add" && macAddress === anyMacAddress ? "append" : verb;
  return {
    tool: "bridge",
    argv: ["fdb", word, macAddress, "dev", name, "dst", destination],
    reason: verb === "add" ? "fdb-add" : "fdb-delete",
  };
}

function wordOf(remote: string): string {
  return isGroup(remote) ? "group" : "remote";
}

function isSameFamily(one: string | null, other: string | null): boolean {
  return one?.includes(":") === other?.includes(":");
}
