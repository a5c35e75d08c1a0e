import { ProblemError } from "./errors.ts";
import { containsAddress, parsePrefix } from "./prefix.ts";
import {
  addressFamily,
  isInterface,
  maxRecords,
  namespaceOf,
  recordsOfKind,
  type InterfaceRecord,
  type RecordId,
  type RouteRecord,
  type Topology,
  type TopologyRecord,
  type VethRecord,
} from "./topology.ts";

/** IPv6 needs links of 1280 bytes (RFC 8200, section 5); the kernel takes it off an interface below that. */
const ipv6MinMtu = 1280;

/**
 * The rules that hold between records; each record alone was checked by its schema. Throws a ProblemError that names
 * the field (`<record id>.<field>`) and the reason.
 */
export function checkTopology(topology: Topology): void {
  if (Object.keys(topology).length > maxRecords) {
    throw new ProblemError({
      kind: "too-large",
      code: "too-many-records",
      detail: `a lab holds at most ${maxRecords} records`,
      parameters: { limit: maxRecords },
    });
  }
  checkUnique(topology);
  const routing = new Routing(topology);
  for (const record of Object.values(topology)) {
    if (record.kind === "namespace") continue;
    if (topology[record.namespace]?.kind !== "namespace") {
      refuse(record, "namespace", "no-such-namespace", `there is no namespace ${record.namespace}`);
    }
    if (record.kind === "route") checkRoute(topology, routing, record);
    else checkInterface(topology, record);
  }
}

function checkUnique(topology: Topology): void {
  const seen = new Set<string>();
  for (const record of Object.values(topology)) {
    const key = uniqueKey(record);
    if (!seen.has(key)) {
      seen.add(key);
      continue;
    }
    if (record.kind === "route") {
      refuse(
        record,
        "destination",
        "route-exists",
        `there is a route to ${record.destination} with this metric already`,
        {
          destination: record.destination,
        },
      );
    }
    refuse(record, "name", "name-taken", `the name ${record.name} is taken`, { name: record.name });
  }
}

/** What the kernel tells two records of a kind apart by. A JSON list, because names may hold any separator. */
function uniqueKey(record: TopologyRecord): string {
  if (record.kind === "namespace") return JSON.stringify(["namespace", record.name]);
  if (record.kind !== "route") return JSON.stringify(["interface", record.namespace, record.name]);
  // The kernel stores IPv6's default metric as 1024 (IP6_RT_PRIO_USER) and IPv4's as 0, so naming it is the same route.
  const defaultMetric = addressFamily(record.destination) === "ipv6" ? 1024 : 0;
  return JSON.stringify(["route", record.namespace, record.destination, record.metric ?? defaultMetric]);
}

function checkInterface(topology: Topology, record: InterfaceRecord): void {
  const seen = new Set<string>();
  for (const [index, address] of record.addresses.entries()) {
    // IPv4 tells 10.0.0.1/24 and 10.0.0.1/16 apart; IPv6 does not.
    const key = addressFamily(address) === "ipv6" ? address.split("/")[0] : address;
    if (seen.has(key ?? address)) {
      refuse(record, `addresses.${index}`, "duplicate-address", `${address} is there twice`, { address });
    }
    seen.add(key ?? address);
    if (addressFamily(address) === "ipv6" && record.mtu < ipv6MinMtu) {
      refuse(record, "mtu", "ipv6-needs-mtu", `IPv6 needs an MTU of at least ${ipv6MinMtu}`, {
        minimum: ipv6MinMtu,
      });
    }
  }
  if (record.kind === "veth") checkVeth(topology, record);
}

function checkVeth(topology: Topology, record: VethRecord): void {
  const peer = topology[record.peer];
  if (record.peer === record.id || peer?.kind !== "veth" || peer.peer !== record.id) {
    refuse(
      record,
      "peer",
      "no-such-peer",
      "a veth end needs its other end in the same edit, each naming the other",
    );
  }
  if (record.master === null) return;
  const master = topology[record.master];
  if (master?.kind !== "bridge")
    refuse(record, "master", "no-such-bridge", `there is no bridge ${record.master}`);
  if (master.namespace !== record.namespace) {
    refuse(record, "master", "bridge-elsewhere", "a port and its bridge must be in the same namespace", {
      bridge: master.name,
      namespace: namespaceOf(topology, master.namespace).name,
    });
  }
}

function checkRoute(topology: Topology, routing: Routing, route: RouteRecord): void {
  const out = route.interface === null ? undefined : topology[route.interface];
  if (route.interface !== null && (!isInterface(out) || out.namespace !== route.namespace)) {
    refuse(route, "interface", "no-such-interface", "a route's interface must be in its namespace");
  }
  if (route.gateway === null) {
    if (route.interface === null)
      refuse(route, "gateway", "route-goes-nowhere", "a route needs a gateway or an interface");
    return;
  }
  if (addressFamily(route.gateway) !== addressFamily(route.destination)) {
    refuse(
      route,
      "gateway",
      "family-mismatch",
      `${route.gateway} and ${route.destination} are of different families`,
    );
  }
  if (routing.interfaceOf(route) === null) {
    refuse(
      route,
      "gateway",
      "gateway-unreachable",
      `no interface has an address in the network of ${route.gateway}`,
      {
        gateway: route.gateway,
      },
    );
  }
}

/** Which interface each route leaves by, as the kernel would find it. Built once per topology, read per route. */
export class Routing {
  readonly #topology: Topology;
  readonly #byNamespace: Map<RecordId, { interfaces: InterfaceRecord[]; onLink: RouteRecord[] }> | null;

  constructor(topology: Topology) {
    this.#topology = topology;
    this.#byNamespace = collect(topology);
  }

  /** The route's interface: the named one, or the one whose network (or on-link route) the gateway is in. */
  interfaceOf(route: RouteRecord): InterfaceRecord | null {
    const named = route.interface === null ? null : this.#topology[route.interface];
    if (route.gateway === null) return isInterface(named ?? undefined) ? (named as InterfaceRecord) : null;
    const here = this.#byNamespace?.get(route.namespace);
    for (const candidate of here?.interfaces ?? []) {
      if (named !== null && candidate.id !== route.interface) continue;
      if (this.#reaches(candidate, route.gateway, here?.onLink ?? [])) return candidate;
    }
    return null;
  }

  #reaches(out: InterfaceRecord, gateway: string, onLink: readonly RouteRecord[]): boolean {
    // fe80::/10 is on every link; the kernel insists that the route names which.
    const linkLocal = parsePrefix("fe80::/10");
    if (linkLocal !== null && containsAddress(linkLocal, gateway)) return true;
    const networks = [
      ...out.addresses,
      ...onLink.filter((route) => route.interface === out.id).map((route) => route.destination),
    ];
    return networks.some((network) => {
      const prefix = parsePrefix(network);
      return prefix !== null && containsAddress(prefix, gateway);
    });
  }
}

function collect(topology: Topology) {
  // Most labs have no route: nothing to index then.
  if (recordsOfKind(topology, "route").next().done === true) return null;
  const byNamespace = new Map<RecordId, { interfaces: InterfaceRecord[]; onLink: RouteRecord[] }>();
  for (const record of Object.values(topology)) {
    if (record.kind === "namespace") continue;
    const here = byNamespace.get(record.namespace) ?? { interfaces: [], onLink: [] };
    byNamespace.set(record.namespace, here);
    if (record.kind !== "route") here.interfaces.push(record);
    else if (record.gateway === null) here.onLink.push(record);
  }
  return byNamespace;
}

function refuse(
  record: TopologyRecord,
  field: string,
  code: string,
  detail: string,
  parameters: Readonly<Record<string, string | number>> = {},
): never {
  const path = `${record.id}.${field}`;
  throw new ProblemError({ kind: "invalid-edit", code, detail: `${path}: ${detail}`, path, parameters });
}
