import { isThisRoute, Routing } from "../shared/routing.ts";
import type { RouteRecord, Topology } from "../shared/topology.ts";
import type { OpenLab } from "./state.ts";
import { observedInterface, observedNamespace } from "./store.ts";

type Lab = Pick<OpenLab, "document" | "observed">;

const routings = new WeakMap<Topology, Routing>();

function routingOf(topology: Topology): Routing {
  const known = routings.get(topology) ?? new Routing(topology);
  routings.set(topology, known);
  return known;
}

/**
 * Has the kernel this drawn route? It has none by an interface that is down ("waiting"); they come with it when it is up
 * again. "unknown" while nothing is known of the namespace.
 */
export function routePresence(lab: Lab, route: RouteRecord): "there" | "waiting" | "missing" | "unknown" {
  const observed = observedNamespace(lab, route.namespace);
  const out = routingOf(lab.document.topology).interfaceOf(route);
  if (observed === undefined || out === null) return "unknown";
  if (observed.routes.some((seen) => isThisRoute(route, seen) && seen.interface === out.name)) return "there";
  return observedInterface(lab, out)?.adminState === "down" ? "waiting" : "missing";
}
