import { newId } from "../../../shared/ids.ts";
import { uplinkAddress, uplinkGateway } from "../../../shared/uplink.ts";
import { newRoute, recordsOfKind, type RecordId, type Topology } from "../../../shared/topology.ts";
import type { KindGestures } from "./kind.ts";

export const tun: KindGestures = {
  suggest: ({ topology, namespace }) => ({
    name: ["tap", 0],
    out: null,
    fields: { addresses: [uplinkAddress] },
    beside: () =>
      hasDefault(topology, namespace)
        ? []
        : [
            {
              op: "add",
              record: newRoute(newId(), namespace, "0.0.0.0/0", { gateway: uplinkGateway }),
            },
          ],
  }),
  tunnelOf: null,
  meetsOthers: () => false,
};

function hasDefault(topology: Topology, namespace: RecordId): boolean {
  return [...recordsOfKind(topology, "route")].some(
    (route) => route.namespace === namespace && route.destination === "0.0.0.0/0",
  );
}
