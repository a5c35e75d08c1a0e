import { isEqual } from "../shared/equal.ts";
import type { ObservedAddress, ObservedInterface, ObservedNamespace } from "../shared/observed.ts";
import { farLossSeen, isQualityAsDrawn, qualitySeen, type SeenQuality } from "../shared/loss.ts";
import { isThisRule } from "../shared/policy-rule.ts";
import { forwardingSysctl } from "../shared/sysctl.ts";
import {
  addressFamily,
  canBePort,
  hasMacAddress,
  isInterface,
  isSingle,
  namespaceOf,
  settingsAsDrawn,
  type InterfaceRecord,
  type NamespaceRecord,
  type RecordId,
  type SingleRecord,
} from "../shared/topology.ts";
import { drawnVlans, formatVlans } from "../shared/vlans.ts";
import { isAttachedAsDrawn } from "./attachment.ts";
import { indexOf } from "./canvas/topology-index.ts";
import { policyRulesOf } from "./gestures/policy-rules.ts";
import { qualityWords } from "./panels/quality-texts.ts";
import { refusedOnCard } from "./refused.ts";
import { routePresence } from "./route-presence.ts";
import type { OpenLab } from "./state.ts";
import { isBuilt, observedInterface, observedNamespace } from "./store.ts";

type InterfaceField =
  | "adminState"
  | "mtu"
  | "quality"
  | "macAddress"
  | "master"
  | "addresses"
  | "stp"
  | "ageingTimeSeconds"
  | "vlanFiltering"
  | "vlans"
  | "lower"
  | "settings";
type NamespaceField = "refused" | "sysctl" | "loopback" | "loopbackAddresses" | "routes" | "rules";

/** The first field in which the kernel is not as drawn, and what it says instead. */
export interface Difference {
  readonly field: "missing" | InterfaceField | NamespaceField;
  readonly kernel: string;
  /** What it is about, where that is not the thing itself. */
  readonly record?: RecordId;
}

const none = "–";

/** null while it is as drawn, or the lab is not built yet. */
export function interfaceDifference(lab: OpenLab, record: InterfaceRecord): Difference | null {
  if (!isBuilt(lab)) return null;
  const observed = observedInterface(lab, record);
  if (observed === undefined) return { field: "missing", kernel: "" };
  const { adminState, mtu, macAddress, master, bridge } = observed;
  if (canBePort(record) ? !isAttachedAsDrawn(lab, record) : master !== null)
    return { field: "master", kernel: master ?? none };
  if (adminState !== record.adminState) return { field: "adminState", kernel: adminState };
  if (!hasAddresses(observed, record.addresses))
    return { field: "addresses", kernel: chosenAddresses(observed) || none };
  // A bond's member has the bond's for as long as it is one.
  if (observed.bondMember === null && mtu !== record.mtu) return { field: "mtu", kernel: String(mtu) };
  const quality = { qdisc: observed.qdisc, farLoss: farLossSeen(lab.observed, observed) };
  if (!isQualityAsDrawn(record.quality, quality))
    return { field: "quality", kernel: qualityKernelWords(quality) };
  if (hasMacAddress(record) && macAddress !== record.macAddress)
    return { field: "macAddress", kernel: macAddress ?? none };
  if (observed.vlans !== null && !isEqual(drawnVlans(observed.vlans), record.vlans))
    return { field: "vlans", kernel: formatVlans(observed.vlans) };
  if (isSingle(record)) return singleDifference(lab, record, observed);
  if (record.kind !== "bridge" || bridge === null) return null;
  if (bridge.vlanFiltering !== record.vlanFiltering)
    return { field: "vlanFiltering", kernel: bridge.vlanFiltering ? "1" : "0" };
  if (bridge.stp !== record.stp) return { field: "stp", kernel: bridge.stp ? "1" : "0" };
  return bridge.ageingTimeSeconds === record.ageingTimeSeconds
    ? null
    : { field: "ageingTimeSeconds", kernel: String(bridge.ageingTimeSeconds) };
}

/** The discipline's name, and what of it can be said. */
function qualityKernelWords(seen: SeenQuality): string {
  const words = qualityWords(qualitySeen(seen), { duplicate: "duplicate", reorder: "reorder" });
  return [seen.qdisc?.kind, words].filter((each) => each !== undefined && each !== "").join(" ") || none;
}

/** Of one that is one record by itself: what it is on, and what only its kind has. */
function singleDifference(
  lab: OpenLab,
  record: SingleRecord,
  observed: ObservedInterface,
): Difference | null {
  if (!isOnItsLower(lab, record, observed))
    return { field: "lower", kernel: observed.lower === null ? none : `if${observed.lower.ifindex}` };
  const drawn: Readonly<Record<string, unknown>> = { ...record };
  const differing = Object.entries(settingsAsDrawn(record, observed)).find(
    ([key, now]) => !isEqual(now, drawn[key]),
  );
  if (differing === undefined) return null;
  const [key, now] = differing;
  return {
    field: "settings",
    kernel: `${key} ${typeof now === "string" ? now : JSON.stringify(now)}`,
  };
}

/** Its namespace may have no name for the other one's: then its number tells. */
function isOnItsLower(lab: OpenLab, { lower }: SingleRecord, observed: ObservedInterface): boolean {
  const record = lower === null ? undefined : lab.document.topology[lower];
  if (!isInterface(record) || observed.lower === null) return lower === observed.lower;
  const owner = namespaceOf(lab.document.topology, record.namespace).name;
  const { namespace, ifindex } = observed.lower;
  return (namespace ?? owner) === owner && observedInterface(lab, record)?.ifindex === ifindex;
}

/** What its card tells, where nothing else on it does: the namespace itself, lo, and its routes. */
export function namespaceDifference(lab: OpenLab, record: NamespaceRecord): Difference | null {
  if (!isBuilt(lab)) return null;
  const observed = observedNamespace(lab, record.id);
  if (observed === undefined) return { field: "missing", kernel: "" };
  const refused = refusedOnCard(lab, record.id);
  if (refused !== undefined) return { field: "refused", kernel: refused.output, record: refused.step.record };
  const missing = missingRoutes(lab, record.id);
  if (missing !== "") return { field: "routes", kernel: missing };
  const rules = missingRules(lab, record, observed);
  if (rules !== "") return { field: "rules", kernel: rules };
  const sysctl = differingSysctl(record, observed);
  if (sysctl !== undefined) return { field: "sysctl", kernel: sysctl };
  const lo = observed.interfaces["lo"];
  if (lo === undefined) return null;
  if (lo.adminState !== record.loopback.adminState) return { field: "loopback", kernel: lo.adminState };
  return hasAddresses(lo, record.loopback.addresses)
    ? null
    : { field: "loopbackAddresses", kernel: chosenAddresses(lo) || none };
}

/** `net.ipv4.ip_forward = 1`, the first that is not as drawn; forwarding is one, too. */
function differingSysctl(record: NamespaceRecord, observed: ObservedNamespace): string | undefined {
  for (const family of ["ipv4", "ipv6"] as const) {
    const isOn = observed.forwarding[family];
    if (isOn !== record.forwarding[family]) return `${forwardingSysctl[family]} = ${isOn ? 1 : 0}`;
  }
  const key = Object.keys(record.sysctls).find((name) => observed.sysctls[name] !== record.sysctls[name]);
  return key === undefined ? undefined : `${key} = ${observed.sysctls[key] ?? none}`;
}

function missingRoutes(lab: OpenLab, namespace: RecordId): string {
  const routes = indexOf(lab.document.topology).routes.get(namespace) ?? [];
  return routes
    .filter((route) => routePresence(lab, route) === "missing")
    .map(({ destination }) => destination)
    .join(", ");
}

function missingRules(lab: OpenLab, { id }: NamespaceRecord, { rules }: ObservedNamespace): string {
  return policyRulesOf(lab.document.topology, id)
    .filter((drawn) => !rules.some((seen) => isThisRule(drawn, seen)))
    .map(({ priority }) => String(priority))
    .join(", ");
}

/**
 * All that are drawn, and no other that somebody gave. Setting an interface down takes its IPv6 addresses along, and up
 * brings them back: that is the kernel's way, no difference.
 */
function hasAddresses(observed: ObservedInterface, drawn: readonly string[]): boolean {
  const { adminState, addresses } = observed;
  const isThere = (address: string) => addresses.some((known) => known.address === address);
  const waits = (address: string) => adminState === "down" && addressFamily(address) === "ipv6";
  const isOther = (known: ObservedAddress) => !isMadeByKernel(known) && !drawn.includes(known.address);
  return drawn.every((address) => isThere(address) || waits(address)) && !addresses.some(isOther);
}

function chosenAddresses({ addresses }: ObservedInterface): string {
  return addresses
    .filter((known) => !isMadeByKernel(known))
    .map(({ address }) => address)
    .join(" ");
}

/** fe80::… on every interface that is up, and lo's own: the kernel made these itself. */
export function isMadeByKernel({ scope }: ObservedAddress): boolean {
  return scope === "link" || scope === "host";
}
