import {
  canBePort,
  isInterface,
  isSingle,
  type InterfaceRecord,
  type RecordId,
  type SingleRecord,
  type Topology,
} from "../shared/topology.ts";
import { meetOnLower, tunnelEndOf } from "./gestures/interface-kinds/index.ts";
import { tunnelsOf } from "./gestures/tunnels.ts";

/** One line crossed, from the first end to the second: a link, a tunnel, or to or from what an interface is on. */
export interface Crossing {
  readonly from: RecordId;
  readonly to: RecordId;
}

/** The ways frames go that leave by an interface, each up to where they are received next. */
export function waysOut(
  topology: Topology,
  end: InterfaceRecord,
  membersOf: (bond: RecordId) => readonly InterfaceRecord[] = (bond) => membersIn(topology, bond),
): readonly (readonly Crossing[])[] {
  if (end.kind === "bond") return membersOf(end.id).flatMap((member) => waysOut(topology, member, membersOf));
  if (end.kind === "veth") return [[{ from: end.id, to: end.peer }]];
  if (!isSingle(end)) return [];
  if (tunnelEndOf(end) !== null) return otherEndsOf(topology, end).map((to) => [{ from: end.id, to }]);
  const lower = end.lower === null ? undefined : topology[end.lower];
  if (!isInterface(lower)) return [];
  const down = { from: end.id, to: lower.id };
  const beside = uppersOf(topology, lower).filter((other) => other !== end && meetOnLower(end, other));
  return [
    ...beside.map(({ id }) => [down, { from: lower.id, to: id }]),
    ...(lower.kind === "bridge" ? [[down]] : []),
    ...waysOut(topology, lower, membersOf).map((way) => [down, ...way]),
  ];
}

/** Those that receive what an interface does from outside: what is on it, but for tunnels. */
export function uppersOf(topology: Topology, lower: InterfaceRecord): readonly SingleRecord[] {
  return Object.values(topology)
    .filter(isSingle)
    .filter((record) => record.lower === lower.id && tunnelEndOf(record) === null);
}

function otherEndsOf(topology: Topology, end: SingleRecord): readonly RecordId[] {
  return tunnelsOf(topology)
    .filter((ends) => ends.includes(end))
    .flatMap((ends) => ends.filter((other) => other !== end))
    .map(({ id }) => id);
}

function membersIn(topology: Topology, bond: RecordId): readonly InterfaceRecord[] {
  return Object.values(topology)
    .filter(canBePort)
    .filter(({ master }) => master === bond);
}
