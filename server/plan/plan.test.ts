import * as fc from "fast-check";
import { formatStep } from "../../shared/step.ts";
import { describe, expect, test } from "vitest";
import { applyEdit } from "../../shared/apply-edit.ts";
import {
  emptyDocument,
  newBridge,
  newNamespace,
  newRoute,
  recordSchema,
  type Topology,
} from "../../shared/topology.ts";
import { documentAndEdit, randomDocument } from "../../shared/testing/random-edits.ts";
import { smallLab, topologyOf } from "../../shared/testing/small-lab.ts";
import { batchLine } from "../kernel/batch.ts";
import { plan } from "./plan.ts";

/** The same records in another order. */
function shuffled(topology: Topology, seed: number): Topology {
  const keyed = Object.entries(topology).map(
    ([id, record], index) => [Math.imul(index + 1, seed | 1) % 7919, id, record] as const,
  );
  return Object.fromEntries(keyed.toSorted((a, b) => a[0] - b[0]).map(([, id, record]) => [id, record]));
}

const anyOptions = fc.record({
  renamesWhileUp: fc.boolean(),
  looksInTarget: fc.boolean(),
  hasNetem: fc.boolean(),
  lostFar: fc.constant(new Set<string>()),
  bornForwarding: fc.record({ ipv4: fc.boolean(), ipv6: fc.boolean() }),
  bornSysctls: fc.constantFrom({}, { "net.ipv4.icmp_echo_ignore_all": "0" }),
  ruleCounters: fc.constant({}),
});

describe("a plan", () => {
  test("PLAN-1: from a topology to itself is empty", () => {
    fc.assert(
      fc.property(randomDocument, anyOptions, ({ topology }, options) => {
        expect(plan(topology, topology, options)).toEqual([]);
        expect(plan(topology, structuredClone(topology), options)).toEqual([]);
        expect(plan(topology, shuffled(topology, 5), options)).toEqual([]);
      }),
    );
  });

  test("PLAN-2: does not depend on the records' order", () => {
    fc.assert(
      fc.property(documentAndEdit, anyOptions, fc.nat(), ({ document, edit }, options, seed) => {
        const before = document.topology;
        const after = applyEdit(document, edit).topology;
        expect(plan(shuffled(before, seed), shuffled(after, seed + 1), options)).toEqual(
          plan(before, after, options),
        );
      }),
      { numRuns: 300 },
    );
  });

  test("PLAN-2: nor on theirs do routes that come back with their interface", () => {
    const lan = newBridge("lan", "host", "lan", { addresses: ["10.0.0.1/24"] });
    const near = newRoute("near", "host", "0.0.0.0/0", { gateway: "10.0.0.100" });
    const far = newRoute("far", "host", "0.0.0.0/0", { gateway: "10.0.0.101", metric: 100 });
    const up = { ...lan, adminState: "up" as const };
    const [one, other] = [
      [near, far],
      [far, near],
    ].map(([first = near, second = far]) => {
      const rest = { ...emptyDocument.topology, [first.id]: first, [second.id]: second };
      return plan({ ...rest, lan }, { ...rest, lan: up });
    });
    expect(one).toHaveLength(3);
    expect(one).toEqual(other);
  });

  test("PLAN-3: where cards stand is nothing to the kernel", () => {
    const { topology } = applyEdit(smallLab, { op: "place", positions: { red: { x: 9, y: 9 } } });
    expect(plan(smallLab.topology, topology)).toEqual([]);
  });

  test("SAFE-1: every word of every step is one plain word for ip, and none but ours is an option", () => {
    fc.assert(
      fc.property(documentAndEdit, anyOptions, ({ document, edit }, options) => {
        const steps = plan(document.topology, applyEdit(document, edit).topology, options);
        const batched = steps.filter(({ tool }) => tool === "ip");
        expect(() => batched.map(({ argv }) => batchLine(argv))).not.toThrow();
        // What nft and iptables are given has laws of its own: FIREWALL-2.
        const others = steps.filter(({ reason }) => !reason.startsWith("firewall-"));
        const dashed = others.flatMap(({ argv }) => argv.filter((word) => word.startsWith("-")));
        expect(
          steps.map(formatStep).filter((line) => /[\n$`\\]|'[^']*$/.test(line.replaceAll(/'[^']*'/g, ""))),
        ).toEqual([]);
        expect(dashed.filter((word) => !["-w", "-6", "--bind", "--lazy"].includes(word))).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  const hostile = fc.oneof(
    fc.constantFrom(
      "-all",
      "eth0 type dummy",
      "a\nlink delete lo",
      "$(reboot)",
      "`id`",
      "a;b",
      "../../etc",
      "\0",
      "a'b",
      "#",
      "end-of-1",
      ".",
    ),
    fc.string({ unit: "binary", maxLength: 12 }),
  );
  const anyField = fc.constantFrom(
    "name",
    "macAddress",
    "addresses",
    "destination",
    "gateway",
    "sysctl",
    "id",
    "namespace",
  );

  /** A record with hostile text in one of its fields; null when the schema refuses it. */
  function withText(field: string, text: string) {
    const base =
      field === "sysctl"
        ? { id: "n", kind: "namespace", name: "n", sysctls: { [`net.${text}`]: text } }
        : field === "destination" || field === "gateway"
          ? { id: "r", kind: "route", namespace: "host", destination: "10.0.0.0/8", interface: "v" }
          : { id: "v", kind: "bridge", namespace: "host", name: "br0" };
    const value = field === "addresses" ? [text] : text;
    const record = field === "sysctl" ? base : { ...base, [field]: value };
    return recordSchema.safeParse(record).data ?? null;
  }

  test("SAFE-1: hostile text is refused by the schemas, or stays one word", () => {
    fc.assert(
      fc.property(anyField, hostile, (field, text) => {
        const record = withText(field, text);
        const words = Object.values(record ?? {}).filter((value) => typeof value === "string");
        expect(() => batchLine(words)).not.toThrow();
        expect(words.filter((word) => word.startsWith("-"))).toEqual([]);
      }),
      { numRuns: 2000 },
    );
  });

  test("PLAN-5: renames each namespace when its new name is free, and asks one aside only in a circle", () => {
    const names = ["a", "b", "c", "d", "e", "f", "g"];
    const some = fc.uniqueArray(fc.constantFrom(...names), { minLength: 4, maxLength: 4 });
    fc.assert(
      fc.property(some, some, (from, to) => {
        const topologyWith = (given: readonly string[]) =>
          topologyOf(...given.map((name, index) => newNamespace(`n${index}`, name)));
        const steps = plan(topologyWith(from), topologyWith(to));
        const held = new Map(from.map((name, index) => [name, index]));
        for (const { tool, argv } of steps.filter(({ tool: name }) => name === "mount")) {
          const [old = "", next = ""] = argv.slice(1).map((path) => path.replace("/run/netns/", ""));
          expect([tool, held.has(old), held.has(next)]).toEqual(["mount", true, false]);
          held.set(next, held.get(old) ?? -1);
          held.delete(old);
        }
        expect(Object.fromEntries(held)).toEqual(Object.fromEntries(to.map((name, index) => [name, index])));
        const renames = steps.filter(({ tool }) => tool === "mount").length;
        const changed = from.filter((name, index) => name !== to[index]).length;
        // A circle has at least two in it.
        expect(renames - changed).toBeLessThanOrEqual(changed / 2);
      }),
    );
  });
});
