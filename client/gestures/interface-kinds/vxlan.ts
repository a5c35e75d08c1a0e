import { anyMacAddress } from "../../../shared/interface-kinds/fdb.ts";
import { interfacesOf, type RecordId, type SingleRecord, type Topology } from "../../../shared/topology.ts";
import type { KindGestures } from "./kind.ts";
import { nextFree } from "./next-free.ts";

/** Tutorials number their first so. */
const firstNumber = 42;

export const vxlan: KindGestures<Extract<SingleRecord, { kind: "vxlan" }>> = {
  suggest: ({ topology, namespace, underlay }) => {
    const vni = nextFree(firstNumber, numbersIn(topology, namespace));
    const { out = null, local = null, remote = null } = underlay() ?? {};
    const master = onlyBridge(topology, namespace);
    return { name: ["vxlan", vni], out, fields: { vni, local, remote, master } };
  },
  meetsOthers: () => false,
  tunnelOf: ({ vni, port, remote, fdb }) => ({
    number: `${vni}:${port}`,
    remotes: [
      ...(remote === null ? [] : [remote]),
      ...fdb.filter(({ macAddress }) => macAddress === anyMacAddress).map(({ destination }) => destination),
    ],
  }),
};

/** In one namespace each has its own; in another the same number is the other end. */
function numbersIn(topology: Topology, namespace: RecordId): Set<number> {
  return new Set(
    [...interfacesOf(topology, namespace)].flatMap((record) => (record.kind === "vxlan" ? [record.vni] : [])),
  );
}

/** What it is to join with the others is mostly a bridge. */
function onlyBridge(topology: Topology, namespace: RecordId): RecordId | null {
  const [bridge, ...others] = [...interfacesOf(topology, namespace)].filter(({ kind }) => kind === "bridge");
  return bridge === undefined || others.length > 0 ? null : bridge.id;
}
