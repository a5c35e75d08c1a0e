import { bridgeNetfilterSysctls } from "../../shared/bridge-netfilter.ts";
import { recordsOfKind, type Topology } from "../../shared/topology.ts";

/** By namespace name: which sysctls have to be known to tell what the kernel has of these topologies, and its bridges do. */
export function watchedSysctls(...topologies: readonly Topology[]): Map<string, string[]> {
  const watched = new Map<string, string[]>();
  for (const topology of topologies) {
    const bridged = new Set([...recordsOfKind(topology, "bridge")].map(({ namespace }) => namespace));
    for (const { id, name, sysctls } of recordsOfKind(topology, "namespace")) {
      const keys = [...Object.keys(sysctls), ...(bridged.has(id) ? bridgeNetfilterSysctls : [])];
      if (keys.length > 0) watched.set(name, [...new Set([...(watched.get(name) ?? []), ...keys])]);
    }
  }
  return watched;
}
