import {
  bridgeOf,
  isInterface,
  type InterfaceRecord,
  type RecordId,
  type RouteRecord,
  type Topology,
  type VethRecord,
} from "../../shared/topology.ts";

/** What the drawing asks of a topology again and again, gathered in one pass. */
export interface TopologyIndex {
  /** Namespace → the interfaces on its card: those that are nobody's port, and no bridge. In the order they were made. */
  readonly chips: ReadonlyMap<RecordId, readonly RecordId[]>;
  /** Bridge → its ports. */
  readonly ports: ReadonlyMap<RecordId, readonly RecordId[]>;
  /** Card or bar → every one of these drawn at it. */
  readonly ends: ReadonlyMap<RecordId, readonly RecordId[]>;
  readonly bridges: ReadonlyMap<RecordId, readonly RecordId[]>;
  /** Namespace → all interfaces that are in it. */
  readonly interfaces: ReadonlyMap<RecordId, readonly InterfaceRecord[]>;
  readonly routes: ReadonlyMap<RecordId, readonly RouteRecord[]>;
  /** Namespace → the containers that use its stack, or used it. */
  readonly containers: ReadonlyMap<RecordId, readonly RecordId[]>;
  /** One per pair: its first end. */
  readonly links: readonly VethRecord[];
}

const indexes = new WeakMap<Topology, TopologyIndex>();

export function indexOf(topology: Topology): TopologyIndex {
  const known = indexes.get(topology);
  if (known !== undefined) return known;
  const index = newIndex(topology);
  indexes.set(topology, index);
  return index;
}

function newIndex(topology: Topology): TopologyIndex {
  const chips = new Map<RecordId, RecordId[]>();
  const ports = new Map<RecordId, RecordId[]>();
  const ends = new Map<RecordId, RecordId[]>();
  const bridges = new Map<RecordId, RecordId[]>();
  const interfaces = new Map<RecordId, InterfaceRecord[]>();
  const routes = new Map<RecordId, RouteRecord[]>();
  const containers = new Map<RecordId, RecordId[]>();
  const links: VethRecord[] = [];
  for (const record of Object.values(topology)) {
    if (record.kind === "route") append(routes, record.namespace, record);
    if (record.kind === "container") append(containers, record.namespace, record.id);
    if (!isInterface(record)) continue;
    append(interfaces, record.namespace, record);
    if (record.kind === "bridge") {
      append(bridges, record.namespace, record.id);
      continue;
    }
    const bridge = bridgeOf(topology, record);
    append(ends, bridge?.id ?? record.namespace, record.id);
    if (bridge === null) append(chips, record.namespace, record.id);
    else append(ports, bridge.id, record.id);
    if (record.kind === "veth" && record.id < record.peer) links.push(record);
  }
  return { chips, ports, ends, bridges, interfaces, routes, containers, links };
}

function append<T>(map: Map<RecordId, T[]>, key: RecordId, value: T): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}
