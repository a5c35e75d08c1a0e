import { interfaceKinds } from "./interface-kinds/index.ts";
import type { Topology } from "./topology.ts";

/** What the kernel has to be able to do for this network, by the names of `capabilities` in /api/health. */
export function featuresOf(topology: Topology): string[] {
  const kinds = new Set<string>(Object.values(topology).map(({ kind }) => kind));
  const features = [...kinds].filter((kind) => Object.hasOwn(interfaceKinds, kind));
  return kinds.has("firewall") ? [...features, "nftables"] : features;
}
