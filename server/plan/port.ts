import {
  canBePort,
  isInterface,
  type InterfaceRecord,
  type RecordId,
  type SingleRecord,
  type Topology,
  type VethRecord,
} from "../../shared/topology.ts";
import { nameIn, type Difference, type Pair } from "./difference.ts";
import { isMoved } from "./interface-name.ts";
import type { PlannedStep } from "./phase.ts";
import { isReadyAtOnce } from "./veth.ts";

/** Interfaces put on bridges and taken off. */
export function planPorts(difference: Difference): PlannedStep[] {
  const { after, interfaces } = difference;
  const joining = interfaces.added.filter(
    (record) => canBePort(record) && record.master !== null && !isReadyAtOnce(record, after),
  );
  return [
    ...joining.flatMap((record) => (canBePort(record) ? [step(record, after)] : [])),
    ...interfaces.kept.flatMap((pair): PlannedStep[] => {
      const end = pair.after;
      if (!canBePort(end)) return [];
      return currentMaster(pair, after) === end.master ? [] : [step(end, after)];
    }),
    ...bridgeMtus(difference),
  ];
}

/** Whose port it is when ports join: a move, and the end of its bridge, have taken it off already. */
export function currentMaster(pair: Pair<InterfaceRecord>, after: Topology): RecordId | null {
  const { before } = pair;
  if (!canBePort(before) || before.master === null || isMoved(pair)) return null;
  return after[before.master] === undefined ? null : before.master;
}

function step(end: VethRecord | SingleRecord, after: Topology): PlannedStep {
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

/** Without ports a bridge that follows them has this (ETH_DATA_LEN). */
const mtuWithoutPorts = 1500;

/**
 * A bridge follows its ports' smallest MTU until somebody sets its own (br_mtu_auto_adjust, net/bridge/br_if.c), and to
 * set the value it has just now does not count. So it is said again whenever the ports leave it with another one.
 */
function bridgeMtus({ before, after, interfaces }: Difference): PlannedStep[] {
  const adjusted = new Set<RecordId | null>([
    ...[...interfaces.added, ...interfaces.removed].map(masterOf),
    ...interfaces.kept
      .filter((pair) => pair.before.mtu !== pair.after.mtu || masterOf(pair.before) !== masterOf(pair.after))
      .flatMap((pair) => [masterOf(pair.before), masterOf(pair.after)]),
  ]);
  const concerned = [...interfaces.added, ...interfaces.kept.map((pair) => pair.after)];
  const ids = new Set([...adjusted, ...concerned.map(({ id }) => id)]);
  return [...ids].flatMap((id): PlannedStep[] => {
    const bridge = id === null ? undefined : after[id];
    if (bridge?.kind !== "bridge") return [];
    const previous = before[bridge.id];
    const isChanged = isInterface(previous) && previous.mtu !== bridge.mtu;
    const isOverruled = adjusted.has(bridge.id) && bridge.mtu !== smallestMtu(bridge.id, after);
    if (!isChanged && !isOverruled) return [];
    return [
      {
        namespace: nameIn(after, bridge.namespace),
        tool: "ip",
        argv: ["link", "set", "dev", bridge.name, "mtu", String(bridge.mtu)],
        reason: "interface-mtu",
        record: bridge.id,
        phase: "join-ports",
      },
    ];
  });
}

function smallestMtu(bridge: RecordId, topology: Topology): number {
  const mtus = Object.values(topology)
    .filter(canBePort)
    .filter(({ master }) => master === bridge)
    .map(({ mtu }) => mtu);
  return mtus.length === 0 ? mtuWithoutPorts : Math.min(...mtus);
}

function masterOf(record: InterfaceRecord): RecordId | null {
  return canBePort(record) ? record.master : null;
}
