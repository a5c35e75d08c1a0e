import * as fc from "fast-check";
import { applyEdit } from "../apply-edit.ts";
import { batch, type Edit } from "../edit.ts";
import { ProblemError } from "../errors.ts";
import { networkOf, nthAddress, parsePrefix } from "../prefix.ts";
import {
  addressFamily,
  canBePort,
  emptyDocument,
  newBridge,
  newNamespace,
  newRoute,
  newVeth,
  recordsOfKind,
  type BridgeRecord,
  type Document,
  type InterfaceRecord,
  type NamespaceRecord,
  type RecordId,
  type RouteRecord,
  type SingleRecord,
  type Topology,
  type VethRecord,
} from "../topology.ts";
import {
  addressPool,
  interfaceNames,
  interfacesIn,
  namespacesOf,
  pick,
  pickOf,
  type Choices,
} from "./random-choices.ts";
import { addFirewall, updateFirewall } from "./random-firewalls.ts";
import { addPolicyRule, updatePolicyRule } from "./random-policy-rules.ts";
import { addSingle, singleSettings } from "./random-singles.ts";

/** What somebody does who draws at random. The numbers choose among what is there, so that a move always means something. */
export interface Move extends Choices {
  readonly kind: MoveKind;
}

type MoveKind = keyof typeof moveKinds;

/** Several moves at once, sent as one edit. */
export type MoveGroup = readonly Move[];

// Small pools: names, addresses and ids meet again, and collide.
const namespaceNames = ["red", "blue", "ns1", "ns2", "ns10", "1", "été", "名前", "a.b-c_d", "ns1-2"];
const destinations = [
  "0.0.0.0/0",
  "10.9.0.0/16",
  "10.0.0.0/24",
  "192.0.2.0/24",
  "198.51.100.7/32",
  "::/0",
  "2001:db8:9::/48",
  "2001:db8::/64",
  "2001:db8:9::9/128",
] as const;
const mtus = [1500, 1500, 1400, 1280, 1000, 68, 9000, 65535] as const;
const macAddresses = [
  "02:00:00:00:00:01",
  "02:00:00:00:00:02",
  "0a:bb:cc:dd:ee:ff",
  "00:16:3e:11:22:33",
] as const;
const tables = [254, 254, 254, 100, 300, 4_294_967_295] as const;
const metrics = [null, null, null, 0, 100, 256, 1024] as const;
/** Of a whole namespace. */
export const namespaceSysctls = [
  "net.ipv4.icmp_echo_ignore_all",
  "net.ipv4.tcp_syncookies",
  "net.ipv4.conf.all.rp_filter",
  "net.ipv6.conf.all.router_solicitations",
] as const;
/** The star stands for an interface, `all` or `default`. */
const interfaceSysctls = [
  "net.ipv4.conf.*.rp_filter",
  "net.ipv4.conf.*.forwarding",
  "net.ipv4.conf.*.accept_redirects",
  "net.ipv4.conf.*.promote_secondaries",
  "net.ipv4.neigh.*.ucast_solicit",
  "net.ipv6.conf.*.disable_ipv6",
  "net.ipv6.conf.*.forwarding",
  "net.ipv6.conf.*.accept_dad",
  "net.ipv6.conf.*.ignore_routes_with_linkdown",
  "net.ipv6.neigh.*.ucast_solicit",
] as const;
const sysctls = [...namespaceSysctls, ...interfaceSysctls, ...interfaceSysctls] as const;
/** The kernel takes each for each. */
const sysctlValues = ["1", "0", "1"] as const;

const moveKinds = {
  addNamespace,
  addBridge,
  addPair,
  addSingle,
  singleSettings,
  addRoute,
  addresses,
  adminState,
  mtu,
  quality,
  macAddress,
  renameInterface,
  swapInterfaceNames,
  bridgeSettings,
  master,
  moveEnd,
  renameNamespace,
  swapNamespaceNames,
  loopback,
  forwarding,
  sysctl,
  updateRoute,
  addFirewall,
  updateFirewall,
  addPolicyRule,
  updatePolicyRule,
  remove,
  place,
} satisfies Readonly<Record<string, (topology: Topology, choices: Choices) => Edit | null>>;

/** The more often something is here, the more often it is drawn. */
const weights: readonly { weight: number; kinds: readonly MoveKind[] }[] = [
  { weight: 5, kinds: ["addPair", "addresses"] },
  { weight: 3, kinds: ["addNamespace", "adminState", "addRoute", "moveEnd", "master", "addSingle"] },
  {
    weight: 2,
    kinds: [
      "quality",
      "sysctl",
      "addBridge",
      "mtu",
      "renameInterface",
      "updateRoute",
      "loopback",
      "updateFirewall",
      "addPolicyRule",
    ],
  },
  {
    weight: 1,
    kinds: [
      "singleSettings",
      "macAddress",
      "remove",
      "swapInterfaceNames",
      "bridgeSettings",
      "renameNamespace",
      "swapNamespaceNames",
      "addFirewall",
      "updatePolicyRule",
      "forwarding",
      "place",
    ],
  },
];

const choice = fc.nat(9999);
const randomMove: fc.Arbitrary<Move> = fc.record({
  kind: fc.oneof(
    ...weights.map(({ weight, kinds }) => ({
      weight: weight * kinds.length,
      arbitrary: fc.constantFrom(...kinds),
    })),
  ),
  a: choice,
  b: choice,
  c: choice,
  d: choice,
});
export const randomMoveGroup: fc.Arbitrary<MoveGroup> = fc.oneof(
  { weight: 3, arbitrary: fc.tuple(randomMove) },
  { weight: 1, arbitrary: fc.array(randomMove, { minLength: 2, maxLength: 6 }) },
);

/** Documents that a person gets to by drawing at random: all valid, many strange. */
export const randomDocument: fc.Arbitrary<Document> = fc.array(randomMoveGroup, { maxLength: 30 }).map(drawn);

/** Of a dozen records and more, mostly. */
export const largeRandomDocument: fc.Arbitrary<Document> = fc
  .array(randomMoveGroup, { minLength: 60, maxLength: 90, size: "max" })
  .map(drawn);

function drawn(groups: readonly MoveGroup[]): Document {
  return groups.reduce((document, group) => applyOrKeep(document, toEdit(document, group)), emptyDocument);
}

/** A document, and an edit that it accepts. */
export const documentAndEdit: fc.Arbitrary<{ document: Document; edit: Edit }> = fc
  .tuple(randomDocument, fc.array(randomMoveGroup, { minLength: 1, maxLength: 8 }))
  .map(([document, groups]) => {
    const edits = groups.map((group) => toEdit(document, group));
    const accepted = edits.find((edit) => applyOrKeep(document, edit) !== document);
    return { document, edit: accepted ?? batch() };
  });

function applyOrKeep(document: Document, edit: Edit): Document {
  try {
    return applyEdit(document, edit);
  } catch (error) {
    if (error instanceof ProblemError) return document;
    throw error;
  }
}

/**
 * The edit these moves make of this document. It need not be valid. Loops of bridges are left out: the storm in them
 * takes the machine's processors.
 */
export function toEdit(document: Document, group: MoveGroup): Edit {
  let current = document;
  const edits: Edit[] = [];
  for (const { kind, ...choices } of group) {
    const edit = moveKinds[kind](current.topology, choices);
    if (edit === null) continue;
    const next = applyOrKeep(current, edit);
    if (hasBridgeLoop(next.topology)) continue;
    edits.push(edit);
    current = next;
  }
  const whole = batch(...edits);
  return hasBridgeLoop(applyOrKeep(document, whole).topology) ? batch() : whole;
}

function hasBridgeLoop(topology: Topology): boolean {
  const root = new Map<RecordId, RecordId>();
  const find = (id: RecordId): RecordId => {
    const parent = root.get(id);
    return parent === undefined ? id : find(parent);
  };
  for (const end of recordsOfKind(topology, "veth")) {
    const peer = topology[end.peer];
    if (end.master === null || peer?.kind !== "veth" || peer.master === null || end.id > peer.id) continue;
    const [a, b] = [find(end.master), find(peer.master)];
    if (a === b) return true;
    root.set(a, b);
  }
  return false;
}

function portsOf(topology: Topology): (VethRecord | SingleRecord)[] {
  return Object.values(topology).filter(canBePort);
}

function bridgesOf(topology: Topology, namespace?: RecordId): BridgeRecord[] {
  return [...recordsOfKind(topology, "bridge")].filter(
    (bridge) => namespace === undefined || bridge.namespace === namespace,
  );
}

function addNamespace(_topology: Topology, { a, b, c }: Choices): Edit {
  return {
    op: "add",
    record: newNamespace(`n${a % 12}`, pick(namespaceNames, b) ?? "", {
      loopback: { adminState: c % 3 === 0 ? "down" : "up", addresses: [] },
    }),
  };
}

function addBridge(topology: Topology, { a, b, c, d }: Choices): Edit | null {
  const namespace = pick(namespacesOf(topology), a);
  if (namespace === undefined) return null;
  return {
    op: "add",
    record: newBridge(`b${b % 8}`, namespace.id, pick(interfaceNames, c) ?? "", {
      adminState: d % 4 === 0 ? "down" : "up",
      addresses: d % 3 === 0 ? [pickOf(addressPool, d)] : [],
    }),
  };
}

function addPair(topology: Topology, { a, b, c, d }: Choices): Edit | null {
  const from = pick(namespacesOf(topology), a);
  const to = pick(namespacesOf(topology), b);
  if (from === undefined || to === undefined) return null;
  const [first, second] = [`v${d % 20}a`, `v${d % 20}b`];
  const end = (id: string, peer: string, namespace: RecordId, choice: number) =>
    newVeth(id, peer, namespace, pick(interfaceNames, choice) ?? "", {
      adminState: choice % 4 === 0 ? "down" : "up",
      addresses: choice % 2 === 0 ? [pickOf(addressPool, choice)] : [],
      master: choice % 3 === 0 ? (pick(bridgesOf(topology, namespace), choice)?.id ?? null) : null,
    });
  return batch(
    { op: "add", record: end(first, second, from.id, c) },
    { op: "add", record: end(second, first, to.id, Math.floor(c / 7) + d) },
  );
}

function addRoute(topology: Topology, choices: Choices): Edit | null {
  const namespace = pick(namespacesOf(topology), choices.a);
  if (namespace === undefined) return null;
  return {
    op: "add",
    record: newRoute(
      `r${choices.d % 10}`,
      namespace.id,
      pickOf(destinations, choices.b),
      routeFields(topology, namespace.id, choices),
    ),
  };
}

function routeFields(topology: Topology, namespace: RecordId, { b, c, d }: Choices): Partial<RouteRecord> {
  const family = addressFamily(pickOf(destinations, b));
  const out = pick(interfacesIn(topology, namespace), c);
  const near = pick(out?.addresses.filter((address) => addressFamily(address) === family) ?? [], d);
  const network = near === undefined ? null : parsePrefix(near);
  const gateway = network === null ? null : nthAddress(networkOf(network), 100 + (d % 3));
  return {
    gateway: gateway?.address ?? null,
    interface: gateway === null || d % 2 === 0 ? (out?.id ?? null) : null,
    metric: pick(metrics, d + c) ?? null,
    table: pickOf(tables, b + d),
  };
}

function updateRoute(topology: Topology, choices: Choices): Edit | null {
  const route = pick([...recordsOfKind(topology, "route")], choices.a);
  if (route === undefined) return null;
  const changes =
    choices.c % 3 === 0
      ? { metric: pick(metrics, choices.b) ?? null, table: pickOf(tables, choices.d) }
      : { destination: pickOf(destinations, choices.b), ...routeFields(topology, route.namespace, choices) };
  return { op: "update", id: route.id, changes };
}

function addresses(topology: Topology, { a, b, c }: Choices): Edit | null {
  const record = pick(interfacesIn(topology), a);
  if (record === undefined) return null;
  const next = changedAddresses(record.addresses, b, c);
  return { op: "update", id: record.id, changes: { addresses: next } };
}

function changedAddresses(now: readonly string[], how: number, choice: number): string[] {
  switch (how % 8) {
    case 0:
      return now.slice(1);
    case 1:
      return now.filter((_address, index) => index !== choice % Math.max(1, now.length));
    case 2:
      return now.toReversed();
    case 3:
      return [pickOf(addressPool, choice), ...now];
    case 4:
      return [pickOf(addressPool, choice), pickOf(addressPool, choice + 1)];
    default:
      return [...now, pickOf(addressPool, choice)];
  }
}

function updateInterface(
  topology: Topology,
  choice: number,
  changes: (record: InterfaceRecord) => Readonly<Record<string, unknown>>,
): Edit | null {
  const record = pick(interfacesIn(topology), choice);
  return record === undefined ? null : { op: "update", id: record.id, changes: changes(record) };
}

function adminState(topology: Topology, { a }: Choices): Edit | null {
  return updateInterface(topology, a, (record) => ({
    adminState: record.adminState === "up" ? "down" : "up",
  }));
}

function mtu(topology: Topology, { a, b, c }: Choices): Edit | null {
  const size = pickOf(mtus, b);
  return updateInterface(topology, a, (record) => ({
    mtu: size,
    ...(size < 1280 && c % 4 !== 0
      ? { addresses: record.addresses.filter((address) => addressFamily(address) === "ipv4") }
      : {}),
  }));
}

/** What every kernel of ours can do. */
const rates = [null, 8000, 1_000_000, 10_000_000_000] as const;

function quality(topology: Topology, { a, b, c }: Choices): Edit | null {
  const rateBitsPerSecond = pickOf(rates, b);
  const isBucket = c % 2 === 0 && rateBitsPerSecond !== null;
  const bucket = isBucket ? { burstBytes: 4000 + c, limitBytes: 60_000 } : {};
  // Without netem only a link loses anything.
  return updateInterface(topology, a, ({ kind }) => ({
    quality: {
      rateBitsPerSecond,
      ...bucket,
      ...(kind === "veth" && c % 3 === 0 ? { lossPercent: pickOf([0.1, 30, 100], b + c) } : {}),
    },
  }));
}

function macAddress(topology: Topology, { a, b }: Choices): Edit | null {
  return updateInterface(topology, a, () => ({ macAddress: pickOf(macAddresses, b) }));
}

function renameInterface(topology: Topology, { a, b }: Choices): Edit | null {
  return updateInterface(topology, a, () => ({ name: pick(interfaceNames, b) }));
}

function swapInterfaceNames(topology: Topology, { a, b }: Choices): Edit | null {
  const one = pick(interfacesIn(topology), a);
  const other = pick(interfacesIn(topology, one?.namespace), b);
  return one === undefined || other === undefined ? null : swapNames(one, other);
}

function swapNamespaceNames(topology: Topology, { a, b }: Choices): Edit | null {
  const one = pick(namespacesOf(topology), a);
  const other = pick(namespacesOf(topology), b);
  return one === undefined || other === undefined ? null : swapNames(one, other);
}

function swapNames(one: NamespaceRecord | InterfaceRecord, other: NamespaceRecord | InterfaceRecord): Edit {
  return batch(
    { op: "update", id: one.id, changes: { name: other.name } },
    { op: "update", id: other.id, changes: { name: one.name } },
  );
}

function bridgeSettings(topology: Topology, { a, b, c }: Choices): Edit | null {
  const bridge = pick(bridgesOf(topology), a);
  if (bridge === undefined) return null;
  return {
    op: "update",
    id: bridge.id,
    changes: b % 2 === 0 ? { stp: !bridge.stp } : { ageingTimeSeconds: pickOf([0, 30, 300, 1_000_000], c) },
  };
}

function master(topology: Topology, { a, b, c }: Choices): Edit | null {
  const end = pick(portsOf(topology), a);
  if (end === undefined) return null;
  if (c % 4 === 0) return { op: "update", id: end.id, changes: { master: null } };
  const bridge = pick(bridgesOf(topology, c % 2 === 0 ? end.namespace : undefined), b);
  if (bridge === undefined) return null;
  return { op: "update", id: end.id, changes: { namespace: bridge.namespace, master: bridge.id } };
}

function moveEnd(topology: Topology, { a, b, c, d }: Choices): Edit | null {
  const end = pick(portsOf(topology), a);
  const namespace = pick(namespacesOf(topology), b);
  if (end === undefined || namespace === undefined) return null;
  const name = c % 2 === 0 ? {} : { name: pick(interfaceNames, d) };
  return { op: "update", id: end.id, changes: { namespace: namespace.id, ...name } };
}

function renameNamespace(topology: Topology, { a, b }: Choices): Edit | null {
  const namespace = pick(namespacesOf(topology), a);
  return namespace === undefined
    ? null
    : { op: "update", id: namespace.id, changes: { name: pick(namespaceNames, b) } };
}

function loopback(topology: Topology, { a, b, c }: Choices): Edit | null {
  const namespace = pick(namespacesOf(topology), a);
  if (namespace === undefined) return null;
  const { adminState: state, addresses: now } = namespace.loopback;
  const next =
    b % 2 === 0
      ? { adminState: state === "up" ? "down" : "up", addresses: now }
      : {
          adminState: state,
          addresses:
            c % 3 === 0
              ? []
              : [...now, pickOf(["192.168.7.7/32", "fd00::7/128", "10.0.0.7/24", "127.0.0.2/8"], c)],
        };
  return { op: "update", id: namespace.id, changes: { loopback: next } };
}

function forwarding(topology: Topology, { a, b }: Choices): Edit | null {
  const namespace = pick(namespacesOf(topology), a);
  if (namespace === undefined) return null;
  const { ipv4, ipv6 } = namespace.forwarding;
  const next = b % 2 === 0 ? { ipv4: !ipv4, ipv6 } : { ipv4, ipv6: !ipv6 };
  return { op: "update", id: namespace.id, changes: { forwarding: next } };
}

function sysctl(topology: Topology, { a, b, c, d }: Choices): Edit | null {
  const namespace = pick(namespacesOf(topology), a);
  if (namespace === undefined) return null;
  const changes = (next: NamespaceRecord["sysctls"]): Edit => ({
    op: "update",
    id: namespace.id,
    changes: { sysctls: next },
  });
  const known = Object.keys(namespace.sysctls);
  const cleared = pick(known, b);
  if (cleared !== undefined && c % 3 === 0)
    return changes(Object.fromEntries(Object.entries(namespace.sysctls).filter(([key]) => key !== cleared)));
  const names = interfacesIn(topology, namespace.id).map(({ name }) => name.replaceAll(".", "/"));
  const pattern = pickOf(sysctls, b);
  // A namespace of its own has no others for its neighbour tables.
  const wide = pattern.includes(".neigh.") ? [] : ["all", "default"];
  const key = pattern.replace("*", pickOf(["lo", ...wide, ...names, ...names], d));
  return changes({ ...namespace.sysctls, [key]: pickOf(sysctlValues, c) });
}

function remove(topology: Topology, { a }: Choices): Edit | null {
  const record = pick(Object.values(topology), a);
  return record === undefined ? null : { op: "remove", id: record.id };
}

function place(topology: Topology, { a, b, c, d }: Choices): Edit | null {
  const record = pick(Object.values(topology), a);
  if (record === undefined) return null;
  return { op: "place", positions: { [record.id]: d % 4 === 0 ? null : { x: b, y: 0 - c } } };
}
