import { expect, test } from "vitest";
import { applyEdit } from "../shared/apply-edit.ts";
import { nothingObserved } from "../shared/observed.ts";
import { emptyDocument, isInterface, type Document } from "../shared/topology.ts";
import { startingPoint, type StartingPointId } from "./gestures/starting-points.ts";
import { pathTo } from "./ping-way.ts";

function begin(id: StartingPointId): Document {
  return applyEdit(emptyDocument, startingPoint(emptyDocument, id, { x: 0, y: 0 }));
}

function idOf(document: Document, name: string): string {
  return (
    Object.values(document.topology).find((record) => "name" in record && record.name === name)?.id ?? ""
  );
}

/** `ns1 eth0 > host veth-ns1 …` for reading. */
function pathText(document: Document, from: string, address: string): string | null {
  const crossings = pathTo({ document, observed: nothingObserved }, idOf(document, from), address);
  const name = (id: string) => {
    const record = document.topology[id];
    const owner = isInterface(record) ? document.topology[record.namespace] : undefined;
    return isInterface(record) && owner?.kind === "namespace" ? `${owner.name} ${record.name}` : "?";
  };
  return crossings && crossings.map(({ from: first, to }) => `${name(first)} > ${name(to)}`).join(", ");
}

test("over a link", () => {
  expect(pathText(begin("pair"), "ns1", "10.0.0.2")).toBe("ns1 eth0 > ns2 eth0");
});

test("through a bridge", () => {
  expect(pathText(begin("bridge"), "ns1", "10.0.0.3")).toBe(
    "ns1 eth0 > host veth-ns1, host veth-ns3 > ns3 eth0",
  );
});

test("by a router", () => {
  expect(pathText(begin("router"), "ns1", "10.0.1.1")).toBe("ns1 eth0 > r1 eth0, r1 eth1 > ns2 eth0");
});

test("to an address of one's own crosses nothing", () => {
  expect(pathText(begin("pair"), "ns1", "10.0.0.1")).toBe("");
});

test("nowhere without a route", () => {
  expect(pathText(begin("wrong-subnet"), "ns1", "10.220.1.3")).toBeNull();
});

test("from the host by the bridge's own address", () => {
  const document = begin("bridge");
  const set = { op: "update", id: idOf(document, "br0"), changes: { addresses: ["10.0.0.254/24"] } } as const;
  expect(pathText(applyEdit(document, set), "host", "10.0.0.2")).toBe("host veth-ns2 > ns2 eth0");
});
