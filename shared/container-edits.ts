import { applyEdit } from "./apply-edit.ts";
import { usualCommand, newContainer, type ContainerRecord, type PublishedPort } from "./container.ts";
import { batch, type Edit } from "./edit.ts";
import { newId } from "./ids.ts";
import { hostId, nextFreeName } from "./names.ts";
import { freeAddress } from "./networks.ts";
import { containsAddress, formatPrefix, networkOf, parsePrefix, type Prefix } from "./prefix.ts";
import { publish, unpublish } from "./published-ports.ts";
import { mainTable } from "./routing-table.ts";
import {
  addressFamily,
  interfacesOf,
  newNamespace,
  newRoute,
  newVeth,
  recordsOfKind,
  type BridgeRecord,
  type Document,
  type Position,
  type RecordId,
  type Topology,
  type TopologyRecord,
} from "./topology.ts";

/**
 * What is done to containers, as edits of everything that belongs to it: a start makes the stack with its interfaces,
 * addresses and routes, which are ordinary records. The page and the HTTP API make them here.
 */

type Connection = ContainerRecord["connections"][number];

/** Whose stack a new container uses; the words of `docker run --net=…`. */
export type ContainerMode =
  | { readonly mode: "bridge"; readonly bridge: RecordId }
  | { readonly mode: "none" }
  | { readonly mode: "host" }
  | { readonly mode: "container"; readonly container: RecordId }
  | { readonly mode: "namespace"; readonly namespace: RecordId };

export interface ContainerWish {
  readonly id: RecordId;
  /** The next free one when left out. */
  readonly name?: string | undefined;
  readonly network: ContainerMode;
  readonly command?: readonly string[] | undefined;
  /** On the bridge that it is plugged into. */
  readonly aliases?: readonly string[] | undefined;
  /** There, without a prefix length; the next free one when left out. */
  readonly address?: string | undefined;
  readonly links?: ContainerRecord["links"] | undefined;
  readonly ports?: readonly PublishedPort[] | undefined;
  /** Where its card is to stand. */
  readonly at?: Position | undefined;
}

/** A container that runs. Null when what it is to be connected to is gone. */
export function addContainer(document: Document, wish: ContainerWish): Edit | null {
  const { topology } = document;
  const stack = stackOf(topology, wish.network);
  if (stack === null) return null;
  const name = wish.name ?? nextFreeName("box", containerNames(topology), 1);
  const record = newContainer(wish.id, stack.namespace, name, {
    stack: stack.isOwn ? "own" : "shared",
    state: "running",
    command: [...(wish.command ?? usualCommand)],
    connections: wish.network.mode === "bridge" ? [connectionTo(wish.network.bridge, wish)] : [],
    links: wish.links ?? [],
    ports: [...(wish.ports ?? [])],
  });
  const place: Edit[] =
    wish.at === undefined || !stack.isOwn ? [] : [{ op: "place", positions: { [stack.namespace]: wish.at } }];
  return batch({ op: "add", record }, ...stackEdits(topology, record), ...place);
}

function connectionTo(
  bridge: RecordId,
  { aliases = [], address }: Pick<ContainerWish, "aliases" | "address">,
): Connection {
  return { bridge, aliases: [...aliases], ...(address !== undefined && { address }) };
}

/** Null when it is not there. */
function stackOf(
  topology: Topology,
  network: ContainerMode,
): { readonly namespace: RecordId; readonly isOwn: boolean } | null {
  switch (network.mode) {
    case "bridge":
      return topology[network.bridge]?.kind === "bridge" ? { namespace: newId(), isOwn: true } : null;
    case "none":
      return { namespace: newId(), isOwn: true };
    case "host":
      return { namespace: hostId, isOwn: false };
    case "container": {
      const other = topology[network.container];
      return other?.kind === "container" ? { namespace: other.namespace, isOwn: false } : null;
    }
    case "namespace":
      break;
  }
  const isThere = topology[network.namespace]?.kind === "namespace";
  return isThere ? { namespace: network.namespace, isOwn: false } : null;
}

function containerNames(topology: Topology): Set<string> {
  return new Set(
    [...recordsOfKind(topology, "container"), ...recordsOfKind(topology, "namespace")].map(
      ({ name }) => name,
    ),
  );
}

/** Null when it runs already, or is gone. */
export function startContainer({ topology, layout }: Document, id: RecordId): Edit | null {
  const record = topology[id];
  if (record?.kind !== "container" || record.state === "running") return null;
  const place = record.stack === "own" ? layout[id] : undefined;
  return batch(
    { op: "update", id, changes: { state: "running" } },
    ...stackEdits(topology, record),
    ...(place === undefined ? [] : [{ op: "place" as const, positions: { [record.namespace]: place } }]),
  );
}

/** With what uses its stack. Null when it does not run, or is gone. */
export function stopContainer({ topology }: Pick<Document, "topology">, id: RecordId): Edit | null {
  const record = topology[id];
  if (record?.kind !== "container" || record.state === "stopped") return null;
  if (record.stack === "shared") return { op: "update", id, changes: { state: "stopped" } };
  return batch(
    { op: "update", id, changes: { state: "stopped" } },
    { op: "remove", id: record.namespace },
    ...unpublish(topology, record.ports),
  );
}

/** With what uses its stack, and with the rules that lead to it. Null when it is gone. */
export function removeContainer({ topology }: Pick<Document, "topology">, id: RecordId): Edit | null {
  const record = topology[id];
  if (record?.kind !== "container") return null;
  return batch({ op: "remove", id }, ...unpublish(topology, record.ports));
}

/** The same with another stack: it is made anew. Null when it is gone, or what it is to be connected to. */
export function moveContainer(
  document: Document,
  id: RecordId,
  network: ContainerMode,
  newContainerId: RecordId,
): Edit | null {
  const record = document.topology[id];
  if (record?.kind !== "container") return null;
  const { name, command, namespace, ports } = record;
  const { layout } = document;
  const remove = removeContainer(document, id) ?? batch();
  const at = layout[namespace] ?? layout[id];
  const wish = { id: newContainerId, name, command, network, at, ports };
  const added = addContainer(applyEdit(document, remove), wish);
  return added === null ? null : batch(remove, added);
}

/** It is called so, and so is the stack that it brings along. */
export function renameContainer(
  { topology }: Pick<Document, "topology">,
  id: RecordId,
  name: string,
): Edit | null {
  const record = topology[id];
  if (record?.kind !== "container") return null;
  const isNamed = record.stack === "own" && topology[record.namespace] !== undefined;
  return batch(
    { op: "update", id, changes: { name } },
    ...(isNamed ? [{ op: "update" as const, id: record.namespace, changes: { name } }] : []),
  );
}

/** Plugs it into one more bridge, at once when it runs. Null when it has a stack of somebody else's, or is there already. */
export function connectContainer(
  { topology }: Pick<Document, "topology">,
  id: RecordId,
  bridge: RecordId,
  wish: Pick<ContainerWish, "aliases" | "address"> = {},
): Edit | null {
  const record = topology[id];
  if (record?.kind !== "container" || record.stack !== "own" || topology[bridge]?.kind !== "bridge")
    return null;
  if (record.connections.some((connection) => connection.bridge === bridge)) return null;
  const connection = connectionTo(bridge, wish);
  return batch(
    { op: "update", id, changes: { connections: [...record.connections, connection] } },
    ...(record.state === "running" ? new Plugs(topology, record).plug(connection) : []),
  );
}

/** Null when it is not there. */
export function disconnectContainer(
  { topology }: Pick<Document, "topology">,
  id: RecordId,
  bridge: RecordId,
): Edit | null {
  const record = topology[id];
  if (record?.kind !== "container") return null;
  const connections = record.connections.filter((connection) => connection.bridge !== bridge);
  if (connections.length === record.connections.length) return null;
  const ends = [...interfacesOf(topology, record.namespace)].filter((end) => {
    const peer = end.kind === "veth" ? topology[end.peer] : undefined;
    return peer?.kind === "veth" && peer.master === bridge;
  });
  return batch(
    { op: "update", id, changes: { connections } },
    ...ends.map((end): Edit => ({ op: "remove", id: end.id })),
  );
}

/** Gives it a name for another one, one way. Null when either is gone. */
export function linkContainer(
  { topology }: Pick<Document, "topology">,
  id: RecordId,
  to: RecordId,
  alias: string,
): Edit | null {
  const record = topology[id];
  if (record?.kind !== "container" || topology[to]?.kind !== "container") return null;
  const others = record.links.filter(({ container }) => container !== to);
  return { op: "update", id, changes: { links: [...others, { container: to, alias }] } };
}

export function unlinkContainer(
  { topology }: Pick<Document, "topology">,
  id: RecordId,
  from: RecordId,
): Edit | null {
  const record = topology[id];
  if (record?.kind !== "container") return null;
  return { op: "update", id, changes: { links: record.links.filter(({ container }) => container !== from) } };
}

/** These ports of the host lead to it, at once when it runs, and no others. Null when it is gone. */
export function setPorts(document: Document, id: RecordId, ports: readonly PublishedPort[]): Edit | null {
  const record = document.topology[id];
  if (record?.kind !== "container") return null;
  const without = batch(
    { op: "update", id, changes: { ports: [...ports] } },
    ...unpublish(document.topology, record.ports),
  );
  const { topology } = applyEdit(document, without);
  const own = record.stack === "own" ? [...interfacesOf(topology, record.namespace)] : [];
  return batch(without, ...publish(topology, ports, firstIpv4(own.flatMap(({ addresses }) => addresses))));
}

/** The stack that it brings along, and what it is plugged into. */
function stackEdits(topology: Topology, record: ContainerRecord): Edit[] {
  if (record.stack === "shared") return [];
  const taken = new Set([...recordsOfKind(topology, "namespace")].map(({ name }) => name));
  const name = taken.has(record.name) ? nextFreeName(`${record.name}-`, taken, 2) : record.name;
  const stack = newNamespace(record.namespace, name, { loopback: { adminState: "up", addresses: [] } });
  const plugs = new Plugs(topology, record);
  const plugged = record.connections.flatMap((connection) => plugs.plug(connection));
  return [
    { op: "add", record: stack },
    ...plugged,
    ...publish(topology, record.ports, addressGiven(plugged, record.namespace)),
  ];
}

/** The first IPv4 address that it gets by this. */
function addressGiven(edits: readonly Edit[], namespace: RecordId): string | null {
  const given = edits.flatMap((edit) =>
    edit.op === "add" && edit.record.kind === "veth" && edit.record.namespace === namespace
      ? edit.record.addresses
      : [],
  );
  return firstIpv4(given);
}

/** Without its prefix length. */
function firstIpv4(addresses: readonly string[]): string | null {
  return addresses.find((address) => addressFamily(address) === "ipv4")?.split("/")[0] ?? null;
}

/** Pairs from a container to bridges, each with the next free address, the first with a way out. */
class Plugs {
  readonly #topology: Topology;
  readonly #container: ContainerRecord;
  readonly #taken = new Set<string>();
  readonly #portNames = new Set<string>();
  #hasDefault = false;
  #nextNumber = 0;

  constructor(topology: Topology, container: ContainerRecord) {
    this.#topology = topology;
    this.#container = container;
    for (const record of Object.values(topology)) {
      if (!("namespace" in record) || record.namespace !== container.namespace) continue;
      if (record.kind === "route" && record.destination === "0.0.0.0/0" && record.table === mainTable)
        this.#hasDefault = true;
    }
  }

  plug(connection: Connection): Edit[] {
    const bridge = this.#topology[connection.bridge];
    if (bridge?.kind !== "bridge") return [];
    const [inner, outer] = [newId(), newId()];
    const { namespace } = this.#container;
    const addresses = this.#addresses(bridge, connection.address);
    const records: TopologyRecord[] = [
      newVeth(outer, inner, bridge.namespace, this.#portName(bridge, outer), {
        adminState: "up",
        master: bridge.id,
      }),
      newVeth(inner, outer, namespace, this.#innerName(), {
        adminState: "up",
        addresses,
      }),
    ];
    const gateway = subnetsOf(bridge).find(({ family }) => family === "ipv4");
    const isReached = addresses.some((address) => addressFamily(address) === "ipv4");
    if (gateway !== undefined && isReached && !this.#hasDefault) {
      this.#hasDefault = true;
      records.push(newRoute(newId(), namespace, "0.0.0.0/0", { gateway: gateway.address }));
    }
    return records.map((record) => ({ op: "add", record }));
  }

  /** Where the bridge has no address there is no range to take one from. */
  #addresses(bridge: BridgeRecord, wanted: string | undefined): string[] {
    return subnetsOf(bridge).flatMap((subnet) => {
      if (wanted !== undefined && containsAddress(networkOf(subnet), wanted))
        return [formatPrefix({ ...subnet, address: wanted })];
      const address = freeAddress(this.#topology, networkOf(subnet), this.#taken);
      if (address === null) return [];
      this.#taken.add(address.split("/")[0] ?? address);
      return [address];
    });
  }

  #innerName(): string {
    const taken = new Set(
      [...interfacesOf(this.#topology, this.#container.namespace)].map(({ name }) => name),
    );
    const name = nextFreeName("eth", taken, this.#nextNumber);
    this.#nextNumber = Number(name.slice("eth".length)) + 1;
    return name;
  }

  /** As Docker's: `veth` and four hexadecimal digits, after the id. */
  #portName(bridge: BridgeRecord, id: RecordId): string {
    const taken = new Set([...interfacesOf(this.#topology, bridge.namespace)].map(({ name }) => name));
    for (let number = digitsOf(id); ; number += 1) {
      const name = `veth${(number & 0xffff).toString(16).padStart(4, "0")}`;
      if (taken.has(name) || this.#portNames.has(name)) continue;
      this.#portNames.add(name);
      return name;
    }
  }
}

/** The networks that a bridge's addresses give, each with the bridge's own address: the first of each family. */
export function subnetsOf({ addresses }: BridgeRecord): Prefix[] {
  const all = addresses.flatMap((address) => parsePrefix(address) ?? []);
  return (["ipv4", "ipv6"] as const).flatMap((family) => all.find((each) => each.family === family) ?? []);
}

function digitsOf(id: RecordId): number {
  let sum = 0;
  for (const character of id) sum = Math.imul(sum ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return (sum ^ (sum >>> 16)) & 0xffff;
}
