import { expect, test } from "vitest";
import { applyEdit } from "../../shared/apply-edit.ts";
import { checkTopology } from "../../shared/check-topology.ts";
import { hostId } from "../../shared/names.ts";
import { emptyDocument, newBridge, newNamespace, newVeth, type Document } from "../../shared/topology.ts";
import { addInterface, wantingFor } from "./add-interface.ts";
import { singleKinds } from "./interface-kinds/index.ts";
import { segmentOf } from "./segment.ts";
import { tunnelsOf } from "./tunnels.ts";

const up = { adminState: "up" } as const;

/** Two hosts, linked, each with a bridge; and a namespace of nothing. */
const hosts: Document = {
  ...emptyDocument,
  topology: Object.fromEntries(
    [
      ...Object.values(emptyDocument.topology),
      newNamespace("h1", "host1"),
      newNamespace("h2", "host2"),
      newNamespace("empty", "empty"),
      newVeth("u1", "u2", "h1", "eth0", { ...up, addresses: ["192.168.0.1/24"] }),
      newVeth("u2", "u1", "h2", "eth0", { addresses: ["192.168.0.2/24"] }),
      newBridge("b1", "h1", "br0", up),
      newBridge("b2", "h2", "br0", up),
    ].map((record) => [record.id, record]),
  ),
};

function adding(
  document: Document,
  id: string,
  namespace: string,
  kind: (typeof singleKinds)[number],
): Document {
  const edit = addInterface(document.topology, id, namespace, kind);
  return edit === null ? document : applyEdit(document, edit);
}

test.each(singleKinds)(
  "KIND-1: a new %s interface is possible as it is suggested, or what is wanting is said",
  (kind) => {
    const { topology } = adding(hosts, "new", "h1", kind);
    expect(() => checkTopology(topology)).not.toThrow();
    expect(topology["new"]).toMatchObject({ kind, namespace: "h1", adminState: "up" });
    expect(adding(hosts, "new", "empty", kind) === hosts).toBe(
      wantingFor(hosts.topology, "empty", kind) !== null,
    );
  },
);

test("KIND-2: what two hosts are given is a tunnel, with room for its frames, and joins their bridges", () => {
  const { topology } = adding(adding(hosts, "v1", "h1", "vxlan"), "v2", "h2", "vxlan");
  const ends = { vni: 42, mtu: 1450, name: "vxlan42", port: 4789 };
  expect(topology["v1"]).toMatchObject({
    ...ends,
    local: "192.168.0.1",
    remote: "192.168.0.2",
    master: "b1",
  });
  expect(topology["v2"]).toMatchObject({
    ...ends,
    local: "192.168.0.2",
    remote: "192.168.0.1",
    master: "b2",
  });
  expect(tunnelsOf(topology).map((tunnel) => tunnel.map(({ id }) => id))).toEqual([["v1", "v2"]]);
  expect(segmentOf(topology, "b1").map(({ id }) => id)).toEqual(["b1", "b2"]);
  // Nothing leaves by an interface that is down.
  expect(topology["u2"]).toMatchObject(up);
});

test("a second number in one namespace is the next one, and no other end's", () => {
  const { topology } = adding(adding(hosts, "v1", "h1", "vxlan"), "v2", "h1", "vxlan");
  expect(topology["v2"]).toMatchObject({ vni: 43, name: "vxlan43" });
  expect(tunnelsOf(topology)).toEqual([]);
});

test("a macvlan interface of a namespace with nothing is on the host's link, with an address there", () => {
  const topology = {
    ...hosts.topology,
    up: newVeth("up", "out", hostId, "eth0", { ...up, mtu: 1400, addresses: ["10.0.0.1/24"] }),
    out: newVeth("out", "up", "h1", "eth1", { ...up, mtu: 1400, addresses: ["10.0.0.2/24"] }),
  };
  const added = adding({ ...hosts, topology }, "m", "empty", "macvlan").topology["m"];
  expect(added).toMatchObject({ lower: "up", mtu: 1400, addresses: ["10.0.0.3/24"], name: "macvlan0" });
});

test("KIND-2: a WireGuard interface beside another one is its peer, and that one is its", () => {
  const { topology } = adding(adding(hosts, "w1", "h1", "wireguard"), "w2", "h2", "wireguard");
  const [one, other] = [topology["w1"], topology["w2"]];
  if (one?.kind !== "wireguard" || other?.kind !== "wireguard") throw new TypeError("not made");
  expect(one).toMatchObject({
    addresses: ["10.0.0.1/24"],
    listenPort: 51820,
    peers: [{ endpoint: "192.168.0.2:51820", allowedIps: ["10.0.0.2/32"] }],
  });
  expect(other.peers).toMatchObject([{ endpoint: "192.168.0.1:51820", allowedIps: ["10.0.0.1/32"] }]);
  expect(tunnelsOf(topology)).toEqual([[one, other]]);
});
