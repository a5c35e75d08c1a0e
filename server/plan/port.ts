import type { InterfaceRecord, Topology, VethRecord } from "../../shared/topology.ts";
import { nameIn, type Difference } from "./difference.ts";
import { isMoved } from "./interface-name.ts";
import type { PlannedStep } from "./phase.ts";
import { isReadyAtOnce } from "./veth.ts";

/** Veth ends put on bridges and taken off. */
export function planPorts({ after, interfaces }: Difference): PlannedStep[] {
  const joining = interfaces.added.filter(
    (record) => record.kind === "veth" && record.master !== null && !isReadyAtOnce(record, after),
  );
  return [
    ...joining.flatMap((record) => (record.kind === "veth" ? [step(record, after)] : [])),
    ...interfaces.kept.flatMap((pair): PlannedStep[] => {
      const { before, after: end } = pair;
      if (before.kind !== "veth" || end.kind !== "veth") return [];
      // A move, and the end of its bridge, have taken it off already.
      const current =
        isMoved(pair) || before.master === null || after[before.master] === undefined ? null : before.master;
      return current === end.master ? [] : [step(end, after)];
    }),
    ...bridgeMtus(interfaces.added, after),
    ...interfaces.kept.flatMap((pair) =>
      pair.before.mtu !== pair.after.mtu || masterOf(pair.before) !== masterOf(pair.after)
        ? bridgeMtus([pair.after], after)
        : [],
    ),
  ];
}

function step(end: VethRecord, after: Topology): PlannedStep {
  const master = end.master === null ? undefined : after[end.master];
  const isJoining = master?.kind === "bridge";
  return {
    namespace: nameIn(after, end.namespace),
    tool: "ip",
    argv: ["link", "set", "dev", end.name, ...(isJoining ? ["master", master.name] : ["nomaster"])],
    reason: isJoining ? "port-add" : "port-remove",
    record: end.id,
    phase: isJoining ? "join-ports" : "release-ports",
  };
}

/**
 * A bridge follows its ports' smallest MTU until somebody sets its own (br_mtu_auto_adjust, net/bridge/br_if.c). Where
 * the drawing says otherwise it has to be said to the kernel.
 */
function bridgeMtus(ends: readonly InterfaceRecord[], after: Topology): PlannedStep[] {
  return ends.flatMap((end): PlannedStep[] => {
    const masterId = masterOf(end);
    const master = masterId === null ? undefined : after[masterId];
    if (master?.kind !== "bridge" || master.mtu === end.mtu) return [];
    return [
      {
        namespace: nameIn(after, master.namespace),
        tool: "ip",
        argv: ["link", "set", "dev", master.name, "mtu", String(master.mtu)],
        reason: "interface-mtu",
        record: master.id,
        phase: "join-ports",
      },
    ];
  });
}

function masterOf(record: InterfaceRecord): string | null {
  return record.kind === "veth" ? record.master : null;
}
