import type { BridgeRecord } from "../../shared/topology.ts";
import { nameIn, type Difference } from "./difference.ts";
import type { PlannedStep } from "./phase.ts";

/** USER_HZ: the kernel counts ageing in hundredths of a second. */
const ticksPerSecond = 100;

/** Bridges made, and what only a bridge has: STP and ageing. */
export function planBridges({ after, interfaces }: Difference): PlannedStep[] {
  return [
    ...interfaces.added
      .filter((record) => record.kind === "bridge")
      .map(
        (record): PlannedStep => ({
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
            ...settings(born, record),
          ],
          reason: "bridge-add",
          record: record.id,
          phase: "add-bridges",
        }),
      ),
    ...interfaces.kept.flatMap((pair): PlannedStep[] => {
      if (pair.before.kind !== "bridge" || pair.after.kind !== "bridge") return [];
      const changed = settings(pair.before, pair.after);
      if (changed.length === 0) return [];
      return [
        {
          namespace: nameIn(after, pair.after.namespace),
          tool: "ip",
          argv: ["link", "set", "dev", pair.after.name, "type", "bridge", ...changed],
          reason: "bridge-set",
          record: pair.after.id,
          phase: "set-interfaces",
        },
      ];
    }),
  ];
}

const born: Pick<BridgeRecord, "stp" | "ageingTimeSeconds"> = { stp: false, ageingTimeSeconds: 300 };

function settings(from: typeof born, to: typeof born): string[] {
  return [
    ...(from.stp === to.stp ? [] : ["stp_state", to.stp ? "1" : "0"]),
    ...(from.ageingTimeSeconds === to.ageingTimeSeconds
      ? []
      : ["ageing_time", String(to.ageingTimeSeconds * ticksPerSecond)]),
  ];
}

function mtuOf({ mtu }: BridgeRecord): string[] {
  return mtu === 1500 ? [] : ["mtu", String(mtu)];
}
