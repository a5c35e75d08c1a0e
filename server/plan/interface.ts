import type { AdminState, InterfaceRecord } from "../../shared/topology.ts";
import { nameIn, type Difference } from "./difference.ts";
import { isBounced, isMoved } from "./interface-name.ts";
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
    reason,
    record: record.id,
    phase,
  });
  return [
    ...interfaces.added
      .filter((record) => record.adminState === "up" && !isReadyAtOnce(record, after))
      .map((record) => set(record, "bring-up", "interface-up", "up")),
    ...interfaces.kept.flatMap((pair): PlannedStep[] => {
      const { before, after: record } = pair;
      const isUpNow = before.adminState === "up" && !isMoved(pair) && !isBounced(pair, difference);
      const wantsUp = record.adminState === "up";
      return [
        ...(before.macAddress === record.macAddress
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
