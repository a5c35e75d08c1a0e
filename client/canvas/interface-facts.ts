import type { ObservedInterface } from "../../shared/observed.ts";
import { canBePort, isInterface, type InterfaceRecord, type RecordId } from "../../shared/topology.ts";
import { isAttachedAsDrawn } from "../attachment.ts";
import { interfaceState } from "../panels/interface-state.ts";
import type { OpenLab } from "../state.ts";
import { isBuilt, observedInterface, observedNamespace } from "../store.ts";

/**
 * As the page draws it; `error` is what needs a look: the kernel has none of it, it is not a port of its bridge, or has
 * an address that never works.
 */
export type DrawnState = "up" | "down" | "no-carrier" | "error";

export function stateOf(lab: OpenLab, id: RecordId): DrawnState {
  const record = lab.document.topology[id];
  if (!isInterface(record)) return "error";
  const observed = observedInterface(lab, record);
  if (observed === undefined) return isBuilt(lab) ? "error" : "down";
  if (isDetached(lab, record)) return "error";
  if (observed.addresses.some((address) => address.dadState === "dadfailed")) return "error";
  const state = interfaceState(observed);
  return state === "missing" ? "error" : state;
}

/** Drawn as a port of a bridge or a member of a bond, and none of it in the kernel. */
export function isDetached(lab: OpenLab, record: InterfaceRecord): boolean {
  return isBuilt(lab) && canBePort(record) && record.master !== null && !isAttachedAsDrawn(lab, record);
}

/** A link is as good as its worse end; switched off counts before the missing carrier that it causes. */
export function stateOfLink(lab: OpenLab, from: RecordId, to: RecordId): DrawnState {
  const states = [stateOf(lab, from), stateOf(lab, to)];
  return (["error", "down", "no-carrier"] as const).find((state) => states.includes(state)) ?? "up";
}

export function loopbackState(lab: OpenLab, id: RecordId): "up" | "down" | "error" {
  const observed = observedNamespace(lab, id);
  if (observed === undefined) return isBuilt(lab) ? "error" : "down";
  return observed.interfaces["lo"]?.adminState ?? "error";
}

/** Addresses a person gave, as the kernel has them; link-local ones make themselves. Before the kernel has spoken, as drawn. */
export function addressesOf(lab: OpenLab, record: InterfaceRecord): readonly string[] {
  const observed = observedInterface(lab, record);
  return observed === undefined ? record.addresses : chosenOf(observed).map(({ address }) => address);
}

function chosenOf({ addresses }: ObservedInterface) {
  return addresses.filter(({ scope }) => scope !== "link");
}

/** An IPv6 address that does not work yet, because the kernel still asks whether another machine has it; or never will. */
export function dadStateOf(lab: OpenLab, record: InterfaceRecord): "tentative" | "dadfailed" | null {
  const observed = observedInterface(lab, record);
  const states = observed === undefined ? [] : chosenOf(observed).map(({ dadState }) => dadState);
  return (["dadfailed", "tentative"] as const).find((state) => states.includes(state)) ?? null;
}
