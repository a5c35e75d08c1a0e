import { refuse } from "./refuse.ts";
import {
  canBePort,
  isInterface,
  isSingle,
  kindOf,
  type InterfaceRecord,
  type RecordId,
  type SingleRecord,
  type Topology,
  type TopologyRecord,
} from "./topology.ts";

/** What holds between interfaces and those they are on. */
export function checkLowers(topology: Topology): void {
  const taken = new Map<RecordId, SingleRecord>();
  for (const record of Object.values(topology)) {
    const lower = isSingle(record) ? checkLower(topology, record) : null;
    if (!isSingle(record) || lower === null || !kindOf(record).takesFrames) continue;
    checkTaking(record, lower, taken.get(lower.id));
    taken.set(lower.id, record);
  }
}

/** All frames of the lower interface pass through one hand only (netdev_rx_handler_register, net/core/dev.c). */
function checkTaking(record: SingleRecord, lower: InterfaceRecord, beside: SingleRecord | undefined): void {
  if (lower.kind === record.kind)
    refuse(
      record,
      "lower",
      "lower-of-same-kind",
      `${lower.name} is ${lower.kind}, too; choose what that one is on`,
      {
        interface: lower.name,
        type: lower.kind,
      },
    );
  if (canBePort(lower) && lower.master !== null)
    refuse(
      record,
      "lower",
      "lower-is-port",
      `${lower.name} is a port or member: its frames are its master's`,
      {
        interface: lower.name,
      },
    );
  if (beside === undefined) return;
  if (beside.kind !== record.kind || isAlone(beside) || isAlone(record))
    refuse(record, "lower", "lower-taken", `${beside.name} has all of ${lower.name}'s frames`, {
      name: beside.name,
      interface: lower.name,
    });
}

function isAlone(record: SingleRecord): boolean {
  return record.kind === "macvlan" && record.mode === "passthru";
}

function checkLower(topology: Topology, record: SingleRecord): InterfaceRecord | null {
  if (record.lower === null) return null;
  const lower = topology[record.lower];
  if (!isInterface(lower) || isOn(topology, lower, record.id))
    refuse(
      record,
      "lower",
      "no-such-lower",
      "it needs an interface to be on that is not on it in turn, named by its id",
    );
  const { overhead, isBoundToBirthplace } = kindOf(record);
  if (isBoundToBirthplace && lower.namespace !== record.namespace)
    refuse(record, "lower", "lower-elsewhere", "the interface it leaves by must be in its own namespace", {
      interface: lower.name,
    });
  const room = overhead === null ? Number.POSITIVE_INFINITY : lower.mtu - overhead(record);
  if (record.mtu > room)
    refuse(record, "mtu", "mtu-above-lower", `must be at most ${room}: ${lower.name} takes ${lower.mtu}`, {
      limit: room,
      interface: lower.name,
    });
  return lower;
}

/** Is it on this one, directly or by others? Loops end where they were gone into. */
function isOn(topology: Topology, record: InterfaceRecord, id: RecordId): boolean {
  const seen = new Set<RecordId>();
  for (let at: TopologyRecord | undefined = record; at !== undefined && !seen.has(at.id); ) {
    if (at.id === id) return true;
    seen.add(at.id);
    at = isSingle(at) && at.lower !== null ? topology[at.lower] : undefined;
  }
  return false;
}
