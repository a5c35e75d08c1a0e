import type { ContainerRecord } from "./container.ts";
import { ownerOf } from "./container-rules.ts";
import {
  isInterface,
  recordsOfKind,
  type InterfaceRecord,
  type RecordId,
  type Topology,
} from "./topology.ts";

/** What a container knows by name; each in the form of /etc/hosts. */
export interface ContainerNames {
  /** Its /etc/hosts: itself, and those it has a link to. */
  readonly hosts: string;
  /** What its resolver answers: those beside it on networks that resolve names. */
  readonly names: string;
}

/** A container as it is to be found on one bridge. */
interface Member {
  readonly container: ContainerRecord;
  /** Without their prefix lengths. */
  readonly addresses: readonly string[];
}

const usualHosts = ["127.0.0.1 localhost", "::1 localhost ip6-localhost"];

/** By the ids of those that run. Who shares another container's stack knows what that one knows. */
export function namesOf(topology: Topology): ReadonlyMap<RecordId, ContainerNames> {
  const running = [...recordsOfKind(topology, "container")].filter(({ state }) => state === "running");
  if (running.length === 0) return new Map();
  const networks = new Networks(topology, running);
  return new Map(
    running.map((container) => {
      const owner = ownerOf(topology, container.namespace);
      return [container.id, owner === undefined ? nothing : networks.namesOf(owner)];
    }),
  );
}

const nothing: ContainerNames = { hosts: toText(usualHosts), names: "" };

/** Bridge → who is plugged into it. */
class Networks {
  readonly #topology: Topology;
  readonly #members = new Map<RecordId, Member[]>();

  constructor(topology: Topology, running: readonly ContainerRecord[]) {
    this.#topology = topology;
    const owners = new Map(
      running.filter(({ stack }) => stack === "own").map((container) => [container.namespace, container]),
    );
    for (const record of Object.values(topology)) {
      const container = isInterface(record) ? owners.get(record.namespace) : undefined;
      const bridge = isInterface(record) ? bridgeOf(topology, record) : null;
      if (!isInterface(record) || container === undefined || bridge === null) continue;
      const members = this.#members.get(bridge) ?? [];
      members.push({
        container,
        addresses: record.addresses.map((address) => address.split("/")[0] ?? address),
      });
      this.#members.set(bridge, members);
    }
  }

  namesOf(container: ContainerRecord): ContainerNames {
    const own = this.#where(container.id);
    return {
      hosts: toText([
        ...usualHosts,
        ...own.flatMap(({ addresses }) => addresses.map((address) => `${address} ${container.name}`)),
        ...container.links.flatMap(({ container: other, alias }) => this.#link(other, alias, own)),
      ]),
      names: toText(own.flatMap(({ bridge }) => this.#beside(bridge))),
    };
  }

  #beside(bridge: RecordId): string[] {
    const record = this.#topology[bridge];
    if (record?.kind !== "bridge" || !record.resolvesNames) return [];
    return (this.#members.get(bridge) ?? []).flatMap(({ container, addresses }) => {
      const connection = container.connections.find((each) => each.bridge === bridge);
      const called = [container.name, ...(connection?.aliases ?? [])].join(" ");
      return addresses.map((address) => `${address} ${called}`);
    });
  }

  /** By its address on a network that both are on, if there is one. */
  #link(other: RecordId, alias: string, own: readonly { readonly bridge: RecordId }[]): string[] {
    const record = this.#topology[other];
    const places = this.#where(other);
    const common = places.find(({ bridge }) => own.some((mine) => mine.bridge === bridge)) ?? places[0];
    if (record?.kind !== "container" || common === undefined) return [];
    const called = [...new Set([alias, record.name])].join(" ");
    return common.addresses.map((address) => `${address} ${called}`);
  }

  #where(id: RecordId): { bridge: RecordId; addresses: readonly string[] }[] {
    return [...this.#members].flatMap(([bridge, members]) =>
      members.flatMap(({ container, addresses }) => (container.id === id ? [{ bridge, addresses }] : [])),
    );
  }
}

/** The one that its other end is a port of. */
function bridgeOf(topology: Topology, record: InterfaceRecord): RecordId | null {
  const peer = record.kind === "veth" ? topology[record.peer] : undefined;
  return peer?.kind === "veth" ? peer.master : null;
}

function toText(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join("");
}
