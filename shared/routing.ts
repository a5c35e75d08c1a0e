import type { ObservedRoute } from "./observed.ts";
import { containsAddress, isLinkLocal, parseAddress, parsePrefix } from "./prefix.ts";
import { mayDecideForGateways } from "./policy-rule.ts";
import { mainTable } from "./routing-table.ts";
import {
  addressFamily,
  effectiveMetric,
  isInterface,
  recordsOfKind,
  type InterfaceRecord,
  type PolicyRuleRecord,
  type RecordId,
  type RouteRecord,
  type Topology,
} from "./topology.ts";

interface NamespaceRouting {
  readonly interfaces: InterfaceRecord[];
  /** Routes without a gateway: what they lead to is, for routes of their table, as near as a network an interface is in. */
  readonly onLink: RouteRecord[];
  /** Rules by which the kernel may look for a gateway elsewhere. */
  readonly rules: PolicyRuleRecord[];
  /** lo's: the kernel takes all of their networks for its own. */
  readonly loopback: string[];
}

/** Which interface each route leaves by. Built once per topology, read per route. */
export class Routing {
  readonly #topology: Topology;
  readonly #byNamespace: Map<RecordId, NamespaceRouting> | null;

  constructor(topology: Topology) {
    this.#topology = topology;
    this.#byNamespace = collect(topology);
  }

  /**
   * The route's interface: the named one if the gateway can be reached by it, else the best of those by which it can
   * be: one that is up, then the longest network, then the first by name.
   */
  interfaceOf(route: RouteRecord): InterfaceRecord | null {
    return this.#waysOf(route)[0] ?? null;
  }

  /** Could the kernel, told only the gateway, find another interface than `interfaceOf`, or insist on being told? */
  isAmbiguous(route: RouteRecord): boolean {
    const { gateway, namespace } = route;
    if (gateway === null) return false;
    const here = this.#byNamespace?.get(namespace);
    const isLoopbacks = here?.loopback.some((address) => isIn(address, gateway)) ?? false;
    const isRuled = here?.rules.some(({ family }) => family === addressFamily(gateway)) ?? false;
    return isOnEveryLink(gateway) || isLoopbacks || isRuled || this.#waysOf(route).length > 1;
  }

  #waysOf(route: RouteRecord): InterfaceRecord[] {
    const { gateway } = route;
    const here = this.#byNamespace?.get(route.namespace);
    const candidates =
      route.interface === null
        ? (here?.interfaces ?? [])
        : [this.#topology[route.interface]]
            .filter(isInterface)
            .filter(({ namespace }) => namespace === route.namespace);
    if (gateway === null) return route.interface === null ? [] : candidates;
    const onLink = here?.onLink.filter(({ table }) => table === route.table || table === mainTable) ?? [];
    return candidates
      .map((record) => ({ record, nearness: nearness(record, gateway, onLink) }))
      .filter(({ nearness }) => nearness >= 0)
      .toSorted(
        (a, b) =>
          Number(b.record.adminState === "up") - Number(a.record.adminState === "up") ||
          b.nearness - a.nearness ||
          (a.record.name < b.record.name ? -1 : 1),
      )
      .map(({ record }) => record);
  }
}

/** Is this the route the drawing has, whatever interface it leaves by? */
export function isThisRoute(record: RouteRecord, seen: ObservedRoute): boolean {
  return (
    seen.table === record.table &&
    seen.destination === record.destination &&
    seen.gateway === record.gateway &&
    (seen.metric ?? 0) === effectiveMetric(record)
  );
}

/** Length of the longest network beyond this interface that the gateway is in; -1 for none. */
function nearness(out: InterfaceRecord, gateway: string, onLink: readonly RouteRecord[]): number {
  if (isOnEveryLink(gateway)) return 0;
  const networks = [
    ...out.addresses,
    ...onLink.filter((route) => route.interface === out.id).map((route) => route.destination),
  ];
  return networks.reduce((longest, network) => {
    const length = parsePrefix(network)?.length ?? -1;
    return isIn(network, gateway) ? Math.max(longest, length) : longest;
  }, -1);
}

function isIn(network: string, address: string): boolean {
  const prefix = parsePrefix(network);
  return prefix !== null && containsAddress(prefix, address);
}

/** fe80::/10 is on every link; the kernel insists that the route names which. */
function isOnEveryLink(gateway: string): boolean {
  const address = parseAddress(gateway);
  return address !== null && isLinkLocal({ ...address, length: 128 });
}

function collect(topology: Topology): Map<RecordId, NamespaceRouting> | null {
  // Most labs have no route: nothing to index then.
  if (recordsOfKind(topology, "route").next().done === true) return null;
  const byNamespace = new Map<RecordId, NamespaceRouting>();
  for (const record of Object.values(topology)) {
    const namespace = record.kind === "namespace" ? record.id : record.namespace;
    const here = byNamespace.get(namespace) ?? { interfaces: [], onLink: [], rules: [], loopback: [] };
    byNamespace.set(namespace, here);
    if (record.kind === "namespace") here.loopback.push(...record.loopback.addresses);
    else if (isInterface(record)) here.interfaces.push(record);
    else if (record.kind === "rule" && mayDecideForGateways(record)) here.rules.push(record);
    else if (record.kind === "route" && record.gateway === null) here.onLink.push(record);
  }
  return byNamespace;
}
