import type { Edit } from "../../../shared/edit.ts";
import { type SingleRecord, type Topology } from "../../../shared/topology.ts";
import type { KindGestures } from "./kind.ts";
export type WireguardRecord = Extract<
  SingleRecord,
  {
    kind: "wireguard";
  }
>;
export declare const wireguard: KindGestures<WireguardRecord>;
/** Each other's peers, by the addresses that they have. Those without keys cannot be. */
export declare function makePeers(
  topology: Topology,
  one: WireguardRecord,
  other: WireguardRecord,
): readonly Edit[];
