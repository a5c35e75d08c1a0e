import * as z from "zod";
import { containerSchema } from "./container.ts";
import {
  addressesSchema,
  adminStateSchema,
  destinationSchema,
  gatewaySchema,
  macAddressSchema,
  namespaceNameSchema,
  recordIdSchema,
  type AdminState,
  type RecordId,
} from "./fields.ts";
import { firewallSchema, type FirewallRecord } from "./firewall.ts";
import { interfaceKinds, type SingleKind } from "./interface-kinds/index.ts";
import type { InterfaceKind, Settings } from "./interface-kinds/kind.ts";
import {
  bornInterface,
  inNamespaceSchema,
  interfaceShape,
  macAddressOf,
  masterSchema,
  withMacAddress,
} from "./interface-shape.ts";
import { hostId, hostName, namespaceNameMaxBytes } from "./names.ts";
import { mainTable, routeTableSchema } from "./routing-table.ts";
import type { ObservedInterface } from "./observed.ts";
import { policyRuleSchema, type PolicyRuleRecord } from "./policy-rule.ts";
import { sysctlKeySchema, sysctlValueSchema } from "./sysctl.ts";

export type { AdminState, FirewallRecord, PolicyRuleRecord, RecordId };

/**
 * The lab's document: what the user wants. Records by opaque id, plus the places of cards on the canvas.
 * Words and limits are the kernel's (ip-link(8), ip-address(8), ip-route(8), linux/if_link.h).
 */

/** What the kernel gives a new namespace, bridge, veth end and route when nothing else is asked for. */
const born = {
  namespace: { forwarding: { ipv4: false, ipv6: false }, sysctls: {} },
  bridge: { stp: false, vlanFiltering: false, ageingTimeSeconds: 300, resolvesNames: false },
  route: { gateway: null, interface: null, metric: null, table: mainTable },
} as const;

const namespaceSchema = z
  .strictObject({
    id: recordIdSchema,
    kind: z.literal("namespace"),
    name: z.string().describe(`At most ${namespaceNameMaxBytes} bytes of letters, digits, _, - and .`),
    loopback: z
      .strictObject({ adminState: adminStateSchema, addresses: addressesSchema })
      .default({ adminState: "down", addresses: [] }),
    forwarding: z.strictObject({ ipv4: z.boolean(), ipv6: z.boolean() }).default(born.namespace.forwarding),
    sysctls: z.record(sysctlKeySchema, sysctlValueSchema).default(born.namespace.sysctls),
  })
  .superRefine((record, context) => {
    const isHost = record.id === hostId;
    if (isHost !== (record.name === hostName)) {
      context.addIssue({
        code: "custom",
        path: ["name"],
        message: isHost
          ? `must stay ${hostName}`
          : `must be another name: ${hostName} is the lab's own namespace`,
        params: { problem: "reserved" },
      });
    }
    const checked = isHost ? null : namespaceNameSchema.safeParse(record.name);
    for (const issue of checked?.error?.issues ?? []) {
      if (issue.code === "custom") context.addIssue({ ...issue, path: ["name"] });
    }
    if (Object.keys(record.sysctls).length > 64) {
      context.addIssue({ code: "custom", path: ["sysctls"], message: "must have at most 64 entries" });
    }
  });

const bridgeShape = {
  ...interfaceShape,
  kind: z.literal("bridge"),
  stp: z.boolean().default(born.bridge.stp),
  vlanFiltering: z
    .boolean()
    .default(born.bridge.vlanFiltering)
    .describe("Does it look at tags? Then frames stay in their VLANs: see vlans, of its ports and its own."),
  resolvesNames: z
    .boolean()
    .default(born.bridge.resolvesNames)
    .describe(
      "Do the containers plugged into it find each other by name, as on a user-defined network of Docker's? Its address is their gateway, and the network of that their subnet.",
    ),
  ageingTimeSeconds: z
    .int()
    .min(0)
    .max(1_000_000)
    .default(born.bridge.ageingTimeSeconds)
    .describe("Forwarding entries unused for so long are dropped. 0 forgets at once: a hub."),
};

const vethShape = {
  ...interfaceShape,
  kind: z.literal("veth"),
  master: masterSchema,
  peer: recordIdSchema.describe(
    "The id of the other end. A pair is two records that name each other, added in one batch.",
  ),
};

const routeShape = {
  id: recordIdSchema,
  kind: z.literal("route"),
  namespace: inNamespaceSchema,
  destination: destinationSchema.describe("A network, or default."),
  gateway: gatewaySchema.nullable().default(born.route.gateway),
  interface: recordIdSchema
    .nullable()
    .default(born.route.interface)
    .describe(
      "The id of the interface that packets leave by; null lets the kernel find it from the gateway.",
    ),
  metric: z
    .int()
    .min(0)
    .max(0xffff_ffff)
    .nullable()
    .default(born.route.metric)
    .describe("Lower wins. null is the kernel's default: 0 for IPv4, 1024 for IPv6."),
  table: routeTableSchema,
};

const bridgeSchema = z.strictObject(bridgeShape).transform(withMacAddress);
const vethSchema = z.strictObject(vethShape).transform(withMacAddress);
const routeSchema = z.strictObject(routeShape).transform(withFamily);
/** Fields left out get what the kernel would give; a MAC address, one derived from the id. */
export const recordSchema = z
  .discriminatedUnion("kind", [
    namespaceSchema,
    bridgeSchema,
    vethSchema,
    routeSchema,
    policyRuleSchema,
    firewallSchema,
    ...Object.values(interfaceKinds).map(({ schema }) => schema),
    containerSchema,
  ])
  .meta({
    id: "Record",
    description:
      "What is left out is as the kernel makes it. The lab's own namespace has the id and the name host.",
  });
/** A record as it is kept: nothing is left out. */
export const keptRecordSchema = z
  .discriminatedUnion("kind", [
    namespaceSchema,
    z.strictObject({ ...bridgeShape, macAddress: macAddressSchema }),
    z.strictObject({ ...vethShape, macAddress: macAddressSchema }),
    z.strictObject(routeShape),
    policyRuleSchema,
    firewallSchema,
    ...Object.values(interfaceKinds).map(({ keptSchema }) => keptSchema),
    containerSchema,
  ])
  .meta({ id: "KeptRecord", description: "A record with nothing left out." });

export type NamespaceRecord = z.infer<typeof namespaceSchema>;
export type BridgeRecord = z.infer<typeof bridgeSchema>;
export type VethRecord = z.infer<typeof vethSchema>;
export type RouteRecord = z.infer<typeof routeSchema>;
/** An interface that is one record by itself, of a kind in `interface-kinds/`. */
export type SingleRecord = z.infer<(typeof interfaceKinds)[SingleKind]["schema"]>;
export type BondRecord = Extract<SingleRecord, { kind: "bond" }>;
export type InterfaceRecord = BridgeRecord | VethRecord | SingleRecord;
export type TopologyRecord = z.infer<typeof recordSchema>;

export const positionSchema = z.strictObject({
  x: z.number().min(-1e6).max(1e6),
  y: z.number().min(-1e6).max(1e6),
});
export type Position = z.infer<typeof positionSchema>;

/** Records by id. Insertion order carries no meaning. */
export type Topology = Readonly<Record<RecordId, TopologyRecord>>;
/** Where cards stand on the canvas, their upper left corners; of a bridge, as it is without ports. Planning never sees it. */
export type Layout = Readonly<Record<RecordId, Position>>;
export interface Document {
  readonly topology: Topology;
  readonly layout: Layout;
}

/** A lab holds at most this many records: a bound on what one lab may ask of the machine. */
export const maxRecords = 10_000;

export const documentSchema = z.strictObject({
  topology: z.record(recordIdSchema, recordSchema),
  layout: z.record(recordIdSchema, positionSchema),
});

/** A new lab: only its host, lo up as on any machine that has booted. */
export const emptyDocument: Document = {
  topology: { [hostId]: newNamespace(hostId, hostName, { loopback: { adminState: "up", addresses: [] } }) },
  layout: {},
};

/** A namespace as the kernel makes it: lo down, nothing forwarded. */
export function newNamespace(
  id: RecordId,
  name: string,
  fields: Partial<NamespaceRecord> = {},
): NamespaceRecord {
  return {
    id,
    kind: "namespace",
    name,
    ...born.namespace,
    loopback: { adminState: "down", addresses: [] },
    ...fields,
  };
}

/** A bridge with the kernel's defaults (STP off, ageing after 300 s), down. */
export function newBridge(
  id: RecordId,
  namespace: RecordId,
  name: string,
  fields: Partial<BridgeRecord> = {},
): BridgeRecord {
  return { ...newInterface(id, namespace, name), kind: "bridge", ...born.bridge, ...fields };
}

/** One end of a veth pair, down; its peer must be made in the same edit. */
export function newVeth(
  id: RecordId,
  peer: RecordId,
  namespace: RecordId,
  name: string,
  fields: Partial<VethRecord> = {},
): VethRecord {
  return { ...newInterface(id, namespace, name), kind: "veth", peer, master: null, ...fields };
}

function newInterface(id: RecordId, namespace: RecordId, name: string) {
  return { id, namespace, name, ...bornInterface, macAddress: macAddressOf(id), addresses: [] };
}

/** An interface of one of the kinds that are one record by itself; null when a field is wrong or wanting. */
export function parseSingle(kind: string, fields: Readonly<Record<string, unknown>>): SingleRecord | null {
  if (!isSingleKind(kind)) return null;
  const { schema } = interfaceKinds[kind];
  // Of some the address is another's: they have none to say.
  const parsed = [fields, { ...fields, macAddress: null }].map((each) => schema.safeParse({ ...each, kind }));
  return parsed.find(({ success }) => success)?.data ?? null;
}

export function newRoute(
  id: RecordId,
  namespace: RecordId,
  destination: string,
  fields: Partial<RouteRecord> = {},
): RouteRecord {
  return { id, kind: "route", namespace, destination, ...born.route, ...fields };
}

/** `default` has no family of its own: it is the gateway's, and without one IPv4's, as in ip-route(8). */
function withFamily<R extends { readonly destination: string; readonly gateway: string | null }>(
  route: R,
): R {
  if (route.destination !== "default") return route;
  const isIpv6 = route.gateway !== null && addressFamily(route.gateway) === "ipv6";
  return { ...route, destination: isIpv6 ? "::/0" : "0.0.0.0/0" };
}

export function isInterface(record: TopologyRecord | undefined): record is InterfaceRecord {
  return record?.kind === "bridge" || record?.kind === "veth" || isSingle(record);
}

/** The bridge that it is a port of. A bond's member is nobody's port. */
export function bridgeOf(topology: Topology, record: TopologyRecord): BridgeRecord | null {
  const master = canBePort(record) && record.master !== null ? topology[record.master] : undefined;
  return master?.kind === "bridge" ? master : null;
}

/** The bond that it is a member of. */
export function bondOf(topology: Topology, record: TopologyRecord): BondRecord | null {
  const master = canBePort(record) && record.master !== null ? topology[record.master] : undefined;
  return master?.kind === "bond" ? master : null;
}

/** Does it have a master, or none at present? */
export function canBePort(record: TopologyRecord | undefined): record is VethRecord | SingleRecord {
  return record?.kind === "veth" || isSingle(record);
}

export function isSingle(record: TopologyRecord | undefined): record is SingleRecord {
  return record !== undefined && isSingleKind(record.kind);
}

/** Can a record stand for an interface of this kind, as the kernel calls it? */
export function isDrawableKind(kind: string): boolean {
  return kind === "bridge" || kind === "veth" || isSingleKind(kind);
}

/** What is said of its kind. */
export function kindOf(record: SingleRecord): InterfaceKind<SingleRecord> {
  return interfaceKinds[record.kind] as unknown as InterfaceKind<SingleRecord>;
}

/** What the kernel has of what only its kind has, but for what it has changed by itself. */
export function settingsAsDrawn(record: SingleRecord, { settings }: ObservedInterface): Settings {
  if (settings === null) return {};
  return kindOf(record).asDrawn?.(record, settings) ?? settings;
}

/** Has it a MAC address of its own? Some have what they are on has, or no Ethernet at all. */
export function hasMacAddress(record: InterfaceRecord): record is InterfaceRecord & { macAddress: string } {
  return !isSingle(record) || (record.macAddress !== null && kindOf(record).hasMacAddress(record));
}

/** Does it lead out of the lab? */
export function leadsOut(record: SingleRecord): boolean {
  return kindOf(record).leadsOut === true;
}

export function isSingleKind(kind: string): kind is SingleKind {
  return Object.hasOwn(interfaceKinds, kind);
}

/** What people call it; a namespace has one firewall, which needs no name, and a rule has a number. */
export function nameOf(record: TopologyRecord): string {
  if (record.kind === "firewall") return record.kind;
  if (record.kind === "rule") return `${record.kind} ${record.priority}`;
  return record.kind === "route" ? record.destination : record.name;
}

/** Is it drawn nowhere but in its namespace's inspector? */
export function isOnNoCard(
  record: TopologyRecord | undefined,
): record is RouteRecord | PolicyRuleRecord | FirewallRecord {
  return record?.kind === "route" || record?.kind === "rule" || record?.kind === "firewall";
}

export function namespaceOf(topology: Topology, id: RecordId): NamespaceRecord {
  const record = topology[id];
  if (record?.kind !== "namespace") throw new TypeError(`no namespace ${id}`);
  return record;
}

export function* recordsOfKind<K extends TopologyRecord["kind"]>(
  topology: Topology,
  kind: K,
): Generator<Extract<TopologyRecord, { kind: K }>> {
  for (const record of Object.values(topology)) {
    if (record.kind === kind) yield record as Extract<TopologyRecord, { kind: K }>;
  }
}

export function* interfacesOf(topology: Topology, namespace: RecordId): Generator<InterfaceRecord> {
  for (const record of Object.values(topology)) {
    if (isInterface(record) && record.namespace === namespace) yield record;
  }
}

export function addressFamily(address: string): "ipv4" | "ipv6" {
  return address.includes(":") ? "ipv6" : "ipv4";
}

/** The metric the kernel keeps: IPv6 has none below 1 and takes 1024 for it (IP6_RT_PRIO_USER), IPv4 keeps 0. */
export function effectiveMetric({ destination, metric }: RouteRecord): number {
  return metric === null || metric === 0 ? (addressFamily(destination) === "ipv6" ? 1024 : 0) : metric;
}
