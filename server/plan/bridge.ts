import type { BridgeRecord, Topology } from "../../shared/topology.ts";
import { nameIn, type Difference } from "./difference.ts";
import type { PlannedStep } from "./phase.ts";

/** USER_HZ: the kernel counts ageing in hundredths of a second. */
const ticksPerSecond = 100;

/** Bridges made, and what only a bridge has: STP, ageing, and whether it looks at tags. */
export function planBridges({ after, interfaces }: Difference): PlannedStep[] {
  return [
    ...interfaces.added
      .filter((record) => record.kind === "bridge")
      .flatMap((record): PlannedStep[] => [
        {
          namespace: nameIn(after, record.namespace),
          tool: "ip",
          argv: [
            "link",
            "add",
            "name",
            record.name,
            "address",
            record.macAddress,
            ...mtuOf(record),
            "type",
            "bridge",
            ...settings(born, { ...record, vlanFiltering: false }),
          ],
          reason: "bridge-add",
          record: record.id,
          phase: "add-bridges",
        },
        // By itself: where the kernel cannot, there is a bridge all the same.
        ...change(record, settings({ ...record, vlanFiltering: false }, record), after),
      ]),
    ...interfaces.kept.flatMap((pair): PlannedStep[] => {
      if (pair.before.kind !== "bridge" || pair.after.kind !== "bridge") return [];
      return change(pair.after, settings(pair.before, pair.after), after);
    }),
  ];
}

function change(bridge: BridgeRecord, words: readonly string[], after: Topology): PlannedStep[] {
  if (words.length === 0) return [];
  return [
    {
      namespace: nameIn(after, bridge.namespace),
      tool: "ip",
      argv: ["link", "set", "dev", bridge.name, "type", "bridge", ...words],
      reason: "bridge-set",
      record: bridge.id,
      phase: "set-interfaces",
    },
  ];
}

const born: Pick<BridgeRecord, "stp" | "ageingTimeSeconds" | "vlanFiltering"> = {
  stp: false,
  ageingTimeSeconds: 300,
  vlanFiltering: false,
};

function settings(from: typeof born, to: typeof born): string[] {
  return [
    ...(from.stp === to.stp ? [] : ["stp_state", to.stp ? "1" : "0"]),
    ...(from.ageingTimeSeconds === to.ageingTimeSeconds
      ? []
      : ["ageing_time", String(to.ageingTimeSeconds * ticksPerSecond)]),
    ...(from.vlanFiltering === to.vlanFiltering ? [] : ["vlan_filtering", to.vlanFiltering ? "1" : "0"]),
  ];
}

function mtuOf({ mtu }: BridgeRecord): string[] {
  return mtu === 1500 ? [] : ["mtu", String(mtu)];
}
