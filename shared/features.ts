import { interfaceKinds, type SingleKind } from "./interface-kinds/index.ts";
import type { InterfaceKind } from "./interface-kinds/kind.ts";
import { qdiscOf } from "./quality.ts";
import {
  isInterface,
  isSingleKind,
  type SingleRecord,
  type Topology,
  type TopologyRecord,
} from "./topology.ts";

/** A kind of interface, and what it needs besides. */
export function featuresOfKind(kind: SingleKind): readonly string[] {
  const { needs = [] } = interfaceKinds[kind] as unknown as InterfaceKind<SingleRecord>;
  return [kind, ...needs];
}

/** Features that are programs, which no kernel brings along, and the Debian packages that hold them. */
export const programPackages: Readonly<Record<string, string>> = {
  tun: "slirp4netns",
  etcd: "etcd-server etcd-client",
};

/** What the kernel has to be able to do for this network, by the names of `capabilities` in /api/health. */
export function featuresOf(topology: Topology): string[] {
  const kinds = new Set<string>(Object.values(topology).map(({ kind }) => kind));
  const isDelaying = Object.values(topology).some(
    (record) => isInterface(record) && qdiscOf(record.quality, false)?.kind === "netem",
  );
  const features = [
    ...[...kinds].filter(isSingleKind).flatMap(featuresOfKind),
    ...(isDelaying ? ["netem"] : []),
  ];
  if (Object.values(topology).some(isVlanAware)) features.push("bridgeVlanFiltering");
  return kinds.has("firewall") ? [...features, "nftables"] : features;
}

function isVlanAware(record: TopologyRecord): boolean {
  return (record.kind === "bridge" && record.vlanFiltering) || (isInterface(record) && record.vlans !== null);
}
