import { createHash } from "node:crypto";
import type { ContainerRecord } from "../../shared/container.ts";
import { hostId } from "../../shared/names.ts";
import {
  interfacesOf,
  recordsOfKind,
  type BridgeRecord,
  type RecordId,
  type Topology,
} from "../../shared/topology.ts";
import { DockerError } from "./answer.ts";

/** Docker's default network is called otherwise than its bridge. */
export const defaultNetwork = { name: "bridge", bridge: "docker0", subnet: "172.17.0.0/16" } as const;

/** 64 hexadecimal digits, as Docker's. A record keeps its own. */
export function longId(id: RecordId): string {
  return createHash("sha256").update(id).digest("hex");
}

export function shortId(id: RecordId): string {
  return longId(id).slice(0, 12);
}

/** @param called  its name, or the beginning of its id. @throws DockerError */
export function findContainer(topology: Topology, called: string): ContainerRecord {
  const all = [...recordsOfKind(topology, "container")];
  const found = all.find(({ name }) => name === called) ?? beginning(all, called);
  if (found === undefined) throw new DockerError(`No such container: ${called}`);
  return found;
}

/** Null where it is the default one, which is not there before it is needed. @throws DockerError */
export function findNetwork(topology: Topology, called: string): BridgeRecord | null {
  const all = networksOf(topology);
  const name = called === defaultNetwork.name ? defaultNetwork.bridge : called;
  const found = all.find((bridge) => bridge.name === name) ?? beginning(all, called);
  if (found === undefined && name === defaultNetwork.bridge) return null;
  if (found === undefined) throw new DockerError(`network ${called} not found`);
  return found;
}

export function networksOf(topology: Topology): BridgeRecord[] {
  return [...interfacesOf(topology, hostId)].filter((record) => record.kind === "bridge");
}

export function networkName({ name }: BridgeRecord): string {
  return name === defaultNetwork.bridge ? defaultNetwork.name : name;
}

function beginning<T extends { readonly id: RecordId }>(all: readonly T[], digits: string): T | undefined {
  return /^[0-9a-f]{4,64}$/.test(digits) ? all.find(({ id }) => longId(id).startsWith(digits)) : undefined;
}
