import { hostName } from "../../shared/names.ts";
import type {
  Counters,
  ObservedInterface,
  ObservedNamespace,
  ObservedNeighbor,
  ObservedPolicyRule,
  ObservedRoute,
  ObservedTable,
} from "../../shared/observed.ts";
import type { Qdisc } from "../../shared/quality.ts";
import { noVlans, type Vlans } from "../../shared/vlans.ts";
import { allDirt, type Dirt } from "./dirt.ts";
import { decodeAddresses, requestAddresses, type Addresses } from "./netlink/addresses.ts";
import { isIdleFallbackTunnel } from "./netlink/fallback-tunnels.ts";
import { decodeHasTables, requestTables } from "./netlink/firewall.ts";
import { decodeForwarding, requestForwarding } from "./netlink/forwarding.ts";
import { own } from "../../shared/own.ts";
import { kindReaders } from "./netlink/interface-kinds/index.ts";
import type { KindReader } from "./netlink/interface-kinds/kind.ts";
import {
  decodeCounters,
  decodeLinks,
  requestCounters,
  requestLink,
  requestLinks,
  type Link,
  type Peers,
} from "./netlink/links.ts";
import { checked, type Answer } from "./netlink/message.ts";
import { decodeNeighbors, requestNeighbors, type Neighbor } from "./netlink/neighbors.ts";
import { decodeQdiscs, isKernelsOwnQdisc, requestQdiscs } from "./netlink/qdiscs.ts";
import { decodeVlans, requestVlans } from "./netlink/vlans.ts";
import { decodeRoutes, requestRoutes, type Route } from "./netlink/routes.ts";
import { decodeNetconf, requestNetconf } from "./netlink/netconf.ts";
import { decodePolicyRules, requestPolicyRules } from "./netlink/policy-rules.ts";
import { decodeNumber, requestNumber } from "./netlink/numbers.ts";
import type { Question, Reader, Replies } from "./reader.ts";

/** ENODEV: there is no such interface. */
const noSuchDevice = 19;

interface Surroundings {
  /** What the lab's host calls the namespace with this number of its own. */
  readonly nameOfNsid: (nsid: number) => string | null;
  /** What it calls those to which another namespace has given numbers. */
  readonly namesIn: (namespace: string) => Promise<ReadonlyMap<number, string>>;
  /** Those to be read of this namespace. */
  readonly sysctls: readonly string[];
  /** Of its firewall: what a program has to be started for. */
  readonly readTables: () => Promise<readonly ObservedTable[]>;
  /** Whose processes use the stack with this identity. */
  readonly containersIn: (inode: number) => ObservedNamespace["containers"];
}

/** What was asked about, as it comes in; null is what was not asked about. */
interface Heard {
  readonly links: Answer[];
  /** By which number the namespace knows the lab's host. */
  hostNumber: number | null;
  addresses: Addresses;
  readonly settings: Map<number, NonNullable<ObservedInterface["settings"]>>;
  qdiscs: ReadonlyMap<number, Qdisc>;
  /** null where the kernel knows nothing of VLANs. */
  vlans: ReadonlyMap<number, Vlans> | null;
  routes: Route[] | null;
  policyRules: ObservedPolicyRule[] | null;
  neighbors: Neighbor[] | null;
  forwarding: { ipv4: boolean; ipv6: boolean } | null;
  netconf: ReturnType<typeof decodeNetconf> | null;
  hasTables: boolean;
}

interface Query extends Question {
  readonly hear: (answer: Answer) => void;
}

/** Interface index → name. */
type Names = ReadonlyMap<number, string>;

/**
 * Reads what is dirty of one namespace.
 *
 * @param known  what was known of it; what is not dirty stays as it was
 * @returns null when there is no such namespace
 * @throws when the reader dies, or the kernel refuses to answer
 */
export async function readNamespace(
  reader: Reader,
  name: string,
  dirt: Dirt,
  known: ObservedNamespace,
  surroundings: Surroundings,
): Promise<ObservedNamespace | null> {
  const { sysctls } = surroundings;
  const heard: Heard = {
    links: [],
    hostNumber: null,
    addresses: new Map(),
    settings: new Map(),
    qdiscs: new Map(),
    vlans: null,
    routes: null,
    policyRules: null,
    neighbors: null,
    forwarding: null,
    netconf: null,
    hasTables: false,
  };
  const queries = [
    ...linkQueries(dirt.devices, (answer) => heard.links.push(answer)),
    ...(name === hostName ? [] : [hostNumberQuery(heard)]),
    ...(dirt.devices === "all" ? [addressQuery(0, heard), vlanQuery(0, heard)] : []),
    ...(dirt.routes ? routeQueries(heard) : []),
    ...(dirt.policyRules ? policyRuleQueries(heard) : []),
    ...(dirt.neighbors ? [neighborQuery(heard)] : []),
    ...(dirt.sysctls ? [...forwardingQueries(heard), netconfQuery(heard)] : []),
    ...(dirt.firewall ? [tablesQuery(heard)] : []),
  ];
  // An interface made anew has its own anew.
  const readsSysctls = dirt.sysctls || dirt.devices === "all" || dirt.devices.size > 0;
  const replies = await ask(reader, name, queries, readsSysctls ? sysctls : []);
  if (replies === null) return null;
  const { inode } = replies;
  const links = await decodeAllLinks(name, heard, surroundings);
  const more = [
    ...(dirt.devices === "all" ? [] : links.map(({ ifindex }) => addressQuery(ifindex, heard))),
    ...links.flatMap((link) => settingsQuery(link, heard)),
    ...(dirt.devices === "all" ? [] : links.filter(hasVlans).map(({ ifindex }) => vlanQuery(ifindex, heard))),
    ...(links.every(({ qdiscKind }) => isKernelsOwnQdisc(qdiscKind)) ? [] : [qdiscQuery(heard)]),
  ];
  if (more.length > 0 && (await ask(reader, name, more))?.inode !== inode) return null;
  const others = dirt.devices === "all" ? {} : without(known.interfaces, dirt.devices);
  const names: Names = new Map([...Object.values(others), ...links].map((each) => [each.ifindex, each.name]));
  // An index of somebody not known yet, whose own bell is still to be heard.
  if (dirt.devices !== "all" && indexesIn(links, heard).some((ifindex) => !names.has(ifindex)))
    return readNamespace(reader, name, allDirt(), known, surroundings);
  const read = links
    .map((link) => toInterface(link, names, heard))
    .filter((each) => !isIdleFallbackTunnel(each));
  return {
    inode: name === hostName ? null : inode,
    interfaces: { ...others, ...Object.fromEntries(read.map((each) => [each.name, each])) },
    routes: heard.routes?.map((route) => toRoute(route, names)) ?? known.routes,
    rules: heard.policyRules ?? known.rules,
    neighbors: heard.neighbors?.flatMap((neighbor) => toNeighbor(neighbor, names)) ?? known.neighbors,
    forwarding: heard.forwarding ?? known.forwarding,
    sysctls: readsSysctls ? replies.sysctls : known.sysctls,
    netconf: heard.netconf === null ? known.netconf : toNetconf(heard.netconf, names),
    tables: dirt.firewall ? (heard.hasTables ? await surroundings.readTables() : []) : known.tables,
    containers: surroundings.containersIn(inode),
  };
}

/** Interface name → totals, or null when there is no such namespace. */
export async function readCounters(
  reader: Reader,
  namespace: string,
): Promise<Record<string, Counters> | null> {
  const replies = await reader.ask(namespace, [{ request: requestCounters() }]);
  const [answer] = replies?.answers ?? [];
  return answer === undefined ? null : decodeCounters(checked(answer));
}

/** @returns null when there is no such namespace */
async function ask(
  reader: Reader,
  namespace: string,
  queries: readonly Query[],
  sysctls: readonly string[] = [],
): Promise<Replies | null> {
  const replies = await reader.ask(namespace, queries, sysctls);
  for (const [index, answer] of (replies?.answers ?? []).entries()) queries[index]?.hear(answer);
  return replies;
}

function linkQueries(devices: Dirt["devices"], hear: (answer: Answer) => void): Query[] {
  if (devices === "all") return [{ request: requestLinks(), hear: (answer) => hear(checked(answer)) }];
  return [...devices].map((device) => ({
    request: requestLink(device),
    hear: (answer) => hear(checked(answer, noSuchDevice)),
  }));
}

function hostNumberQuery(heard: Heard): Query {
  return {
    request: requestNumber(),
    file: hostName,
    hear: (answer) => (heard.hostNumber = decodeNumber(answer)),
  };
}

/** The numbers of peers' namespaces are the looking namespace's own: those of others have to be asked for. */
async function decodeAllLinks(
  name: string,
  { links, hostNumber }: Heard,
  { nameOfNsid, namesIn }: Surroundings,
): Promise<Link[]> {
  const decode = (nameOf: Peers["nameOfNsid"]) =>
    links.flatMap((answer) => decodeLinks(answer, { namespace: name, nameOfNsid: nameOf }));
  if (name === hostName) return decode(nameOfNsid);
  let hasStrangers = false;
  const decoded = decode((nsid) => {
    if (nsid === hostNumber) return hostName;
    hasStrangers = true;
    return null;
  });
  if (!hasStrangers) return decoded;
  const names = await namesIn(name);
  return decode((nsid) => (nsid === hostNumber ? hostName : (names.get(nsid) ?? null)));
}

function addressQuery(ifindex: number, heard: Heard): Query {
  return {
    request: requestAddresses(ifindex),
    hear: (answer) => {
      // It may have gone since its link was read; that rings.
      heard.addresses = new Map([...heard.addresses, ...decodeAddresses(checked(answer, noSuchDevice))]);
    },
  };
}

function vlanQuery(ifindex: number, heard: Heard): Query {
  const hear = (answer: Answer) => {
    // It may have left its bridge since its link was read; that rings.
    if (answer.errno === 0) heard.vlans = new Map([...(heard.vlans ?? []), ...decodeVlans(answer)]);
  };
  return { request: requestVlans(ifindex), hear };
}

function hasVlans({ kind, bridgePort }: Pick<Link, "kind" | "bridgePort">): boolean {
  return kind === "bridge" || bridgePort !== null;
}

/** For what its link does not say of its kind. */
function settingsQuery({ ifindex, kind, settings }: Link, heard: Heard): Query[] {
  const question = own<KindReader>(kindReaders, kind)?.more;
  if (question === undefined || settings === null) return [];
  const hear = (answer: Answer) =>
    heard.settings.set(ifindex, question.add(settings, checked(answer, noSuchDevice)));
  const { request, asks } = question;
  return [{ request: request(ifindex), ...(asks === undefined ? {} : { asks }), hear }];
}

/** Of all interfaces: the kernel cannot be asked for one's without telling everybody (qdisc_notify, net/sched/sch_api.c). */
function qdiscQuery(heard: Heard): Query {
  return { request: requestQdiscs(), hear: (answer) => (heard.qdiscs = decodeQdiscs(checked(answer))) };
}

function routeQueries(heard: Heard): Query[] {
  return (["ipv4", "ipv6"] as const).map((family) => ({
    request: requestRoutes(family),
    hear: (answer) => (heard.routes = [...(heard.routes ?? []), ...decodeRoutes(answer, family)]),
  }));
}

function policyRuleQueries(heard: Heard): Query[] {
  return (["ipv4", "ipv6"] as const).map((family) => ({
    request: requestPolicyRules(family),
    hear: (answer) =>
      (heard.policyRules = [...(heard.policyRules ?? []), ...decodePolicyRules(answer, family)]),
  }));
}

function neighborQuery(heard: Heard): Query {
  return {
    request: requestNeighbors(),
    hear: (answer) => (heard.neighbors = decodeNeighbors(checked(answer))),
  };
}

function forwardingQueries(heard: Heard): Query[] {
  const forwarding = { ipv4: false, ipv6: false };
  heard.forwarding = forwarding;
  return (["ipv4", "ipv6"] as const).map((family) => ({
    request: requestForwarding(family),
    hear: (answer) => (forwarding[family] = decodeForwarding(answer)),
  }));
}

function netconfQuery(heard: Heard): Query {
  return { request: requestNetconf(), hear: (answer) => (heard.netconf = decodeNetconf(answer)) };
}

function tablesQuery(heard: Heard): Query {
  return {
    request: requestTables(),
    asks: "netfilter",
    hear: (answer) => (heard.hasTables = decodeHasTables(answer)),
  };
}

/** Of masters and outgoing interfaces. */
function indexesIn(links: readonly Link[], { routes, neighbors }: Heard): number[] {
  return [
    ...links.map(({ masterIndex }) => masterIndex),
    ...(routes ?? []).map(({ outgoingIndex }) => outgoingIndex),
    ...(neighbors ?? []).map(({ ifindex }) => ifindex),
  ].filter((ifindex) => ifindex !== null);
}

function without(
  interfaces: ObservedNamespace["interfaces"],
  devices: ReadonlySet<string | number>,
): ObservedNamespace["interfaces"] {
  return Object.fromEntries(
    Object.entries(interfaces).filter(([name, { ifindex }]) => !devices.has(name) && !devices.has(ifindex)),
  );
}

function toInterface(
  { masterIndex, qdiscKind, named, ...link }: Link,
  names: Names,
  { addresses, settings, qdiscs, vlans }: Heard,
): ObservedInterface {
  const nameOf = (ifindex: number | null) => (ifindex === null ? null : (names.get(ifindex) ?? null));
  const told = settings.get(link.ifindex) ?? link.settings;
  const byName = Object.fromEntries(Object.entries(named).map(([key, ifindex]) => [key, nameOf(ifindex)]));
  return {
    ...link,
    settings: told && { ...told, ...byName },
    master: nameOf(masterIndex),
    addresses: addresses.get(link.ifindex) ?? [],
    vlans: vlans === null || !hasVlans(link) ? null : (vlans.get(link.ifindex) ?? noVlans),
    qdisc: isKernelsOwnQdisc(qdiscKind) ? null : (qdiscs.get(link.ifindex) ?? null),
  };
}

function toRoute({ outgoingIndex, ...route }: Route, names: Names): ObservedRoute {
  return { ...route, interface: outgoingIndex === null ? null : (names.get(outgoingIndex) ?? null) };
}

function toNetconf(heard: NonNullable<Heard["netconf"]>, names: Names): ObservedNamespace["netconf"] {
  return Object.fromEntries(
    [...heard].flatMap(([ifindex, netconf]) => {
      const name = ifindex === null ? "all" : names.get(ifindex);
      return name === undefined ? [] : [[name, netconf] as const];
    }),
  );
}

function toNeighbor({ ifindex, ...neighbor }: Neighbor, names: Names): ObservedNeighbor[] {
  const name = names.get(ifindex);
  return name === undefined ? [] : [{ ...neighbor, interface: name }];
}
