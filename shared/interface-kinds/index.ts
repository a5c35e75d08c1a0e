import { bond } from "./bond.ts";
import { dummy } from "./dummy.ts";
import { gre } from "./gre.ts";
import { ipip } from "./ipip.ts";
import { ipvlan } from "./ipvlan.ts";
import { macvlan } from "./macvlan.ts";
import { tun } from "./tun.ts";
import { vlan } from "./vlan.ts";
import { vxlan } from "./vxlan.ts";
import { wireguard } from "./wireguard.ts";

/** Every kind of interface that is one record by itself. */
export const interfaceKinds = {
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
} as const;
export type SingleKind = keyof typeof interfaceKinds;
