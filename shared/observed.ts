import type { OtherTable } from "./other-table.ts";
import type { Qdisc } from "./quality.ts";
import type { PolicyRuleRecord } from "./policy-rule.ts";
import type { AdminState, RecordId } from "./topology.ts";
import type { Vlans } from "./vlans.ts";

/** What the kernel says now, keyed by the kernel's own names. The lab's host is under `host`. */
export interface Observed {
  readonly namespaces: Readonly<Record<string, ObservedNamespace>>;
}

export interface ObservedNamespace {
  /** Inode of its nsfs file, as `readlink /proc/PID/ns/net` prints it: its identity (null until read). */
  readonly inode: number | null;
  readonly interfaces: Readonly<Record<string, ObservedInterface>>;
  /** Of all tables but local, both families, main first. */
  readonly routes: readonly ObservedRoute[];
  /** Those of policy routing, both families, in the order in which they are looked at. */
  readonly rules: readonly ObservedPolicyRule[];
  readonly neighbors: readonly ObservedNeighbor[];
  readonly forwarding: { readonly ipv4: boolean; readonly ipv6: boolean };
  /** Those that the document names. The kernel does not tell when one changes: they are read with other things, and when somebody asks. */
  readonly sysctls: Readonly<Record<string, string>>;
  /** Of IPv4, by interface, and what is set for `all`. */
  readonly netconf: Readonly<Record<string, ObservedNetconf>>;
  /** Of nftables, those of iptables among them. */
  readonly tables: readonly ObservedTable[];
  /** Those whose processes use this stack, by the ids of their records. */
  readonly containers: Readonly<Record<RecordId, ObservedContainer>>;
}

export interface ObservedContainer {
  /** Of its command, as it is numbered in the lab. */
  readonly pid: number;
}

/** A table of a firewall, in the words of the program that knows it best, without counters. */
export type ObservedTable = OtherTable;

export interface ObservedInterface {
  readonly ifindex: number;
  readonly name: string;
  /** `loopback`, `veth`, `bridge`, or whatever else ip-link(8) calls it. */
  readonly kind: string;
  /** The kernel's flags as ip-link(8) prints them: UP, LOWER_UP, NO-CARRIER… */
  readonly flags: readonly string[];
  readonly adminState: AdminState;
  /** RFC 2863: `up`, `down`, `lowerlayerdown`, `unknown` (works; lo reports it)… */
  readonly operstate: string;
  readonly carrier: boolean;
  /** Its own: a bond's member sends with the bond's, and has its own again when it leaves. */
  readonly macAddress: string | null;
  readonly mtu: number;
  /** The bridge this is a port of, or the bond it is a member of, by name, in the same namespace. */
  readonly master: string | null;
  /** A veth's other end; `namespace` is null when it is in one that has no name here. */
  readonly peer: { readonly namespace: string | null; readonly ifindex: number } | null;
  /** What it is on, where it is on another interface; `namespace` is null when that is in one that has no name here. */
  readonly lower: { readonly namespace: string | null; readonly ifindex: number } | null;
  /** What only its kind has, as a record's fields say it; null where no record can stand for it, or its kind has a field of its own here. */
  readonly settings: Readonly<Record<string, unknown>> | null;
  readonly addresses: readonly ObservedAddress[];
  /** What somebody put at its root, and not the kernel itself. */
  readonly qdisc: Qdisc | null;
  /** As a bridge's port: `disabled`, `listening`, `learning`, `forwarding`, `blocking`. */
  readonly bridgePort: { readonly state: string } | null;
  /** As a bond's member: may it carry frames, and has it a carrier, as the bond knows it? */
  readonly bondMember: { readonly state: "active" | "backup"; readonly isUp: boolean } | null;
  /** As a bridge. */
  readonly bridge: {
    readonly stp: boolean;
    readonly ageingTimeSeconds: number;
    readonly vlanFiltering: boolean;
  } | null;
  /** As a bridge or its port, where the kernel knows of VLANs. */
  readonly vlans: Vlans | null;
}

export interface ObservedAddress {
  /** `10.0.0.1/24` */
  readonly address: string;
  /** `global`, `link`, `host` */
  readonly scope: string;
  /** Duplicate address detection (RFC 4862): `tentative` cannot be used yet, `dadfailed` never; null when done. */
  readonly dadState: "tentative" | "dadfailed" | null;
}

export interface ObservedRoute {
  /** `10.0.0.0/24`, `0.0.0.0/0`, `::/0` */
  readonly destination: string;
  readonly gateway: string | null;
  readonly interface: string | null;
  readonly metric: number | null;
  readonly table: number;
  /** Who made it: `kernel` (a connected route), `boot` or `static` (somebody), … */
  readonly protocol: string;
  /** `linkdown`, `dead`, `onlink`, … */
  readonly flags: readonly string[];
}

export interface ObservedPolicyRule extends Omit<PolicyRuleRecord, "id" | "kind" | "namespace" | "action"> {
  readonly action: string;
  /** Who made it: `kernel` (it was born with it), `boot` or `static` (somebody), … */
  readonly protocol: string;
  /** What no record can say, in the words of `ip rule`. */
  readonly others: readonly string[];
}

/** What the kernel tells of an interface's sysctls by itself (net.ipv4.conf.*). */
export interface ObservedNetconf {
  /** rp_filter: 0 is off, 1 strict, 2 loose (RFC 3704). */
  readonly rpFilter: number;
  readonly proxyArp: boolean;
}

export interface ObservedNeighbor {
  readonly address: string;
  readonly interface: string;
  readonly macAddress: string | null;
  /** NUD states: `REACHABLE`, `STALE`, `FAILED`, … */
  readonly state: string;
}

/** null takes away. Parts that did not change are left out. */
export interface ObservedDiff {
  readonly namespaces: Readonly<Record<string, ObservedNamespaceDiff | null>>;
}

export interface ObservedNamespaceDiff {
  readonly inode?: number | null;
  readonly interfaces?: Readonly<Record<string, ObservedInterface | null>>;
  readonly routes?: readonly ObservedRoute[];
  readonly rules?: readonly ObservedPolicyRule[];
  readonly neighbors?: readonly ObservedNeighbor[];
  readonly forwarding?: { readonly ipv4: boolean; readonly ipv6: boolean };
  readonly sysctls?: Readonly<Record<string, string>>;
  readonly netconf?: ObservedNamespace["netconf"];
  readonly tables?: readonly ObservedTable[];
  readonly containers?: ObservedNamespace["containers"];
}

/** Totals since the interface was made; bytes and packets as the namespace sees them. */
export interface Counters {
  readonly rxBytes: number;
  readonly rxPackets: number;
  readonly rxErrors: number;
  readonly rxDropped: number;
  readonly txBytes: number;
  readonly txPackets: number;
  readonly txErrors: number;
  readonly txDropped: number;
}

/** Of a namespace's chains, by family, table and name: rule for rule. */
export type RuleCounters = Readonly<Record<string, readonly (RuleCounter | null)[]>>;

export interface RuleCounter {
  readonly packets: number;
  readonly bytes: number;
}

export const nothingObserved: Observed = { namespaces: {} };
export const emptyObservedNamespace: ObservedNamespace = {
  inode: null,
  interfaces: {},
  routes: [],
  rules: [],
  neighbors: [],
  forwarding: { ipv4: false, ipv6: false },
  sysctls: {},
  netconf: {},
  tables: [],
  containers: {},
};
