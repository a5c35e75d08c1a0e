import { mainTable } from "../../shared/routing-table.ts";
import { Routing } from "../../shared/routing.ts";
import {
  addressFamily,
  effectiveMetric,
  isInterface,
  type InterfaceRecord,
  type RouteRecord,
  type Topology,
} from "../../shared/topology.ts";
import { keepsIpv4Address } from "./address.ts";
import { byName, nameIn, type Difference, type Pair } from "./difference.ts";
import { isMoved } from "./interface-name.ts";
import { isBounced } from "./membership.ts";
import type { PlannedStep } from "./phase.ts";

/**
 * Routes. One is in the kernel only while its interface is up: taking it down drops the route (fib_sync_down_dev,
 * rt6_disable_ip), bringing it up does not bring the route back. The plan does.
 */
export function planRoutes(difference: Difference): PlannedStep[] {
  const { before, after } = difference;
  const affected = affectedRoutes(difference);
  if (affected.length === 0) return [];
  const was = new Routing(before);
  const will = new Routing(after);
  const changedInterfaces = new Map(difference.interfaces.kept.map((pair) => [pair.after.id, pair]));
  const steps = affected.flatMap(({ before: old, after: next }): PlannedStep[] => {
    const oldInterface = old === null ? null : was.interfaceOf(old);
    const nextInterface = next === null ? null : will.interfaceOf(next);
    const wasThere = oldInterface?.adminState === "up";
    const willBeThere = nextInterface?.adminState === "up";
    const isSame =
      old !== null && next !== null && isSameRoute(old, next) && oldInterface?.id === nextInterface?.id;
    const isDropped =
      wasThere && old !== null && dropsRoute(oldInterface, old, changedInterfaces, difference);
    const mustGo = wasThere && !isDropped && !(isSame && willBeThere);
    const mustCome = willBeThere && !(wasThere && isSame && !isDropped);
    return [
      ...(mustGo && old !== null ? [deletion(old, before)] : []),
      ...(mustCome && next !== null ? [addition(next, will, after, isSame ? "restore" : "add")] : []),
    ];
  });
  // A gateway may be within reach only by a route without one.
  return steps.toSorted((a, b) => Number(hasGateway(a)) - Number(hasGateway(b)));
}

function hasGateway({ argv }: PlannedStep): boolean {
  return argv.includes("via");
}

interface RouteChange {
  readonly before: RouteRecord | null;
  readonly after: RouteRecord | null;
}

/** Those that changed themselves, and those of namespaces in which an interface or a route came, went or changed. */
function affectedRoutes({ before, after, interfaces, routes }: Difference): RouteChange[] {
  const namespaces = new Set([
    ...interfaces.kept.flatMap((pair) => [pair.before.namespace, pair.after.namespace]),
    ...[...interfaces.added, ...interfaces.removed].map((record) => record.namespace),
    // A gateway may be within reach by another route.
    ...[...routes.added, ...routes.removed, ...routes.kept.map((pair) => pair.after)].map(
      (record) => record.namespace,
    ),
  ]);
  const changed: RouteChange[] = [
    ...routes.removed.map((record) => ({ before: record, after: null })),
    ...routes.kept,
    ...routes.added.map((record) => ({ before: null, after: record })),
  ];
  if (namespaces.size === 0) return changed;
  const seen = new Set(changed.map((change) => change.after?.id));
  const beside = Object.values(after)
    .filter((record) => record.kind === "route")
    .filter(({ id, namespace }) => !seen.has(id) && namespaces.has(namespace))
    .toSorted(byName);
  for (const record of beside) {
    const old = before[record.id];
    if (old?.kind === "route") changed.push({ before: old, after: record });
  }
  return changed;
}

function isSameRoute(a: RouteRecord, b: RouteRecord): boolean {
  return (
    a.destination === b.destination &&
    a.gateway === b.gateway &&
    a.interface === b.interface &&
    a.metric === b.metric &&
    a.table === b.table &&
    a.namespace === b.namespace
  );
}

/** Does the kernel drop this route by itself on the way? Then deleting it would fail, and if it is to stay it must be put back. */
function dropsRoute(
  out: InterfaceRecord,
  route: RouteRecord,
  changed: ReadonlyMap<string, Pair<InterfaceRecord>>,
  difference: Difference,
): boolean {
  if (difference.interfaces.removed.some(({ id }) => id === out.id)) return true;
  const pair = changed.get(out.id);
  if (pair === undefined) return false;
  // A rename alone keeps them: the kernel's routes know the interface by its number.
  return (
    isMoved(pair) ||
    pair.after.adminState === "down" ||
    isBounced(pair, difference) ||
    lostLastIpv4(pair, route)
  );
}

function lostLastIpv4(pair: Pair<InterfaceRecord>, route: RouteRecord): boolean {
  return (
    addressFamily(route.destination) === "ipv4" &&
    pair.before.addresses.some((a) => addressFamily(a) === "ipv4") &&
    !keepsIpv4Address(pair)
  );
}

function deletion(route: RouteRecord, before: Topology): PlannedStep {
  return {
    namespace: nameIn(before, route.namespace),
    tool: "ip",
    argv: ["route", "delete", ...words(withMetric(route), namedInterface(route, before))],
    reason: "route-delete",
    record: route.id,
    phase: "delete-routes",
  };
}

/** Without a metric, or with 0, `ip -6 route delete` takes the first route to the destination, whatever its metric. */
function withMetric(route: RouteRecord): RouteRecord {
  return addressFamily(route.destination) === "ipv6" ? { ...route, metric: effectiveMetric(route) } : route;
}

function addition(
  route: RouteRecord,
  routing: Routing,
  after: Topology,
  action: "add" | "restore",
): PlannedStep {
  const out = routing.isAmbiguous(route) ? routing.interfaceOf(route) : namedInterface(route, after);
  return {
    namespace: nameIn(after, route.namespace),
    tool: "ip",
    argv: ["route", action === "add" ? "add" : "replace", ...words(route, out)],
    reason: `route-${action}`,
    record: route.id,
    phase: "add-routes",
  };
}

function namedInterface(route: RouteRecord, topology: Topology): InterfaceRecord | null {
  const named = route.interface === null ? undefined : topology[route.interface];
  return isInterface(named) ? named : null;
}

function words(route: RouteRecord, out: InterfaceRecord | null): string[] {
  return [
    route.destination,
    ...(route.gateway === null ? [] : ["via", route.gateway]),
    ...(out === null ? [] : ["dev", out.name]),
    ...(route.metric === null ? [] : ["metric", String(route.metric)]),
    ...(route.table === mainTable ? [] : ["table", String(route.table)]),
  ];
}
