import { describe, expect, test } from "vitest";
import { applyEdit } from "../shared/apply-edit.ts";
import { nothingObserved, type Observed } from "../shared/observed.ts";
import { newPolicyRule } from "../shared/policy-rule.ts";
import { hostId } from "../shared/names.ts";
import {
  emptyDocument,
  isInterface,
  newBridge,
  newNamespace,
  newRoute,
  newVeth,
  parseSingle,
  type Document,
  type TopologyRecord,
} from "../shared/topology.ts";
import { startingPoint, type StartingPointId } from "./gestures/starting-points.ts";
import { obstacleOf } from "./panels/dock/obstacle.ts";
import { pathTo, wayTo } from "./ping-way.ts";
import { asDrawn, withInterface, withNamespace } from "./testing/as-drawn.ts";

function begin(id: StartingPointId): Document {
  return applyEdit(emptyDocument, startingPoint(emptyDocument, id, { x: 0, y: 0 }));
}

function documentWith(...records: readonly (TopologyRecord | null)[]): Document {
  const all = [...Object.values(emptyDocument.topology), ...records.filter((record) => record !== null)];
  return { ...emptyDocument, topology: Object.fromEntries(all.map((record) => [record.id, record])) };
}

function idOf(document: Document, name: string): string {
  return (
    Object.values(document.topology).find((record) => "name" in record && record.name === name)?.id ?? ""
  );
}

/** `ns1 eth0 > host veth-ns1 …` for reading, `…` at the end of one that gets no further. */
function pathText(
  document: Document,
  from: string,
  address: string,
  observed: Observed = nothingObserved,
): string {
  const { crossings, isWhole } = pathTo({ document, observed }, idOf(document, from), address);
  const name = (id: string) => {
    const record = document.topology[id];
    const owner = isInterface(record) ? document.topology[record.namespace] : undefined;
    return isInterface(record) && owner?.kind === "namespace" ? `${owner.name} ${record.name}` : "?";
  };
  const links = crossings.map(({ from: first, to }) => `${name(first)} > ${name(to)}`);
  return [...links, ...(isWhole ? [] : ["…"])].join(", ");
}

function obstacleText(document: Document, from: string, address: string, observed: Observed): string {
  const ping = {
    id: "p",
    author: { id: "a", name: "Ada" },
    from: idOf(document, from),
    to: { host: address },
    intervalMs: 500,
    running: true,
  };
  const obstacle = obstacleOf({ document, observed }, { ping, events: [] });
  if (obstacle === null) return "";
  const { at: _, ...words } = obstacle;
  return Object.values(words)
    .filter((word) => word !== "")
    .join(" ");
}

describe("before the kernel has spoken, the way is the drawing's", () => {
  test("over a link", () => {
    expect(pathText(begin("pair"), "ns1", "10.0.0.2")).toBe("ns1 eth0 > ns2 eth0");
  });

  test("from a macvlan interface to another on the same one, and out by that; a private one only out", () => {
    const single = (id: string, namespace: string, fields: object) =>
      parseSingle("macvlan", { id, namespace, name: id, lower: "a", adminState: "up", ...fields });
    const { topology } = documentWith(
      newNamespace("red", "red"),
      newNamespace("blue", "blue"),
      newNamespace("far", "far"),
      newVeth("a", "b", hostId, "up0", { adminState: "up", addresses: ["10.0.0.1/24"] }),
      newVeth("b", "a", "far", "eth0", { adminState: "up", addresses: ["10.0.0.2/24"] }),
      single("mv1", "red", { addresses: ["10.0.0.3/24"] }),
      single("mv2", "blue", { addresses: ["10.0.0.4/24"] }),
    );
    const document = { ...emptyDocument, topology };
    expect(pathText(document, "red", "10.0.0.4")).toBe("red mv1 > host up0, host up0 > blue mv2");
    expect(pathText(document, "red", "10.0.0.2")).toBe("red mv1 > host up0, host up0 > far eth0");
    expect(pathText(document, "far", "10.0.0.4")).toBe("far eth0 > host up0, host up0 > blue mv2");
    // Not the one it is on itself.
    expect(pathText(document, "red", "10.0.0.1")).toBe("…");
    const lone = {
      ...emptyDocument,
      topology: { ...topology, mv2: { ...topology["mv2"], mode: "private" } as never },
    };
    expect(pathText(lone, "red", "10.0.0.4")).toBe("…");
  });

  test("through the bridges and the tunnel of two hosts", () => {
    const vxlan = (id: string, namespace: string, own: number, other: number) => {
      const ends = { local: `192.168.0.${own}`, remote: `192.168.0.${other}` };
      return parseSingle("vxlan", {
        id,
        namespace,
        name: id,
        vni: 42,
        master: `br-${namespace}`,
        adminState: "up",
        ...ends,
      });
    };
    const { topology } = documentWith(
      ...["h1", "h2", "m1", "m2"].map((name) => newNamespace(name, name)),
      newVeth("u1", "u2", "h1", "eth0", { adminState: "up", addresses: ["192.168.0.1/24"] }),
      newVeth("u2", "u1", "h2", "eth0", { adminState: "up", addresses: ["192.168.0.2/24"] }),
      ...[1, 2].flatMap((number) => [
        newBridge(`br-h${number}`, `h${number}`, "br0", { adminState: "up" }),
        newVeth(`in${number}`, `p${number}`, `m${number}`, "eth0", {
          adminState: "up",
          addresses: [`10.0.0.${number}/24`],
        }),
        newVeth(`p${number}`, `in${number}`, `h${number}`, "p", {
          adminState: "up",
          master: `br-h${number}`,
        }),
        vxlan(`v${number}`, `h${number}`, number, 3 - number),
      ]),
    );
    expect(pathText({ ...emptyDocument, topology }, "m1", "10.0.0.2")).toBe(
      "m1 eth0 > h1 p, h1 v1 > h2 v2, h2 p > m2 eth0",
    );
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
    expect(pathText(begin("wrong-subnet"), "ns1", "10.220.1.3")).toBe("…");
  });

  test("from the host by the bridge's own address", () => {
    const document = begin("bridge");
    const changes = { addresses: ["10.0.0.254/24"] };
    const addressed = applyEdit(document, { op: "update", id: idOf(document, "br0"), changes });
    expect(pathText(addressed, "host", "10.0.0.2")).toBe("host veth-ns2 > ns2 eth0");
  });
});

describe("PAGE-2: what the kernel has comes before the drawing, and the way ends where the two part", () => {
  const bridged = begin("bridge");
  const asIs = asDrawn(bridged.topology);

  test("a kernel that is as drawn has nothing in the way", () => {
    expect(pathText(bridged, "ns1", "10.0.0.3", asIs)).toBe(
      "ns1 eth0 > host veth-ns1, host veth-ns3 > ns3 eth0",
    );
    expect(obstacleText(bridged, "ns1", "10.0.0.3", asIs)).toBe("");
  });

  const off = { master: null, bridgePort: null };

  test("a port taken off its bridge ends the way at it", () => {
    const observed = withInterface(asIs, "host", "veth-ns1", off);
    expect(pathText(bridged, "ns1", "10.0.0.3", observed)).toBe("ns1 eth0 > host veth-ns1, …");
    expect(obstacleText(bridged, "ns1", "10.0.0.3", observed)).toBe("not-port host veth-ns1 br0");
    expect(pathText(bridged, "ns2", "10.0.0.3", observed)).not.toContain("…");
  });

  test("the port on the far side does so, too", () => {
    const observed = withInterface(asIs, "host", "veth-ns3", off);
    expect(pathText(bridged, "ns1", "10.0.0.3", observed)).toBe("ns1 eth0 > host veth-ns1, …");
    expect(obstacleText(bridged, "ns1", "10.0.0.3", observed)).toBe("not-port host veth-ns3 br0");
  });

  test("ports that went with their bridge are not what is missing", () => {
    const host = asIs.namespaces["host"];
    const { br0: _, ...interfaces } = host?.interfaces ?? {};
    const observed = withInterface(withNamespace(asIs, "host", { interfaces }), "host", "veth-ns1", off);
    expect(obstacleText(bridged, "ns1", "10.0.0.3", observed)).toBe("missing host br0");
  });

  test("an interface made a port by hand answers for nothing itself", () => {
    const observed = withInterface(asIs, "ns3", "eth0", { master: "br9", addresses: [] });
    expect(pathText(bridged, "ns1", "10.0.0.3", observed)).toBe(
      "ns1 eth0 > host veth-ns1, host veth-ns3 > ns3 eth0, …",
    );
    expect(obstacleText(bridged, "ns1", "10.0.0.3", observed)).toBe("port-by-hand ns3 eth0 br9");
  });

  test("an address that was deleted ends it where it was", () => {
    const observed = withInterface(asIs, "ns3", "eth0", { addresses: [] });
    expect(pathText(bridged, "ns1", "10.0.0.3", observed)).toBe(
      "ns1 eth0 > host veth-ns1, host veth-ns3 > ns3 eth0, …",
    );
    expect(obstacleText(bridged, "ns1", "10.0.0.3", observed)).toBe("no-address ns3 eth0 10.0.0.3");
  });

  test("one that was given by hand is found", () => {
    const addresses = [{ address: "10.0.0.9/24", scope: "global", dadState: null }];
    const observed = withInterface(asIs, "ns3", "eth0", { addresses });
    expect(pathText(bridged, "ns1", "10.0.0.9", observed)).toBe(
      "ns1 eth0 > host veth-ns1, host veth-ns3 > ns3 eth0",
    );
  });

  test("a route that was deleted ends it in its namespace", () => {
    const routed = begin("router");
    const observed = asDrawn(routed.topology);
    expect(obstacleText(routed, "ns1", "10.0.1.1", observed)).toBe("");
    const routes = (name: string) => observed.namespaces[name]?.routes ?? [];
    const connected = (name: string) => routes(name).filter(({ protocol }) => protocol === "kernel");
    const without = (name: string) => withNamespace(observed, name, { routes: connected(name) });
    expect(pathText(routed, "ns1", "10.0.1.1", without("ns1"))).toBe("…");
    expect(obstacleText(routed, "ns1", "10.0.1.1", without("ns1"))).toBe("no-route ns1 10.0.1.1");
    // On the way back.
    expect(obstacleText(routed, "ns1", "10.0.1.1", without("ns2"))).toBe("no-route ns2 10.0.0.1");
    const cut = withNamespace(observed, "r1", { routes: [] });
    expect(pathText(routed, "ns1", "10.0.1.1", cut)).toBe("ns1 eth0 > r1 eth0, …");
  });

  test("by the table that a rule names for the source, there and back", () => {
    const end = (id: string, peer: string, namespace: string, name: string, address: string) =>
      newVeth(id, peer, namespace, name, { adminState: "up", addresses: [address] });
    const document = documentWith(
      ...["home", "isp1", "isp2"].map((name) => newNamespace(name, name)),
      end("h1", "i1", "home", "wan1", "10.1.0.2/24"),
      end("i1", "h1", "isp1", "lan", "10.1.0.1/24"),
      end("h2", "i2", "home", "wan2", "10.2.0.2/24"),
      end("i2", "h2", "isp2", "lan", "10.2.0.1/24"),
      newRoute("main", "home", "0.0.0.0/0", { gateway: "10.1.0.1" }),
      newRoute("second", "home", "0.0.0.0/0", { gateway: "10.2.0.1", table: 2 }),
      newPolicyRule("rule", "home", 100, { from: "10.2.0.2", table: 2 }),
    );
    const lab = { document, observed: asDrawn(document.topology) };
    const leavesBy = (source: string | null) => wayTo(lab, "home", "192.0.2.1", source).hops[0]?.out.name;
    expect([leavesBy(null), leavesBy("10.1.0.2"), leavesBy("10.2.0.2")]).toEqual(["wan1", "wan1", "wan2"]);
  });

  test("no further than to a rule that ends it, and past rules that are for others", () => {
    const document = documentWith(
      newNamespace("a", "a"),
      newNamespace("b", "b"),
      newVeth("x", "y", "a", "eth0", { adminState: "up", addresses: ["10.0.0.1/24"] }),
      newVeth("y", "x", "b", "eth0", { adminState: "up", addresses: ["10.0.0.2/24"] }),
      newPolicyRule("marked", "a", 100, { fwmark: "0x1", action: "blackhole", table: null }),
      newPolicyRule("short", "a", 200, { table: 254, suppressPrefixLength: 24 }),
      newPolicyRule("web", "a", 300, { ipproto: "tcp", dport: "80", action: "prohibit", table: null }),
    );
    expect(pathText(document, "a", "10.0.0.2", asDrawn(document.topology))).toBe("a eth0 > b eth0");
    const ended = documentWith(
      ...Object.values(document.topology),
      newPolicyRule("end", "a", 400, { to: "10.0.0.0/24", action: "prohibit", table: null }),
    );
    expect(pathText(ended, "a", "10.0.0.2", asDrawn(ended.topology))).toBe("…");
  });
});

test("by the member of a bond that carries", () => {
  const bond = (id: string, fields: object) =>
    parseSingle("bond", { id, namespace: id, name: id, adminState: "up", ...fields });
  const document = documentWith(
    newNamespace("a", "a"),
    newNamespace("b", "b"),
    bond("a", { id: "bond-a", addresses: ["10.0.0.1/24"] }),
    bond("b", { id: "bond-b", addresses: ["10.0.0.2/24"] }),
    ...[0, 1].flatMap((number) => [
      newVeth(`a${number}`, `b${number}`, "a", `eth${number}`, { adminState: "up", master: "bond-a" }),
      newVeth(`b${number}`, `a${number}`, "b", `eth${number}`, { adminState: "up", master: "bond-b" }),
    ]),
  );
  expect(pathText(document, "a", "10.0.0.2")).toBe("a eth0 > b eth0");
  const failed = withInterface(asDrawn(document.topology), "a", "eth0", {
    bondMember: { state: "backup", isUp: false },
  });
  expect(pathText(document, "a", "10.0.0.2", failed)).toBe("a eth1 > b eth1");
});
