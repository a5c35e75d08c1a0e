import type { Observed, ObservedInterface, ObservedNamespace } from "../../shared/observed.ts";
import {
  hasMacAddress,
  isInterface,
  isSingle,
  recordsOfKind,
  settingsAsDrawn,
  type InterfaceRecord,
  type RecordId,
  type SingleRecord,
  type Topology,
} from "../../shared/topology.ts";
import { farLossSeen, isQualityAsDrawn, qualitySeen } from "../../shared/loss.ts";
import { drawnVlans } from "../../shared/vlans.ts";
import { isAsideName } from "../plan/interface-name.ts";
import { addressesAsBuilt } from "./addresses-as-built.ts";
import { canBeDrawn } from "./places.ts";

interface Home {
  readonly namespace: RecordId;
  readonly seen: ObservedInterface;
  readonly masterId: RecordId | null;
  /** What of its packets its far end drops. */
  readonly farLoss: number | null;
}

/**
 * Where the interface really is: under any of the names and namespaces it has had in the candidates, or on its way from
 * one to the other. Its MAC address tells it from one that somebody else made there; only an interface that the last
 * candidate has may be found without.
 */
export function findHome(
  record: InterfaceRecord,
  candidates: readonly Topology[],
  observed: Observed,
  built: Topology,
  masters: ReadonlyMap<string, RecordId>,
): Home | null {
  const versions = candidates.map((topology) => topology[record.id]).filter(isInterface);
  const placesNamed = (
    find: (seen: ObservedNamespace, name: string) => readonly (ObservedInterface | undefined)[],
  ) =>
    versions.flatMap(({ namespace: id, name }) => {
      const namespace = built[id];
      const here = namespace?.kind === "namespace" ? observed.namespaces[namespace.name] : undefined;
      const found = here === undefined ? [] : find(here, name);
      return found.flatMap((seen) =>
        seen?.kind === record.kind && canBeDrawn(seen) ? [{ namespace: id, seen }] : [],
      );
    });
  const places = placesNamed(({ interfaces }, name) => [interfaces[name]]);
  const macAddresses = new Set<string | null>(versions.map(({ macAddress }) => macAddress));
  const isOurs = ({ seen }: { seen: ObservedInterface }) => macAddresses.has(seen.macAddress);
  const onTheWay = () =>
    candidates.length === 1
      ? []
      : placesNamed(({ interfaces }) => Object.values(interfaces).filter(({ name }) => isAsideName(name)));
  const last = candidates.at(-1)?.[record.id];
  const home =
    places.find(isOurs) ??
    onTheWay().find(isOurs) ??
    places.find(
      ({ namespace, seen }) => isInterface(last) && namespace === last.namespace && seen.name === last.name,
    );
  if (home === undefined) return null;
  const { namespace, seen } = home;
  return {
    namespace,
    seen,
    farLoss: farLossSeen(observed, seen),
    masterId: seen.master === null ? null : (masters.get(slot(namespace, seen.master)) ?? null),
  };
}

/** Every name a bridge or bond has had in the candidates, by namespace. */
export function indexMasters(candidates: readonly Topology[]): Map<string, RecordId> {
  const masters = new Map<string, RecordId>();
  for (const topology of candidates) {
    for (const { id, namespace, name } of mastersIn(topology)) {
      if (!masters.has(slot(namespace, name))) masters.set(slot(namespace, name), id);
    }
  }
  return masters;
}

function mastersIn(topology: Topology): readonly InterfaceRecord[] {
  return [...recordsOfKind(topology, "bridge"), ...recordsOfKind(topology, "bond")];
}

function slot(namespace: RecordId, name: string): string {
  return JSON.stringify([namespace, name]);
}

/** What a bridge has that took its address from a port and has none left: the next port gives it another. */
const noAddress = "00:00:00:00:00:00";

export function interfaceAsBuilt(
  record: InterfaceRecord,
  { namespace, seen, masterId, farLoss }: Home,
  lowerId: () => RecordId | null,
): InterfaceRecord {
  const quality = { qdisc: seen.qdisc, farLoss };
  const common = {
    namespace,
    name: seen.name,
    adminState: seen.adminState,
    // A bond's member has the bond's, and its own again when it leaves.
    mtu: seen.bondMember === null ? seen.mtu : record.mtu,
    addresses: addressesAsBuilt(record.addresses, seen),
    quality: isQualityAsDrawn(record.quality, quality) ? record.quality : qualitySeen(quality),
    // What is no port keeps what is drawn until it is one.
    vlans: record.kind !== "bridge" && seen.bridgePort === null ? record.vlans : drawnVlans(seen.vlans),
  };
  const macAddress = (own: string) =>
    seen.macAddress === null || seen.macAddress === noAddress ? own : seen.macAddress;
  if (isSingle(record)) {
    const fields = {
      macAddress: hasMacAddress(record) ? macAddress(record.macAddress) : record.macAddress,
      master: masterId,
      lower: lowerId() ?? (seen.lower === null ? null : record.lower),
    };
    // Its kind's own, as netlink/interface-kinds/ reads them.
    return { ...record, ...common, ...fields, ...settingsAsDrawn(record, seen) } as SingleRecord;
  }
  const ethernet = { ...common, macAddress: macAddress(record.macAddress) };
  if (record.kind === "veth") return { ...record, ...ethernet, master: masterId };
  const { stp, ageingTimeSeconds, vlanFiltering } = seen.bridge ?? record;
  return { ...record, ...ethernet, stp, ageingTimeSeconds, vlanFiltering };
}
