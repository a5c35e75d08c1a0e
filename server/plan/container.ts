import type { ContainerRecord } from "../../shared/container.ts";
import { hostName } from "../../shared/names.ts";
import { recordsOfKind, type RecordId, type Topology } from "../../shared/topology.ts";
import { nameIn, type Difference, type Pair } from "./difference.ts";
import type { Phase, PlannedStep } from "./phase.ts";

/**
 * Containers made, started and ended. One that brings its stack along makes a namespace, and takes it away: then
 * plan/namespace.ts does not. Between making and starting the network is made, so that the command finds it.
 */
export function planContainers({ before, after, containers }: Difference): PlannedStep[] {
  const { added, removed, kept } = containers;
  const starting = [...added, ...kept.filter(isStarting).map((pair) => pair.after)].filter(runs);
  const ending = [...removed, ...kept.filter(isEnding).map((pair) => pair.before)].filter(runs);
  return [
    ...ending.map((record) => step(record, "stop", "delete-namespaces", hostName, [fileIn(before, record)])),
    ...removed.map((record) => step(record, "remove", "delete-namespaces", hostName, [])),
    ...starting.flatMap((record) => [
      step(record, "create", record.stack === "own" ? "add-namespaces" : "start-containers", hostName, [
        record.stack === "own" ? "--new-net" : "--net",
        fileIn(after, record),
      ]),
      step(record, "start", "start-containers", nameIn(after, record.namespace), ["--", ...record.command]),
    ]),
  ];
}

/** The namespaces that containers bring along. */
export function broughtAlong(topology: Topology): ReadonlySet<RecordId> {
  const own = [...recordsOfKind(topology, "container")].filter(
    (record) => runs(record) && record.stack === "own",
  );
  return new Set(own.map(({ namespace }) => namespace));
}

function runs({ state }: ContainerRecord): boolean {
  return state === "running";
}

function isStarting({ before, after }: Pair<ContainerRecord>): boolean {
  return !runs(before) && runs(after);
}

function isEnding({ before, after }: Pair<ContainerRecord>): boolean {
  return runs(before) && !runs(after);
}

function fileIn(topology: Topology, { namespace }: ContainerRecord): string {
  const name = nameIn(topology, namespace);
  return name === hostName ? "/proc/1/ns/net" : `/run/netns/${name}`;
}

function step(
  { id, name }: ContainerRecord,
  verb: "create" | "start" | "stop" | "remove",
  phase: Phase,
  namespace: string,
  words: readonly string[],
): PlannedStep {
  return {
    namespace,
    tool: "container",
    argv: [verb, name, ...words],
    reason: `container-${verb}`,
    record: id,
    phase,
  };
}
