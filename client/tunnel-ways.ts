import { nothingObserved } from "../shared/observed.ts";
import { interfacesOf, type Topology } from "../shared/topology.ts";
import { tunnelEndOf } from "./gestures/interface-kinds/index.ts";
import type { Tunnel } from "./gestures/tunnels.ts";
import { pathTo } from "./ping-way.ts";
import type { Crossing } from "./ways-out.ts";

type Ways = Map<string, readonly Crossing[] | null>;

const known = new WeakMap<Topology, Ways>();

/**
 * The lines that what a tunnel carries crosses, from its first end to its second, as drawn addresses and routes lead; null
 * where they do not lead there.
 */
export function tunnelWay(topology: Topology, tunnel: Tunnel): readonly Crossing[] | null {
  const ways: Ways = known.get(topology) ?? new Map<string, readonly Crossing[] | null>();
  known.set(topology, ways);
  const key = tunnel.map(({ id }) => id).join(" ");
  const way = ways.get(key) ?? findWay(topology, tunnel);
  ways.set(key, way);
  return way;
}

function findWay(topology: Topology, [one, other]: Tunnel): readonly Crossing[] | null {
  const there = [...interfacesOf(topology, other.namespace)].flatMap(({ addresses }) =>
    addresses.map((address) => address.split("/")[0]),
  );
  const remote = tunnelEndOf(one)?.remotes.find((address) => there.includes(address));
  if (remote === undefined) return null;
  const lab = { document: { topology, layout: {} }, observed: nothingObserved };
  const { crossings, isWhole } = pathTo(lab, one.namespace, remote);
  return isWhole && crossings.length > 0 ? crossings : null;
}
