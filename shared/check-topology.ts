import { checkIpv6 } from "./check-ipv6.ts";
import { checkLowers } from "./check-lowers.ts";
import { checkSysctls } from "./check-sysctls.ts";
import { checkContainer } from "./container-rules.ts";
import { ProblemError } from "./errors.ts";
import { KernelRoutes } from "./kernel-routes.ts";
import { hostId } from "./names.ts";
import { refuse } from "./refuse.ts";
import { Routing } from "./routing.ts";
import {
  addressFamily,
  canBePort,
  effectiveMetric,
  isInterface,
  isSingle,
  kindOf,
  maxRecords,
  namespaceOf,
  type InterfaceRecord,
  type NamespaceRecord,
  type RouteRecord,
  type SingleRecord,
  type Topology,
  type TopologyRecord,
  type VethRecord,
} from "./topology.ts";

/**
 * The rules that hold between records; each record alone was checked by its schema. Throws a ProblemError that names
 * the field (`<record id>.<field>`) and the reason.
 */
export function checkTopology(topology: Topology): void {
  if (Object.keys(topology).length > maxRecords) {
    throw new ProblemError({
      kind: "too-large",
      code: "too-many-records",
      detail: `a lab holds at most ${maxRecords} records; remove some, or use another lab`,
      parameters: { limit: maxRecords },
    });
  }
  checkUnique(topology);
  const routing = new Routing(topology);
  let kernelRoutes: KernelRoutes | null = null;
  for (const record of Object.values(topology)) {
    if (record.kind === "namespace") {
      checkAddresses(record, "loopback.addresses", record.loopback.addresses);
      continue;
    }
    if (record.kind === "container") {
      checkContainer(topology, record);
      continue;
    }
    if (topology[record.namespace]?.kind !== "namespace") {
      refuse(
        record,
        "namespace",
        "no-such-namespace",
        `there is no namespace with the id ${record.namespace} (the lab's own has the id ${hostId})`,
      );
    }
    if (record.kind === "route") {
      checkRoute(topology, routing, record);
      kernelRoutes ??= new KernelRoutes(topology);
      checkBesideKernelRoutes(kernelRoutes, record);
    } else if (isInterface(record)) {
      checkAddresses(record, "addresses", record.addresses);
      if (record.kind === "veth") checkPeer(topology, record);
      if (canBePort(record)) checkMaster(topology, record);
    }
  }
  checkLowers(topology);
  checkSysctls(topology);
  checkIpv6(topology, routing);
}

function checkUnique(topology: Topology): void {
  const seen = new Set<string>();
  for (const record of Object.values(topology)) {
    if (isSingle(record)) checkIdentity(seen, record);
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
        `there is a route to ${record.destination} with this metric in this table already; give this one another`,
        {
          destination: record.destination,
        },
      );
    }
    if (record.kind === "firewall") {
      refuse(record, "namespace", "firewall-exists", "the namespace has a firewall already; change that one");
    }
    if (record.kind === "rule") {
      refuse(
        record,
        "priority",
        "priority-taken",
        `there is a rule ${record.priority} already; choose another number`,
        {
          priority: record.priority,
        },
      );
    }
    refuse(record, "name", "name-taken", `the name ${record.name} is taken; choose another`, {
      name: record.name,
    });
  }
}

function checkIdentity(seen: Set<string>, record: SingleRecord): void {
  const identity = kindOf(record).identity?.(record);
  if (identity === undefined) return;
  const key = JSON.stringify([record.kind, ...identity]);
  if (seen.has(key))
    refuse(record, "kind", "same-as-another", `there is a ${record.kind} interface like this one already`, {
      type: record.kind,
    });
  seen.add(key);
}

/** Records are never changed in place, so a key made once holds. */
const uniqueKeys = new WeakMap<TopologyRecord, string>();

/** What the kernel tells two records of a kind apart by. A JSON list, because names may hold any separator. */
function uniqueKey(record: TopologyRecord): string {
  const known = uniqueKeys.get(record);
  if (known !== undefined) return known;
  const key = makeUniqueKey(record);
  uniqueKeys.set(record, key);
  return key;
}

function makeUniqueKey(record: TopologyRecord): string {
  if (record.kind === "namespace") return JSON.stringify(["namespace", record.name]);
  if (record.kind === "firewall") return JSON.stringify(["firewall", record.namespace]);
  if (record.kind === "rule")
    return JSON.stringify(["rule", record.namespace, record.family, record.priority]);
  if (record.kind === "container") return JSON.stringify(["container", record.name]);
  if (record.kind !== "route") return JSON.stringify(["interface", record.namespace, record.name]);
  const { namespace, destination, table } = record;
  return JSON.stringify(["route", namespace, destination, effectiveMetric(record), table]);
}

/** Whose own addresses have been found right. */
const checkedAddresses = new WeakSet<TopologyRecord>();

function checkAddresses(
  record: InterfaceRecord | NamespaceRecord,
  field: string,
  addresses: readonly string[],
): void {
  if (checkedAddresses.has(record)) return;
  const seen = new Set<string>();
  for (const [index, address] of addresses.entries()) {
    // IPv4 tells 10.0.0.1/24 and 10.0.0.1/16 apart; IPv6 does not.
    const key = addressFamily(address) === "ipv6" ? address.split("/")[0] : address;
    if (seen.has(key ?? address)) {
      refuse(record, `${field}.${index}`, "duplicate-address", `${address} is there twice; leave one out`, {
        address,
      });
    }
    seen.add(key ?? address);
  }
  checkedAddresses.add(record);
}

function checkPeer(topology: Topology, record: VethRecord): void {
  const peer = topology[record.peer];
  if (record.peer === record.id || peer?.kind !== "veth" || peer.peer !== record.id) {
    refuse(
      record,
      "peer",
      "no-such-peer",
      "a veth end needs its other end in the same edit, each naming the other",
    );
  }
}

function checkMaster(topology: Topology, record: VethRecord | SingleRecord): void {
  if (record.master === null) return;
  const master = topology[record.master];
  if (master?.kind !== "bridge" && master?.kind !== "bond")
    refuse(record, "master", "no-such-bridge", `there is no bridge or bond with the id ${record.master}`);
  if (master.kind === "bond" && record.kind === "bond")
    refuse(record, "master", "bond-in-bond", "a bond cannot be another's member");
  if (master.namespace !== record.namespace) {
    refuse(
      record,
      "master",
      "bridge-elsewhere",
      "a port and its bridge, a member and its bond, must be in the same namespace",
      {
        bridge: master.name,
        namespace: namespaceOf(topology, master.namespace).name,
      },
    );
  }
}

function checkRoute(topology: Topology, routing: Routing, route: RouteRecord): void {
  const out = route.interface === null ? undefined : topology[route.interface];
  if (route.interface !== null && (!isInterface(out) || out.namespace !== route.namespace)) {
    refuse(
      route,
      "interface",
      "no-such-interface",
      "a route's interface must be one of its namespace, named by its id",
    );
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
      `no interface has an address in the network of ${route.gateway}; give one such an address first`,
      {
        gateway: route.gateway,
      },
    );
  }
}

/** What the kernel makes of addresses by itself leaves no room for some routes, whichever of the two came first. */
function checkBesideKernelRoutes(kernelRoutes: KernelRoutes, route: RouteRecord): void {
  const { destination, gateway } = route;
  if (kernelRoutes.hasConnected(route)) {
    refuse(
      route,
      "destination",
      "route-exists",
      `the kernel has a route to ${destination} with this metric for an address in it`,
      { destination },
    );
  }
  if (gateway === null) return;
  if (kernelRoutes.isBroadcast(route.namespace, gateway)) {
    refuse(
      route,
      "gateway",
      "gateway-is-broadcast",
      `${gateway} is the broadcast address of a network here; name the router's own`,
      {
        gateway,
      },
    );
  }
  if (addressFamily(gateway) === "ipv6" && kernelRoutes.isOwn(route.namespace, gateway)) {
    refuse(
      route,
      "gateway",
      "gateway-is-own",
      `${gateway} is an address of this namespace itself; name the next router's`,
      {
        gateway,
      },
    );
  }
}
