import type { SingleKind } from "../../../../shared/interface-kinds/index.ts";
import { bond } from "./bond.tsx";
import { dummy } from "./dummy.ts";
import { gre } from "./gre.ts";
import { ipip } from "./ipip.ts";
import { ipvlan } from "./ipvlan.ts";
import type { KindLook } from "./kind.ts";
import { macvlan } from "./macvlan.ts";
import { tun } from "./tun.ts";
import { vlan } from "./vlan.ts";
import { vxlan } from "./vxlan.tsx";
import { wireguard } from "./wireguard.tsx";

export const kindLooks: Readonly<Record<SingleKind, KindLook>> = {
  dummy,
  vlan,
  macvlan,
  ipvlan,
  vxlan,
  gre,
  ipip,
  wireguard,
  tun,
  bond,
};
