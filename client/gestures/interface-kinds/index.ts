import type { SingleKind } from "../../../shared/interface-kinds/index.ts";
import type { SingleRecord } from "../../../shared/topology.ts";
import { bond } from "./bond.ts";
import { dummy } from "./dummy.ts";
import { gre } from "./gre.ts";
import { ipip } from "./ipip.ts";
import { ipvlan } from "./ipvlan.ts";
import type { KindGestures, TunnelEnd } from "./kind.ts";
import { macvlan } from "./macvlan.ts";
import { tun } from "./tun.ts";
import { vlan } from "./vlan.ts";
import { vxlan } from "./vxlan.ts";
import { wireguard } from "./wireguard.ts";

/** In the order in which they are offered. */
const gestures = { macvlan, vxlan, vlan, ipvlan, bond, dummy, gre, ipip, wireguard, tun } as const satisfies {
  readonly [K in SingleKind]: KindGestures<Extract<SingleRecord, { kind: K }>>;
};

export const singleKinds = Object.keys(gestures) as readonly SingleKind[];

export function suggestFor(kind: SingleKind): KindGestures["suggest"] {
  return gestures[kind].suggest;
}

export function tunnelEndOf(record: SingleRecord): TunnelEnd | null {
  const tunnelOf = gestures[record.kind].tunnelOf as KindGestures["tunnelOf"];
  return tunnelOf === null ? null : tunnelOf(record);
}

export function meetOnLower(one: SingleRecord, other: SingleRecord): boolean {
  return one.kind === other.kind && [one, other].every(meetsOthers);
}

function meetsOthers(record: SingleRecord): boolean {
  return (gestures[record.kind].meetsOthers as KindGestures["meetsOthers"])(record);
}
