import { Routing } from "../../shared/check-topology.ts";
import {
  addressFamily,
  type InterfaceRecord,
  type RouteRecord,
  type Topology,
} from "../../shared/topology.ts";
import { keepsIpv4Address } from "./address.ts";
import { nameIn, type Difference, type Pair } from "./difference.ts";
import { isBounced, isMoved } from "./interface-name.ts";
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
  return affected.flatMap(({ before: old, after: next }): PlannedStep[] => {
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
      ...(mustCome && next !== null
        ? [addition(next, nextInterface, after, isSame ? "restore" : "add")]
        : []),
    ];
  });
}

interface RouteChange {
  readonly before: RouteRecord | null;
  readonly after: RouteRecord | null;
}

/** Those that changed themselves, and those of namespaces in which an interface changed. */
function affectedRoutes({ before, after, interfaces, routes }: Difference): RouteChange[] {
  const namespaces = new Set(
    interfaces.kept.flatMap((pair) => [pair.before.namespace, pair.after.namespace]),
  );
  const changed: RouteChange[] = [
    ...routes.removed.map((record) => ({ before: record, after: null })),
    ...routes.kept,
    ...routes.added.map((record) => ({ before: null, after: record })),
  ];
  if (namespaces.size === 0) return changed;
  const seen = new Set(changed.map((change) => change.after?.id));
  for (const record of Object.values(after)) {
    if (record.kind !== "route" || seen.has(record.id) || !namespaces.has(record.namespace)) continue;
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
    argv: ["route", "delete", ...words(route, null, before)],
    reason: "route-delete",
    record: route.id,
    phase: "delete-routes",
  };
}

function addition(
  route: RouteRecord,
  out: InterfaceRecord | null,
  after: Topology,
  action: "add" | "restore",
): PlannedStep {
  return {
    namespace: nameIn(after, route.namespace),
    tool: "ip",
    argv: ["route", action === "add" ? "add" : "replace", ...words(route, out, after)],
    reason: `route-${action}`,
    record: route.id,
    phase: "add-routes",
  };
}

function words(route: RouteRecord, out: InterfaceRecord | null, topology: Topology): string[] {
  const named = route.interface === null ? null : (topology[route.interface] ?? out);
  const device = named !== null && "name" in named ? ["dev", named.name] : [];
  return [
    route.destination,
    ...(route.gateway === null ? [] : ["via", route.gateway]),
    ...device,
    ...(route.metric === null ? [] : ["metric", String(route.metric)]),
  ];
}
