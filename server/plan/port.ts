import type { StepReason } from "../../shared/step.ts";
import {
  bondOf,
  bridgeOf,
  canBePort,
  isInterface,
  type InterfaceRecord,
  type RecordId,
  type Topology,
} from "../../shared/topology.ts";
import { nameIn, type Difference } from "./difference.ts";
import { currentMaster, isReleased, isUpBeforeJoining, joins } from "./membership.ts";
import type { Phase, PlannedStep } from "./phase.ts";
import { isReadyAtOnce } from "./veth.ts";

/** Interfaces put on bridges and into bonds, and taken off. */
export function planPorts(difference: Difference): PlannedStep[] {
  const { after, interfaces } = difference;
  const joining = interfaces.added.filter(
    (record) => canBePort(record) && record.master !== null && !isReadyAtOnce(record, after),
  );
  return [
    ...joining.flatMap((record) => join(record, false, after)),
    ...interfaces.kept.flatMap((pair): PlannedStep[] => {
      const isLeaving = currentMaster(pair, difference) !== null && masterOf(pair.after) === null;
      return [
        ...(isLeaving || isReleased(pair, difference) ? [release(pair.after, after)] : []),
        ...(joins(pair, difference) ? join(pair.after, isUpBeforeJoining(pair, difference), after) : []),
      ];
    }),
    ...bridgeMtus(difference),
  ];
}

function release(record: InterfaceRecord, after: Topology): PlannedStep {
  return step(record, after, ["nomaster"], "port-remove", "release-ports");
}

function join(record: InterfaceRecord, isUp: boolean, after: Topology): PlannedStep[] {
  const master = bridgeOf(after, record) ?? bondOf(after, record);
  if (master === null) return [];
  return [
    ...(isUp && master.kind === "bond"
      ? [step(record, after, ["down"], "interface-down", "join-ports")]
      : []),
    step(record, after, ["master", master.name], "port-add", "join-ports"),
  ];
}

function step(
  record: InterfaceRecord,
  after: Topology,
  words: readonly string[],
  reason: StepReason,
  phase: Phase,
): PlannedStep {
  return {
    namespace: nameIn(after, record.namespace),
    tool: "ip",
    argv: ["link", "set", "dev", record.name, ...words],
    reason,
    record: record.id,
    phase,
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
