import { isGroup } from "../../../shared/ip-address.ts";
import type { KindWords } from "./words.ts";

interface Fields {
  readonly vni: number;
  readonly local: string | null;
  readonly remote: string | null;
  readonly port: number;
  readonly learning: boolean;
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
};

function wordOf(remote: string): string {
  return isGroup(remote) ? "group" : "remote";
}

function isSameFamily(one: string | null, other: string | null): boolean {
  return one?.includes(":") === other?.includes(":");
}
