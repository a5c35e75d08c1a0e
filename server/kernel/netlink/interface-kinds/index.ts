import type { SingleKind } from "../../../../shared/interface-kinds/index.ts";
import { decodeDummy } from "./dummy.ts";
import { decodeIpvlan } from "./ipvlan.ts";
import type { DecodeKind } from "./kind.ts";
import { decodeMacvlan } from "./macvlan.ts";
import { tunnelDecoder } from "./tunnel.ts";
import { decodeVlan } from "./vlan.ts";
import { decodeVxlan } from "./vxlan.ts";

/** How each kind's own attributes are read. */
export const kindDecoders: Readonly<Record<SingleKind, DecodeKind>> = {
  dummy: decodeDummy,
  vlan: decodeVlan,
  macvlan: decodeMacvlan,
  ipvlan: decodeIpvlan,
  vxlan: decodeVxlan,
  gre: tunnelDecoder(6, 7),
  ipip: tunnelDecoder(2, 3),
};
