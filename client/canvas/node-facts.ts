import { ownerOf } from "../../shared/container-rules.ts";
import { firewallOf } from "../gestures/firewall.ts";
import { hostId } from "../../shared/names.ts";
import { lossIn } from "../../shared/loss.ts";
import {
  bridgeOf,
  canBePort,
  type RecordId,
  type SingleRecord,
  type VethRecord,
} from "../../shared/topology.ts";
import { countVlans } from "../../shared/vlans.ts";
import { isStandby } from "../bonds.ts";
import type { OpenLab } from "../state.ts";
import { observedInterface, observedNamespace } from "../store.ts";
import { addressesOf, isDetached, stateOf } from "./interface-facts.ts";

/** What is drawn of a namespace, a bridge, a link's end: on the canvas, and in a picture of it. */

export type NamespaceKind = "host" | "router" | "namespace" | "container";

/** Whether it forwards is what the kernel does; what is drawn until it has spoken. */
export function kindOf(lab: Pick<OpenLab, "document" | "observed">, id: RecordId): NamespaceKind {
  if (id === hostId) return "host";
  if (forwards(lab, id)) return "router";
  return ownerOf(lab.document.topology, id) === undefined ? "namespace" : "container";
}

/** Does it pass packets on? */
export function forwards(lab: Pick<OpenLab, "document" | "observed">, id: RecordId): boolean {
  const record = lab.document.topology[id];
  const drawn = record?.kind === "namespace" ? record.forwarding : null;
  const forwarding = observedNamespace(lab, id)?.forwarding ?? drawn;
  return forwarding !== null && (forwarding.ipv4 || forwarding.ipv6);
}

/** Whether anything filters or translates there: what the kernel has; what is drawn until it has spoken. */
export function hasFirewall(lab: Pick<OpenLab, "document" | "observed">, id: RecordId): boolean {
  const seen = observedNamespace(lab, id);
  if (seen !== undefined)
    return seen.tables.some((table) => table.lines.length > 0 && lossIn(table) === null);
  return firewallOf(lab.document.topology, id) !== null;
}

export function bridgeFacts(lab: OpenLab, id: RecordId) {
  const record = lab.document.topology[id];
  if (record?.kind !== "bridge")
    return { name: "", state: "error" as const, address: "", stp: false, namespace: "" };
  const owner = lab.document.topology[record.namespace];
  return {
    name: record.name,
    state: stateOf(lab, id),
    address: addressesOf(lab, record).join(" "),
    stp: observedInterface(lab, record)?.bridge?.stp ?? record.stp,
    /** Whose it is, where that is not the lab's host. */
    namespace: record.namespace === hostId || owner?.kind !== "namespace" ? "" : owner.name,
  };
}

export function endFacts(lab: OpenLab, id: RecordId) {
  const record = lab.document.topology[id];
  if (!canBePort(record)) return noEnd;
  const isPort = bridgeOf(lab.document.topology, record) !== null;
  return {
    name: record.name,
    /** A chip says it where there is one. Ports seldom have any: in its place stand their VLANs, where their bridge looks at tags. */
    address: isPort ? (addressesOf(lab, record)[0] ?? vlanText(lab, record)) : "",
    isPort,
    isDetached: isDetached(lab, record),
    isStandby: isStandby(lab, id),
    portState: observedInterface(lab, record)?.bridgePort?.state ?? null,
    state: stateOf(lab, id),
  };
}

function vlanText(lab: OpenLab, record: VethRecord | SingleRecord): string {
  const bridge = bridgeOf(lab.document.topology, record);
  if (bridge === null) return "";
  const isAware = observedInterface(lab, bridge)?.bridge?.vlanFiltering ?? bridge.vlanFiltering;
  if (!isAware) return "";
  return `VLAN ${countVlans(observedInterface(lab, record)?.vlans ?? record.vlans)}`;
}

const noEnd = {
  name: "",
  address: "",
  isPort: false,
  isDetached: false,
  isStandby: false,
  portState: null,
  state: "error",
} as const;
