import type { DocumentChanges } from "../shared/changes.ts";
import type { ContainerRecord } from "../shared/container.ts";
import type { ContainerMode } from "../shared/container-edits.ts";
import { ProblemError } from "../shared/errors.ts";
import { hostId } from "../shared/names.ts";
import {
  interfacesOf,
  recordsOfKind,
  type Document,
  type RecordId,
  type Topology,
} from "../shared/topology.ts";
import type { Machine } from "./kernel/machine.ts";
import type { Lab } from "./lab.ts";

/** A container as a program is told of it. */
export interface ContainerState {
  readonly id: RecordId;
  readonly name: string;
  readonly state: ContainerRecord["state"];
  readonly stack: ContainerRecord["stack"];
  readonly namespace: string | null;
  readonly command: readonly string[];
  readonly pid: number | null;
  readonly end: { readonly exitCode: number | null; readonly at: number } | null;
}

export function listContainers(lab: Lab): ContainerState[] {
  return [...recordsOfKind(lab.document.topology, "container")].map((record) => toState(lab, record));
}

/** @param called  its name or its id. @throws ProblemError "not-found" */
export function containerNamed({ document }: Lab, called: string): ContainerRecord {
  const found = findContainer(document, called);
  if (found === undefined) {
    throw new ProblemError({
      kind: "not-found",
      code: "no-such-container",
      detail: `there is no container with the name ${called}`,
      parameters: { name: called },
    });
  }
  return found;
}

export function toState(
  lab: Lab,
  { id, name, state, stack, namespace, command }: ContainerRecord,
): ContainerState {
  const at = lab.document.topology[namespace];
  const containers = lab.machine?.containers;
  return {
    id,
    name,
    state,
    stack,
    namespace: at?.kind === "namespace" ? at.name : null,
    command,
    pid: containers?.pidOf(id) ?? null,
    end: containers?.endOf(id) ?? null,
  };
}

/** Is all this only that containers have done what they were to do? What a signal ended, somebody has ended. */
export function haveEndedByThemselves({ records }: DocumentChanges, { containers }: Machine): boolean {
  const changes = Object.values(records);
  const isTheirs = changes.every(({ to }) => to === null || to.kind === "container" || to.kind === "bridge");
  const stopped = changes.flatMap(({ from, to }) =>
    from?.kind === "container" && to?.kind === "container" && to.state === "stopped" ? [to] : [],
  );
  return isTheirs && stopped.some(({ id }) => typeof containers.endOf(id)?.exitCode === "number");
}

/** @param network  `none`, `host`, `container:NAME`, `namespace:NAME`, or a bridge. @throws ProblemError "not-found" */
export function modeOf(document: Document, network: string): ContainerMode {
  if (network === "none" || network === "host") return { mode: network };
  const [, kind, name = ""] = /^(container|namespace):(.*)$/.exec(network) ?? [];
  if (kind === "container") {
    const other = findContainer(document, name);
    if (other !== undefined) return { mode: "container", container: other.id };
  }
  if (kind === "namespace") {
    for (const { id, name: own } of recordsOfKind(document.topology, "namespace"))
      if (own === name) return { mode: "namespace", namespace: id };
  }
  if (kind !== undefined) throw noSuchNetwork(network);
  return { mode: "bridge", bridge: bridgeNamed(document.topology, network) };
}

/** In the lab's host. @throws ProblemError "not-found" */
export function bridgeNamed(topology: Topology, name: string): RecordId {
  for (const record of interfacesOf(topology, hostId))
    if (record.kind === "bridge" && record.name === name) return record.id;
  throw noSuchNetwork(name);
}

function findContainer({ topology }: Document, called: string): ContainerRecord | undefined {
  for (const record of recordsOfKind(topology, "container"))
    if (record.name === called || record.id === called) return record;
  return undefined;
}

function noSuchNetwork(name: string): ProblemError {
  return new ProblemError({
    kind: "not-found",
    code: "no-such-network",
    detail: `network: there is no ${name}; name a bridge of the lab's host, or none, host, container:NAME, namespace:NAME`,
    path: "network",
    parameters: { name },
  });
}
