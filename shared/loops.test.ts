import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { loopsIn, type Loop } from "./loops.ts";
import { topologyOf } from "./testing/small-lab.ts";
import {
  newBridge,
  newVeth,
  type BridgeRecord,
  type Topology,
  type TopologyRecord,
  type VethRecord,
} from "./topology.ts";

const bridge = (name: string, fields: Partial<BridgeRecord> = {}) =>
  newBridge(name, "host", name, { adminState: "up", ...fields });

/** Ports of two bridges, each named after the link and its own bridge: `a` from br0 to br1 is a-br0 and a-br1. */
function link(name: string, from: string, to: string, fields: Partial<VethRecord> = {}): VethRecord[] {
  const [one, other] = from === to ? [`${name}-1`, `${name}-2`] : [`${name}-${from}`, `${name}-${to}`];
  return [
    newVeth(one, other, "host", one, { adminState: "up", master: from }),
    newVeth(other, one, "host", other, { adminState: "up", master: to, ...fields }),
  ];
}

function around(records: readonly TopologyRecord[]): string[] {
  return loopsIn(topologyOf(...records)).map(named);
}

/** br0 =a= br1 =b= br0 */
function named({ bridges, links }: Loop): string {
  const steps = bridges.map(({ name }, at) => `${name} =${(links[at]?.[0].name ?? "").split("-")[0]}= `);
  return `${steps.join("")}${bridges[0]?.name}`;
}

describe("loops that storms need", () => {
  const two = [bridge("br0"), bridge("br1"), ...link("a", "br0", "br1"), ...link("b", "br0", "br1")];

  test.each([
    ["two links between two bridges", two, ["br0 =a= br1 =b= br0"]],
    ["both ends of a link at one bridge", [bridge("br0"), ...link("a", "br0", "br0")], ["br0 =a= br0"]],
    [
      "each link too many makes one",
      [...two, ...link("c", "br1", "br0")],
      ["br0 =a= br1 =b= br0", "br0 =a= br1 =c= br0"],
    ],
    [
      "a ring, opened where the two ways from the first bridge meet",
      [
        bridge("br0"),
        bridge("br1"),
        bridge("br2"),
        ...link("a", "br0", "br1"),
        ...link("b", "br1", "br2"),
        ...link("c", "br2", "br0"),
      ],
      ["br1 =a= br0 =c= br2 =b= br1"],
    ],
    [
      "what leads to a loop is no part of it",
      [...two, bridge("br"), ...link("z", "br", "br0")],
      ["br0 =a= br1 =b= br0"],
    ],
    ["one bridge with STP is enough", [bridge("br0"), bridge("br1", { stp: true }), ...two.slice(2)], []],
    ["a bridge that is down passes nothing", [bridge("br0", { adminState: "down" }), ...two.slice(1)], []],
    [
      "nor does a link of which one end is down",
      [...two.slice(0, 4), ...link("b", "br0", "br1", { adminState: "down" })],
      [],
    ],
    [
      "nor one that ends at no bridge",
      [...two.slice(0, 4), ...link("b", "br0", "br1", { master: null })],
      [],
    ],
    ["a tree has none", [...two.slice(0, 4), bridge("br2"), ...link("b", "br1", "br2")], []],
  ])("STORM-1: %s", (_, records, loops) => {
    expect(around(records)).toEqual(loops);
  });
});

/** Bridges and links at random: enough of both for loops within loops. */
const networks = fc
  .record({
    bridges: fc.array(fc.record({ stp: fc.boolean(), up: fc.integer({ min: 0, max: 5 }) }), {
      minLength: 1,
      maxLength: 7,
    }),
    links: fc.array(fc.record({ from: fc.nat(6), to: fc.nat(6), up: fc.integer({ min: 0, max: 5 }) }), {
      maxLength: 14,
    }),
  })
  .map(({ bridges, links }) => [
    ...bridges.map(({ stp, up }, at) =>
      bridge(`br${at}`, { stp: stp && up > 2, adminState: up === 0 ? "down" : "up" }),
    ),
    ...links.flatMap(({ from, to, up }, at) =>
      link(`l${at}`, `br${from % bridges.length}`, `br${to % bridges.length}`, {
        adminState: up === 0 ? "down" : "up",
      }),
    ),
  ]);

describe("loops of any network", () => {
  test("STORM-1: without the links that close them there are none, and one of them less leaves one", () => {
    fc.assert(
      fc.property(networks, (records) => {
        const topology = topologyOf(...records);
        const loops = loopsIn(topology);
        const closing = loops.map(({ closing: [end] }) => end.id);
        expect(loopsIn(without(topology, closing))).toEqual([]);
        for (const kept of closing) {
          expect(
            loopsIn(
              without(
                topology,
                closing.filter((id) => id !== kept),
              ),
            ),
          ).toHaveLength(1);
        }
      }),
    );
  });

  test("STORM-1: each goes once round, over links that pass frames", () => {
    fc.assert(
      fc.property(networks, (records) => {
        for (const { bridges, links, closing } of loopsIn(topologyOf(...records))) {
          expect(links.at(-1)).toBe(closing);
          expect(new Set(bridges).size).toBe(links.length);
          expect(new Set(links).size).toBe(links.length);
          for (const [at, ends] of links.entries()) {
            const [here, next] = [bridges[at], bridges[(at + 1) % bridges.length]];
            expect(new Set(ends.map(({ master }) => master))).toEqual(new Set([here?.id, next?.id]));
            expect(ends.map(({ adminState }) => adminState)).toEqual(["up", "up"]);
            expect(here).toMatchObject({ stp: false, adminState: "up" });
          }
        }
      }),
    );
  });

  test("STORM-1: they do not depend on the order of the records", () => {
    fc.assert(
      fc.property(networks, fc.infiniteStream(fc.nat()), (records, numbers) => {
        const shuffled = records
          .map((record) => ({ record, at: numbers.next().value ?? 0 }))
          .toSorted((a, b) => a.at - b.at)
          .map(({ record }) => record);
        expect(around(shuffled)).toEqual(around(records));
      }),
    );
  });

  test("STORM-1: links left out take their loops with them", () => {
    fc.assert(
      fc.property(networks, (records) => {
        const topology = topologyOf(...records);
        const isOdd = (id: string) => /^l\d*[13579]-/.test(id);
        const odd = Object.values(topology).flatMap(({ id }) => (isOdd(id) ? [id] : []));
        expect(loopsIn(topology, ([end]) => !isOdd(end.id))).toEqual(loopsIn(without(topology, odd)));
      }),
    );
  });
});

function without(topology: Topology, ids: readonly string[]): Topology {
  return Object.fromEntries(Object.entries(topology).filter(([id]) => !ids.includes(id)));
}
