import type { SingleRecord } from "../../../shared/topology.ts";
import type { KindGestures } from "./kind.ts";

type Tunnel = Extract<SingleRecord, { kind: "gre" | "ipip" }>;

/**
 * Those that carry IP in IPv4: both ends have to be known.
 * @param bytes  that each packet gets in front of it
 */
export function tunnelGestures(stem: string, bytes: number): KindGestures<Tunnel> {
  return {
    suggest: ({ underlay }) => {
      const { out, local, remote = null } = underlay("ipv4") ?? {};
      if (out === undefined || remote === null) return "no-neighbor";
      // The kernel's own are numbered 0.
      return { name: [stem, 1], out, fields: { local, remote, mtu: out.mtu - bytes } };
    },
    meetsOthers: () => false,
    tunnelOf: ({ remote }) => ({ number: "", remotes: [remote] }),
  };
}
