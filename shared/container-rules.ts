import type { ContainerRecord } from "./container.ts";
import { hostId } from "./names.ts";
import { refuse } from "./refuse.ts";
import {
  recordsOfKind,
  type Layout,
  type Position,
  type RecordId,
  type Topology,
  type TopologyRecord,
} from "./topology.ts";

/** What holds between containers and other records: see docs/decisions/0016-containers.md. */

const owners = new WeakMap<Topology, ReadonlyMap<RecordId, ContainerRecord>>();

/** The container whose process makes this namespace, running or not. */
export function ownerOf(topology: Topology, namespace: RecordId): ContainerRecord | undefined {
  let known = owners.get(topology);
  if (known === undefined) {
    const all = [...recordsOfKind(topology, "container")].filter(({ stack }) => stack === "own");
    known = new Map(all.map((container) => [container.namespace, container]));
    owners.set(topology, known);
  }
  return known.get(namespace);
}

export function checkContainer(topology: Topology, record: ContainerRecord): void {
  const isThere = topology[record.namespace]?.kind === "namespace";
  const isRunning = record.state === "running";
  if (record.stack === "own") checkOwnStack(topology, record, isThere);
  else if (!isThere && (isRunning || ownerOf(topology, record.namespace) === undefined)) {
    refuse(
      record,
      "namespace",
      "no-such-stack",
      "a container that shares a stack runs only while that is there; start its owner first",
    );
  }
  for (const [index, { bridge }] of record.connections.entries()) {
    if (topology[bridge]?.kind !== "bridge")
      refuse(
        record,
        `connections.${index}.bridge`,
        "no-such-bridge",
        `there is no bridge with the id ${bridge}`,
      );
  }
  for (const [index, { container }] of record.links.entries()) {
    if (topology[container]?.kind !== "container" || container === record.id)
      refuse(
        record,
        `links.${index}.container`,
        "no-such-container",
        `there is no other container with the id ${container}`,
      );
  }
}

function checkOwnStack(topology: Topology, record: ContainerRecord, isThere: boolean): void {
  if (record.namespace === hostId || ownerOf(topology, record.namespace) !== record) {
    refuse(record, "namespace", "stack-taken", "a stack of its own is nobody else's; give it another id");
  }
  if (isThere !== (record.state === "running")) {
    refuse(
      record,
      "state",
      isThere ? "stack-without-process" : "process-without-stack",
      "a stack of its own is there exactly while the container runs: add or remove the namespace in the same edit",
    );
  }
}

/** A stack that is there already cannot be brought along by a process that is only started now. */
export function checkStacksAreNew(before: Topology, after: Topology): void {
  for (const record of recordsOfKind(after, "container")) {
    if (record.stack !== "own" || record.state !== "running" || before[record.id] === record) continue;
    const isOld = before[record.namespace] !== undefined;
    if (isOld && ownerOf(before, record.namespace)?.id !== record.id)
      refuse(record, "namespace", "stack-taken", "a stack of its own is nobody else's; give it another id");
  }
}

/** A container that stops stands where the card of its stack stood. */
export function letContainersFollow(
  topology: Topology,
  before: Layout,
  layout: Record<RecordId, Position>,
): void {
  for (const { id, stack, namespace } of recordsOfKind(topology, "container")) {
    const place = layout[namespace];
    if (stack === "own" && place !== undefined && place !== before[namespace]) layout[id] = place;
  }
}

/** What becomes of a container when another record goes; null when it goes, too. */
export function containerWithout(
  container: ContainerRecord,
  gone: TopologyRecord,
  topology: Topology,
): ContainerRecord | null {
  const { id, namespace, connections, links, stack } = container;
  if (gone.kind === "namespace" && gone.id === namespace) {
    const comesBack = stack === "own" || hasOwner(topology, namespace);
    return comesBack ? { ...container, state: "stopped" } : null;
  }
  if (gone.kind === "bridge" && connections.some(({ bridge }) => bridge === gone.id))
    return { ...container, connections: connections.filter(({ bridge }) => bridge !== gone.id) };
  if (gone.kind !== "container" || gone.id === id) return container;
  // It could never be started again.
  if (gone.stack === "own" && gone.namespace === namespace) return null;
  const others = links.filter((link) => link.container !== gone.id);
  return others.length === links.length ? container : { ...container, links: others };
}

/** Not by `ownerOf`, which remembers: the topology is being changed. */
function hasOwner(topology: Topology, namespace: RecordId): boolean {
  for (const other of recordsOfKind(topology, "container"))
    if (other.stack === "own" && other.namespace === namespace) return true;
  return false;
}
