import type { ObservedRoute } from "../../shared/observed.ts";
import { containsAddress, parsePrefix } from "../../shared/prefix.ts";
import {
  isInterface,
  interfacesOf,
  recordsOfKind,
  type RecordId,
  type Topology,
  type VethRecord,
} from "../../shared/topology.ts";
import type { OpenLab } from "../state.ts";
import { observedNamespace } from "../store.ts";
import { linkPath, middleOf, point, type Anchor } from "./geometry.ts";
import type { Drawing } from "./to-flow.ts";
import { indexOf } from "./topology-index.ts";

/** One veth pair crossed, from the first end to the second. */
export interface Crossing {
  readonly from: RecordId;
  readonly to: RecordId;
}

/** Loops in the routing end here; no lab has so many routers in a row. */
const maxHops = 32;

/**
 * The links a packet to this address crosses: at each namespace the kernel's own routing table says where it leaves and
 * to whom, and between two of them frames are switched. Null when the tables or the wires do not lead there.
 */
export function pathTo(
  lab: Pick<OpenLab, "document" | "observed">,
  from: RecordId,
  address: string,
): Crossing[] | null {
  const { topology } = lab.document;
  const crossings: Crossing[] = [];
  let here = from;
  for (let hop = 0; hop < maxHops; hop += 1) {
    if (ownerOf(topology, here, address) !== null) return crossings;
    const route = routeTo(routesOf(lab, here), address);
    const out = route?.interface ?? null;
    const start = [...interfacesOf(topology, here)].find((record) => record.name === out);
    if (route === null || start === undefined) return null;
    const switched = switchTo(topology, start.id, route.gateway ?? address);
    if (switched === null) return null;
    crossings.push(...switched.crossings);
    here = switched.namespace;
  }
  return null;
}

type Hop = Pick<ObservedRoute, "destination" | "gateway" | "interface" | "metric">;

/** The kernel's table; until it has been read, what the drawing's addresses and routes make of it. */
function routesOf(lab: Pick<OpenLab, "document" | "observed">, namespace: RecordId): readonly Hop[] {
  const observed = observedNamespace(lab, namespace)?.routes ?? [];
  if (observed.length > 0) return observed;
  const { topology } = lab.document;
  const connected = [...interfacesOf(topology, namespace)].flatMap(({ name, addresses }) =>
    addresses.map((destination): Hop => ({ destination, gateway: null, interface: name, metric: null })),
  );
  const chosen = [...recordsOfKind(topology, "route")].flatMap((route): Hop[] => {
    if (route.namespace !== namespace) return [];
    const { destination, gateway, metric } = route;
    const named = route.interface === null ? undefined : topology[route.interface];
    const through = gateway === null ? null : routeTo(connected, gateway);
    return [
      {
        destination,
        gateway,
        metric,
        interface: isInterface(named) ? named.name : (through?.interface ?? null),
      },
    ];
  });
  return [...connected, ...chosen];
}

/** The longest prefix that holds the address; among equals, the lowest metric. */
function routeTo(routes: readonly Hop[], address: string): Hop | null {
  const matching = routes.flatMap((route) => {
    const prefix = parsePrefix(route.destination);
    return prefix !== null && containsAddress(prefix, address) ? [{ route, length: prefix.length }] : [];
  });
  const [best] = matching.toSorted(
    (a, b) => b.length - a.length || (a.route.metric ?? 0) - (b.route.metric ?? 0),
  );
  return best?.route ?? null;
}

/** Who in this namespace has the address. */
function ownerOf(topology: Topology, namespace: RecordId, address: string): RecordId | null {
  for (const record of interfacesOf(topology, namespace)) {
    if (record.addresses.some((own) => own.split("/")[0] === address)) return record.id;
  }
  return null;
}

/** Breadth first through bridges, from an interface to the one that has the address. */
function switchTo(topology: Topology, start: RecordId, address: string) {
  const index = indexOf(topology);
  const reached = new Map<RecordId, Crossing | null>([[start, null]]);
  for (const id of reached.keys()) {
    const record = topology[id];
    if (!isInterface(record)) continue;
    if (id !== start && record.addresses.some((own) => own.split("/")[0] === address)) {
      return { namespace: record.namespace, crossings: backFrom(reached, topology, id) };
    }
    // Packets leave a namespace's own interface by its pair; frames leave a bridge by every port.
    const leaving = record.kind === "bridge" ? (index.ports.get(id) ?? []) : id === start ? [id] : [];
    for (const end of leaving) {
      const crossed = crossing(topology, end);
      if (crossed !== null && !reached.has(crossed.at))
        reached.set(crossed.at, { from: end, to: crossed.peer.id });
    }
  }
  return null;
}

function crossing(topology: Topology, end: RecordId): { peer: VethRecord; at: RecordId } | null {
  const record = topology[end];
  const peer = record?.kind === "veth" ? topology[record.peer] : undefined;
  return peer?.kind === "veth" ? { peer, at: peer.master ?? peer.id } : null;
}

function backFrom(
  reached: ReadonlyMap<RecordId, Crossing | null>,
  topology: Topology,
  end: RecordId,
): Crossing[] {
  const crossings: Crossing[] = [];
  for (let step = reached.get(end); step !== null && step !== undefined; ) {
    crossings.unshift(step);
    const left = topology[step.from];
    step = reached.get(left?.kind === "veth" && left.master !== null ? left.master : step.from);
  }
  return crossings;
}

/** The drawn way along these links, from card to card: text for `d` and for `offset-path`. */
export function drawnPath(
  drawing: Drawing,
  from: RecordId,
  crossings: readonly Crossing[],
  topology: Topology,
): string | null {
  const source = drawing.rectangles[from];
  if (source === undefined) return null;
  let path = "";
  for (const { from: first, to: second } of crossings) {
    const start = drawing.anchors[first];
    const end = drawing.anchors[second];
    if (start === undefined || end === undefined) return null;
    // From the namespace itself to its bridge, and inside a card or bar from one end to the next, in a straight line.
    path += path === "" ? leaving(topology, first, start, point(middleOf(source))) : ` L${point(start)}`;
    path += linkPath(start, end).replace(/^M[^C]*/, " ");
  }
  return path === "" ? null : path;
}

function leaving(topology: Topology, end: RecordId, at: Anchor, middle: string): string {
  const record = topology[end];
  return record?.kind === "veth" && record.master !== null ? `M${middle} L${point(at)}` : `M${point(at)}`;
}
