import { expect, test } from "vitest";
import { gallery } from "../../shared/gallery/index.ts";
import { recordsOfKind, type Topology } from "../../shared/topology.ts";
import { defaultPlaces } from "./default-places.ts";
import { emptyDrawing } from "./drawing.ts";
import type { TunnelLine } from "./edges.ts";
import { toFlow } from "./to-flow.ts";

function draw(topology: Topology) {
  const drawing = toFlow(emptyDrawing, topology, defaultPlaces(topology, {}, {}), new Set());
  const tunnels = drawing.edges.filter((edge): edge is TunnelLine => edge.type === "tunnel");
  return { ...drawing, tunnels };
}

function isHostsOwn(topology: Topology, id: string): boolean {
  const record = topology[id];
  const home = record?.kind === "veth" ? topology[record.namespace] : undefined;
  return home?.kind === "namespace" && home.name.startsWith("host");
}

test("KIND-2: a tunnel is drawn around the links that it goes through", () => {
  const { topology } = gallery.overlay.document();
  const { tunnels, anchors } = draw(topology);
  expect(tunnels).toHaveLength(1);
  const passed = tunnels.flatMap(({ data }) => data.curves.flatMap(([from, , , to]) => [from, to]));
  for (const { name, id } of recordsOfKind(topology, "veth")) {
    const isUnderlay = name.startsWith("to-host") || (name === "eth0" && isHostsOwn(topology, id));
    if (!isUnderlay) continue;
    expect(passed).toContainEqual(expect.objectContaining({ x: anchors[id]?.x, y: anchors[id]?.y }));
  }
});

test("three hosts' tunnels say once what they are, and take no place at the cards", () => {
  const { tunnels, anchors } = draw(gallery.flannel.document().topology);
  expect(tunnels.map(({ data }) => data.words !== null)).toEqual([true, false, false]);
  for (const { data } of tunnels) expect([anchors[data.from], data.start]).toEqual([undefined, null]);
});

test("where nothing leads to the other end, a tunnel has a way of its own", () => {
  const unplugged = Object.values(gallery.flannel.document().topology).map((record) =>
    record.kind === "veth" && record.name === "to-host1" ? { ...record, master: null } : record,
  );
  const { tunnels } = draw(Object.fromEntries(unplugged.map((record) => [record.id, record])));
  expect(tunnels.map(({ data }) => [data.start !== null, data.words !== null])).toEqual([
    [true, true],
    [true, true],
    [false, true],
  ]);
});
