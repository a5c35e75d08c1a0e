import * as fc from "fast-check";
import { expect, test } from "vitest";
import { applyEdit } from "../../shared/apply-edit.ts";
import { batch } from "../../shared/edit.ts";
import { checkInterfaceName, checkNamespaceName, hostId } from "../../shared/names.ts";
import {
  emptyDocument,
  isInterface,
  newNamespace,
  newRoute,
  newVeth,
  parseSingle,
  type Document,
} from "../../shared/topology.ts";
import { randomDocument } from "../testing/random-lab.ts";
import { copyOf } from "./copy.ts";
import { freshInterfaceName, freshNamespaceName, nodeIds } from "./names.ts";
import { paste, type NewIds } from "./paste.ts";
import { startingPoint, startingPointIds } from "./starting-points.ts";

const offset = { x: 40, y: 40 };

function newIds(copied: Document): NewIds {
  return Object.fromEntries(Object.keys(copied.topology).map((id, index) => [id, `copy${index}`]));
}

function pasted(document: Document, selected: readonly string[]): Document {
  const copied = copyOf(document, new Set(selected));
  const edit = paste(document.topology, copied, newIds(copied), offset);
  return edit === null ? document : applyEdit(document, edit);
}

function byName(document: Document, name: string) {
  const found = Object.values(document.topology).find((record) => "name" in record && record.name === name);
  if (found === undefined) throw new Error(`no ${name}`);
  return found;
}

function addressesOf(document: Document, namespace: string) {
  const { id } = byName(document, namespace);
  return Object.values(document.topology).flatMap((record) =>
    isInterface(record) && record.namespace === id ? record.addresses : [],
  );
}

test("a copied pair gets fresh names and a fresh network", () => {
  const document = applyEdit(emptyDocument, startingPoint(emptyDocument, "pair", offset));
  const result = pasted(document, nodeIds(document.topology));
  expect(addressesOf(result, "ns3")).toEqual(["10.0.1.1/24"]);
  expect(addressesOf(result, "ns4")).toEqual(["10.0.1.2/24"]);
});

test("a copied member joins the same bridge with a free address", () => {
  const document = applyEdit(emptyDocument, startingPoint(emptyDocument, "bridge", offset));
  const result = pasted(document, [byName(document, "ns1").id]);
  expect(addressesOf(result, "ns4")).toEqual(["10.0.0.4/24"]);
  expect(byName(result, "veth-ns4")).toMatchObject({ master: byName(document, "br0").id });
});

test("a bridge copied with its members becomes a network of its own", () => {
  const document = applyEdit(emptyDocument, startingPoint(emptyDocument, "bridge", offset));
  const result = pasted(document, nodeIds(document.topology));
  expect(byName(result, "br1")).toMatchObject({ kind: "bridge" });
  expect(addressesOf(result, "ns4")).toEqual(["10.0.1.1/24"]);
  expect(byName(result, "veth-ns4")).toMatchObject({ master: byName(result, "br1").id });
});

test("what is on an interface that is not copied gets a free address of that network", () => {
  const records = [
    newNamespace("red", "red"),
    newVeth("a", "b", hostId, "up0", { addresses: ["10.9.0.1/24"] }),
    newVeth("b", "a", hostId, "up1"),
    parseSingle("macvlan", {
      id: "m",
      namespace: "red",
      name: "mv0",
      lower: "a",
      addresses: ["10.9.0.2/24"],
    }),
  ];
  const added = records.flatMap((record) => (record === null ? [] : [{ op: "add", record } as const]));
  const document = pasted(applyEdit(emptyDocument, batch(...added)), ["red"]);
  expect(addressesOf(document, "red1")).toEqual(["10.9.0.3/24"]);
});

test("routes come along, through the copied router", () => {
  const document = applyEdit(emptyDocument, startingPoint(emptyDocument, "router", offset));
  const result = pasted(document, nodeIds(document.topology));
  const { id } = byName(result, "ns3");
  const route = Object.values(result.topology).find(
    (record) => record.kind === "route" && record.namespace === id,
  );
  expect(route).toMatchObject({ destination: "0.0.0.0/0", gateway: "10.0.2.2" });
});

test("what lo was given becomes fresh, too, with the routes that lead there", () => {
  const addresses = ["127.0.0.2/8", "10.255.0.1/32", "fd00::1/128"];
  const document = applyEdit(
    emptyDocument,
    batch(
      { op: "add", record: newNamespace("n", "ns1", { loopback: { adminState: "up", addresses } }) },
      { op: "add", record: newNamespace("m", "ns2") },
      { op: "add", record: newVeth("a", "b", "n", "eth0", { addresses: ["10.0.0.1/24"] }) },
      { op: "add", record: newVeth("b", "a", "m", "eth0", { addresses: ["10.0.0.2/24"] }) },
      { op: "add", record: newRoute("r", "m", "10.255.0.1/32", { gateway: "10.0.0.1" }) },
    ),
  );
  const result = pasted(document, ["n", "m"]);
  expect(byName(result, "ns3")).toMatchObject({
    loopback: { addresses: ["127.0.0.2/8", "10.255.0.2/32", "fd00::2/128"] },
  });
  expect(Object.values(result.topology).filter(({ kind }) => kind === "route")).toMatchObject([
    { destination: "10.255.0.1/32", gateway: "10.0.0.1" },
    { destination: "10.255.0.2/32", gateway: "10.0.1.1" },
  ]);
});

test.each([
  ["namespace", freshNamespaceName, checkNamespaceName, 255],
  ["interface", freshInterfaceName, checkInterfaceName, 15],
] as const)("a long %s name is cut to make room for a number, never within a character", (...kind) => {
  const [, freshName, check, maxBytes] = kind;
  const names = fc
    .array(fc.constantFrom("a", "é", "端", "𠀀", "1", "9", "-", "."), { minLength: 1, maxLength: maxBytes })
    .map((characters) => characters.join(""))
    .filter((name) => check(name) === null);
  fc.assert(
    fc.property(names, (name) => {
      const taken = new Set([name]);
      for (let copies = 0; copies < 12; copies += 1) taken.add(freshName(name, taken));
      expect([...taken].map(check)).toEqual(Array.from({ length: 13 }, () => null));
    }),
  );
  expect(freshName("a".repeat(maxBytes), new Set())).toMatch(new RegExp(`^a{${maxBytes - 1}}[01]$`));
});

test("a name is cut between characters, by their bytes", () => {
  expect(freshInterfaceName("端口端口端", new Set(["端口端口0"]))).toBe("端口端口1");
});

test("kernel parameters come along, those of an interface with it only", () => {
  const drawn = applyEdit(emptyDocument, startingPoint(emptyDocument, "pair", offset));
  const [ns1, ns2] = [byName(drawn, "ns1").id, byName(drawn, "ns2").id];
  const [all, own] = ["net.ipv4.conf.all.rp_filter", "net.ipv4.conf.eth0.rp_filter"];
  const sysctls = { [all]: "1", [own]: "2" };
  const document = applyEdit(drawn, { op: "update", id: ns1, changes: { sysctls } });
  expect(byName(pasted(document, [ns1, ns2]), "ns3")).toMatchObject({ sysctls });
  expect(byName(pasted(document, [ns1]), "ns3")).toHaveProperty("sysctls", { [all]: "1" });
});

test("every paste of every selection is a valid edit", () => {
  fc.assert(
    fc.property(randomDocument, fc.infiniteStream(fc.boolean()), (document, choose) => {
      const selected = nodeIds(document.topology).filter(() => choose.next().value === true);
      pasted(document, selected);
    }),
    { numRuns: 200 },
  );
});

test("a paste into a lab that has lost half of what was copied is a valid edit", () => {
  fc.assert(
    fc.property(randomDocument, fc.nat(), fc.nat(), (document, i, j) => {
      const nodes = nodeIds(document.topology).filter((id) => id !== "host");
      const gone = nodes[i % nodes.length];
      const kept = nodes[j % nodes.length];
      if (gone === undefined || kept === undefined) return;
      const copied = copyOf(document, new Set([kept]));
      const later = applyEdit(document, { op: "remove", id: gone });
      const edit = paste(later.topology, copied, newIds(copied), offset);
      if (edit !== null) applyEdit(later, edit);
    }),
    { numRuns: 200 },
  );
});

test.each(startingPointIds)("the starting point %s fits into any lab", (id) => {
  fc.assert(
    fc.property(randomDocument, (document) => {
      applyEdit(document, startingPoint(document, id, offset));
    }),
    { numRuns: 50 },
  );
});
