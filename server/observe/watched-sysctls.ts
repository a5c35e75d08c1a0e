import { recordsOfKind, type Topology } from "../../shared/topology.ts";

/** By namespace name: which sysctls have to be known to tell what the kernel has of these topologies. */
export function watchedSysctls(...topologies: readonly Topology[]): Map<string, string[]> {
  const watched = new Map<string, string[]>();
  for (const topology of topologies) {
    for (const { name, sysctls } of recordsOfKind(topology, "namespace")) {
      const keys = Object.keys(sysctls);
      if (keys.length > 0) watched.set(name, [...new Set([...(watched.get(name) ?? []), ...keys])]);
    }
  }
  return watched;
}
