import { interfaceKinds } from "./interface-kinds/index.ts";
import { qdiscOf } from "./quality.ts";
import { isInterface, type Topology } from "./topology.ts";

/** Features that are programs, which no kernel brings along, and the Debian packages that hold them. */
export const programPackages: Readonly<Record<string, string>> = { etcd: "etcd-server etcd-client" };

/** What the kernel has to be able to do for this network, by the names of `capabilities` in /api/health. */
export function featuresOf(topology: Topology): string[] {
  const kinds = new Set<string>(Object.values(topology).map(({ kind }) => kind));
  const isDelaying = Object.values(topology).some(
    (record) => isInterface(record) && qdiscOf(record.quality, false)?.kind === "netem",
  );
  const features = [
    ...[...kinds].filter((kind) => Object.hasOwn(interfaceKinds, kind)),
    ...(isDelaying ? ["netem"] : []),
  ];
  return kinds.has("firewall") ? [...features, "nftables"] : features;
}
