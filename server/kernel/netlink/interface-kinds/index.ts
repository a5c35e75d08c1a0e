import type { SingleKind } from "../../../../shared/interface-kinds/index.ts";
import { bond } from "./bond.ts";
import { dummy } from "./dummy.ts";
import { ipvlan } from "./ipvlan.ts";
import type { KindReader } from "./kind.ts";
import { macvlan } from "./macvlan.ts";
import { tunnelReader } from "./tunnel.ts";
import { tun } from "./tun.ts";
import { vlan } from "./vlan.ts";
import { vxlan } from "./vxlan.ts";
import { wireguard } from "./wireguard.ts";

export const kindReaders: Readonly<Record<SingleKind, KindReader>> = {
  dummy,
  vlan,
  macvlan,
  ipvlan,
  vxlan,
  gre: tunnelReader(6, 7),
  ipip: tunnelReader(2, 3),
  wireguard,
  tun,
  bond,
};
