import type { Document, Topology, TopologyRecord } from "../topology.ts";
import { emptyDocument, newBridge, newNamespace, newRoute, newVeth } from "../topology.ts";

/** These records beside the host. */
export function topologyOf(...records: readonly TopologyRecord[]): Topology {
  return {
    ...emptyDocument.topology,
    ...Object.fromEntries(records.map((record) => [record.id, record])),
  };
}

export function documentOf(...records: readonly TopologyRecord[]): Document {
  return { topology: topologyOf(...records), layout: {} };
}

/**
 * Two namespaces on a bridge of the host, with a route in the first:
 * red eth0 10.0.0.1/24 — veth1 br0 veth2 — eth0 10.0.0.2/24 blue
 */
export const smallLab: Document = {
  topology: topologyOf(
    newNamespace("red", "red"),
    newNamespace("blue", "blue"),
    newBridge("br", "host", "br0", { adminState: "up" }),
    newVeth("r0", "r1", "red", "eth0", { adminState: "up", addresses: ["10.0.0.1/24"] }),
    newVeth("r1", "r0", "host", "veth1", { adminState: "up", master: "br" }),
    newVeth("b0", "b1", "blue", "eth0", { adminState: "up", addresses: ["10.0.0.2/24"] }),
    newVeth("b1", "b0", "host", "veth2", { adminState: "up", master: "br" }),
    newRoute("default", "red", "0.0.0.0/0", { gateway: "10.0.0.254" }),
    newRoute("on-link", "red", "192.0.2.0/24", { interface: "r0" }),
  ),
  layout: { red: { x: 0, y: 0 }, blue: { x: 400, y: 0 }, br: { x: 200, y: 200 } },
};
