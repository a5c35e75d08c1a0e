import { parsePrefix } from "../../shared/prefix.ts";
import type { ObservedInterface } from "../../shared/observed.ts";
import {
  isInterface,
  type InterfaceRecord,
  type NamespaceRecord,
  type RecordId,
} from "../../shared/topology.ts";
import { interfaceState } from "../panels/interface-state.ts";
import { refusedOnCard } from "../refused.ts";
import type { OpenLab } from "../state.ts";
import { observedInterface, observedNamespace } from "../store.ts";

/** As the page draws it; `error` is what needs a look: the kernel has none of it, or an address that never works. */
export type DrawnState = "up" | "down" | "no-carrier" | "error";

/** What the kernel has not got is missing only in a lab that is built. */
export function isBuilt({ state }: OpenLab): boolean {
  return state.phase === "running";
}

export function stateOf(lab: OpenLab, id: RecordId): DrawnState {
  const record = lab.document.topology[id];
  if (!isInterface(record)) return "error";
  const observed = observedInterface(lab, record);
  if (observed === undefined) return isBuilt(lab) ? "error" : "down";
  if (observed.addresses.some((address) => address.dadState === "dadfailed")) return "error";
  const state = interfaceState(observed);
  return state === "missing" ? "error" : state;
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
  return observed === undefined ? record.addresses : chosenAddresses(observed);
}

function chosenAddresses(observed: ObservedInterface): string[] {
  return chosenOf(observed).map(({ address }) => address);
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

/** The first field in which the kernel is not as drawn, and what it says instead; null when it is as drawn. */
export interface Difference {
  readonly field: "missing" | "refused" | "adminState" | "mtu" | "macAddress" | "master" | "addresses";
  readonly kernel: string;
  /** What it is about, where that is not the thing itself. */
  readonly record?: RecordId;
}

/** As far as a card shows it: is the namespace there, and did the kernel take what is set in it? */
export function namespaceDifference(lab: OpenLab, { id }: NamespaceRecord): Difference | null {
  if (lab.state.phase !== "running") return null;
  if (observedNamespace(lab, id) === undefined) return { field: "missing", kernel: "" };
  const refused = refusedOnCard(lab, id);
  return refused === undefined
    ? null
    : { field: "refused", kernel: refused.output, record: refused.step.record };
}

export function differenceOf(lab: OpenLab, record: InterfaceRecord): Difference | null {
  if (!isBuilt(lab)) return null;
  const observed = observedInterface(lab, record);
  if (observed === undefined) return { field: "missing", kernel: "" };
  if (observed.adminState !== record.adminState) return { field: "adminState", kernel: observed.adminState };
  if (observed.mtu !== record.mtu) return { field: "mtu", kernel: String(observed.mtu) };
  if (observed.macAddress !== record.macAddress)
    return { field: "macAddress", kernel: observed.macAddress ?? "" };
  const master = record.kind === "veth" ? masterName(lab, record.master) : null;
  if (observed.master !== master) return { field: "master", kernel: observed.master ?? "–" };
  const kernel = chosenAddresses(observed);
  return sameAddresses(kernel, record.addresses)
    ? null
    : { field: "addresses", kernel: kernel.join(" ") || "–" };
}

function masterName(lab: OpenLab, master: RecordId | null): string | null {
  const bridge = master === null ? undefined : lab.document.topology[master];
  return bridge?.kind === "bridge" ? bridge.name : null;
}

/** IPv6 addresses go when an interface is set down, and come back with it: that is the kernel's way, no difference. */
function sameAddresses(kernel: readonly string[], drawn: readonly string[]): boolean {
  const global = drawn.filter((address) => !isLinkLocal(address));
  const left = global.filter((address) => parsePrefix(address)?.family === "ipv4");
  const right = kernel.filter((address) => parsePrefix(address)?.family === "ipv4");
  return left.length === right.length && left.every((address) => right.includes(address));
}

function isLinkLocal(address: string): boolean {
  return address.startsWith("fe80:");
}
