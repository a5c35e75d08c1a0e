import { hostId } from "../../shared/names.ts";
import { bondOf, type InterfaceRecord, type Topology, type VethRecord } from "../../shared/topology.ts";
import { nameIn, type Difference } from "./difference.ts";
import { nameAfterBirth, nameAtBirth } from "./made-elsewhere.ts";
import { netnsWord } from "./netns.ts";
import type { PlannedStep } from "./phase.ts";

/**
 * Pairs made, each end straight in its namespace under its own name. The end named first can be brought up and put on
 * its bridge in the same command; the other cannot ("Transport endpoint is not connected": it has no peer yet).
 */
export function planVeths(difference: Difference): PlannedStep[] {
  const { after, interfaces } = difference;
  return pairs(interfaces.added, after).flatMap((pair) => {
    const [first, second] = isReadyAtOnce(pair[1], after) ? [pair[1], pair[0]] : pair;
    const firstName = nameAtBirth(first, hostId, difference);
    const secondName = nameAtBirth(second, hostId, difference);
    const step: PlannedStep = {
      namespace: "host",
      tool: "ip",
      argv: [
        "link",
        "add",
        ...endOf(first, firstName, after),
        ...(isReadyAtOnce(first, after) ? readiness(first, after) : []),
        "type",
        "veth",
        "peer",
        ...endOf(second, secondName, after),
      ],
      reason: "veth-add",
      record: first.id,
      phase: "add-veths",
    };
    return [
      step,
      ...nameAfterBirth(first, firstName, difference, "add-veths"),
      ...nameAfterBirth(second, secondName, difference, "add-veths"),
    ];
  });
}

/**
 * Is this end finished by the command that makes the pair? Then nothing has to bring it up or put it on its bridge. The
 * command runs in the host, so only an end there can be; of two, the one that has a bridge.
 */
export function isReadyAtOnce(end: InterfaceRecord, after: Topology): boolean {
  const peer = end.kind === "veth" ? after[end.peer] : undefined;
  // Whoever joins a bond must be down.
  if (bondOf(after, end) !== null) return false;
  if (end.kind !== "veth" || end.namespace !== hostId || peer?.kind !== "veth") return false;
  if (peer.namespace !== hostId) return true;
  const isPort = (one: VethRecord) => one.master !== null;
  return isPort(end) === isPort(peer) ? end.id < peer.id : isPort(end);
}

/** Each pair once: the end that comes first in the records' order, with its peer (itself where that is missing). */
export function pairs(records: readonly InterfaceRecord[], topology: Topology): [VethRecord, VethRecord][] {
  const seen = new Set<string>();
  return records.flatMap((record): [VethRecord, VethRecord][] => {
    if (record.kind !== "veth" || seen.has(record.id)) return [];
    const peer = topology[record.peer];
    seen.add(record.peer);
    return [[record, peer?.kind === "veth" ? peer : record]];
  });
}

function readiness({ master, adminState }: VethRecord, after: Topology): string[] {
  const bridge = master === null ? undefined : after[master];
  return [
    ...(bridge?.kind === "bridge" ? ["master", bridge.name] : []),
    ...(adminState === "up" ? ["up"] : []),
  ];
}

function endOf(end: VethRecord, name: string, topology: Topology): string[] {
  const namespace = nameIn(topology, end.namespace);
  return [
    "name",
    name,
    "address",
    end.macAddress,
    ...(end.mtu === 1500 ? [] : ["mtu", String(end.mtu)]),
    ...(namespace === "host" ? [] : ["netns", netnsWord(namespace)]),
  ];
}
