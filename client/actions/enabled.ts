import type { ContainerRecord } from "../../shared/container.ts";
import { hostId } from "../../shared/names.ts";
import { isInterface, type RecordId } from "../../shared/topology.ts";
import { isNode } from "../gestures/names.ts";
import type { OpenLab, State } from "../state.ts";

/** Can the network be changed now? */
export function isLive(state: State): boolean {
  return state.connection === "live" && state.lab?.state.phase === "running";
}

/** Something of ours is on its way: the server has not yet said that it can be taken back. */
export function isAsking(state: State): boolean {
  return Object.keys(state.lab?.pending ?? {}).length > 0;
}

export function hasLab(state: State): boolean {
  return state.lab !== null;
}

/** Only its own host is there. */
export function isEmptyLab({ document }: OpenLab): boolean {
  return Object.keys(document.topology).length <= 1;
}

export function topologyOf(state: State) {
  return state.lab?.document.topology ?? {};
}

/** Selected cards and bars. */
export function selectedNodes(state: State): RecordId[] {
  return [...state.selection].filter((id) => isNode(topologyOf(state), id));
}

/** What Delete would take: everything selected but the lab's own host. */
export function removable(state: State): RecordId[] {
  return [...state.selection].filter((id) => id !== hostId && topologyOf(state)[id] !== undefined);
}

export function selectedNamespaces(state: State): RecordId[] {
  return [...state.selection].filter((id) => topologyOf(state)[id]?.kind === "namespace");
}

/** The container that alone is selected. */
export function onlyContainer(state: State): ContainerRecord | null {
  const [id, ...others] = state.selection;
  const record = id === undefined || others.length > 0 ? undefined : topologyOf(state)[id];
  return record?.kind === "container" ? record : null;
}

export function hasSwitch(state: State): boolean {
  return [...state.selection].some((id) => {
    const record = topologyOf(state)[id];
    return record?.kind === "namespace" || isInterface(record);
  });
}
