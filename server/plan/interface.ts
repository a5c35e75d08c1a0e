import {
  bondOf,
  hasMacAddress,
  isInterface,
  isSingle,
  type AdminState,
  type InterfaceRecord,
  type Topology,
} from "../../shared/topology.ts";
import { depthOf } from "./depth.ts";
import { nameIn, type Difference, type Pair } from "./difference.ts";
import { isUpAfterJoining } from "./membership.ts";
import type { Phase, PlannedStep } from "./phase.ts";
import { isReadyAtOnce } from "./veth.ts";

/** What every interface has: MAC address, MTU, up or down. lo included, as far as it goes. */
export function planInterfaces(difference: Difference): PlannedStep[] {
  return [...interfaceSteps(difference), ...loopbackSteps(difference)];
}

function interfaceSteps(difference: Difference): PlannedStep[] {
  const { after, interfaces } = difference;
  const set = (
    record: InterfaceRecord,
    phase: Phase,
    reason: PlannedStep["reason"],
    ...words: string[]
  ): PlannedStep => ({
    namespace: nameIn(after, record.namespace),
    tool: "ip",
    argv: ["link", "set", "dev", record.name, ...words],
    ...besidesLower(record, after),
    reason,
    record: record.id,
    phase,
  });
  return [
    ...interfaces.added
      .filter((record) => record.adminState === "up" && !isReadyAtOnce(record, after))
      .filter((record) => bondOf(after, record) === null)
      .toSorted((a, b) => depthOf(a, after) - depthOf(b, after))
      .map((record) => set(record, "bring-up", "interface-up", "up")),
    // A bond opens its members.
    ...interfaces.added
      .filter((record) => record.adminState === "down" && bondOf(after, record) !== null)
      .map((record) => set(record, "take-down", "interface-down", "down")),
    ...fromLowest(interfaces.kept, after).flatMap((pair): PlannedStep[] => {
      const { before, after: record } = pair;
      const isUpNow = isUpAfterJoining(pair, difference);
      const wantsUp = record.adminState === "up";
      return [
        ...(before.macAddress === record.macAddress || !hasMacAddress(record)
          ? []
          : [set(record, "set-interfaces", "interface-mac-address", "address", record.macAddress)]),
        // A bridge's depends on its ports': port.ts.
        ...(before.mtu === record.mtu || record.kind === "bridge"
          ? []
          : [set(record, "set-interfaces", "interface-mtu", "mtu", String(record.mtu))]),
        ...(isUpNow && !wantsUp ? [set(record, "take-down", "interface-down", "down")] : []),
        ...(!isUpNow && wantsUp ? [set(record, "bring-up", "interface-up", "up")] : []),
      ];
    }),
  ];
}

function besidesLower(record: InterfaceRecord, after: Topology): Pick<PlannedStep, "besides"> {
  const lower = isSingle(record) && record.lower !== null ? after[record.lower] : undefined;
  if (!isInterface(lower) || lower.namespace === record.namespace) return {};
  return { besides: [nameIn(after, lower.namespace)] };
}

/** What an interface is on must have room for it, and be up, before it. */
function fromLowest(pairs: readonly Pair<InterfaceRecord>[], after: Topology): Pair<InterfaceRecord>[] {
  return pairs.toSorted((a, b) => depthOf(a.after, after) - depthOf(b.after, after));
}

function loopbackSteps({ namespaces }: Difference): PlannedStep[] {
  const states: { id: string; name: string; from: AdminState; to: AdminState }[] = [
    // A namespace is born with lo down.
    ...namespaces.added.map(({ id, name, loopback }) => ({
      id,
      name,
      from: "down" as const,
      to: loopback.adminState,
    })),
    ...namespaces.kept.map(({ before, after: { id, name, loopback } }) => ({
      id,
      name,
      from: before.loopback.adminState,
      to: loopback.adminState,
    })),
  ];
  return states
    .filter(({ from, to }) => from !== to)
    .map(({ id, name, to }) => ({
      namespace: name,
      tool: "ip",
      argv: ["link", "set", "dev", "lo", to],
      reason: to === "up" ? "loopback-up" : "loopback-down",
      record: id,
      phase: to === "up" ? "bring-up" : "take-down",
    }));
}
