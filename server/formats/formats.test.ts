import { existsSync, readFileSync, writeFileSync } from "node:fs";
import * as fc from "fast-check";
import { strToU8, zipSync } from "fflate";
import { describe, expect, test } from "vitest";
import { applyEdit } from "../../shared/apply-edit.ts";
import { batch, type Edit } from "../../shared/edit.ts";
import { ProblemError } from "../../shared/errors.ts";
import type { Dropped } from "../../shared/foreign.ts";
import { hostId } from "../../shared/names.ts";
import { formatStep } from "../../shared/step.ts";
import { largeRandomDocument } from "../../shared/testing/random-edits.ts";
import {
  emptyDocument,
  isInterface,
  newNamespace,
  isSingle,
  recordsOfKind,
  type Document,
  type Topology,
  type TopologyRecord,
  type VethRecord,
} from "../../shared/topology.ts";
import { importExamples } from "../http/examples.ts";
import { plan } from "../plan/plan.ts";
import { planCases } from "../testing/cases.ts";
import { foreignCases } from "../testing/foreign-cases.ts";
import { pairRecords, starRecords, topologyWith } from "../testing/networks.ts";
import { importFiles, type Imported } from "./import.ts";
import { toMermaid } from "./mermaid.ts";
import { commandsOfLine, shellWords } from "../../shared/shell-words.ts";
import { toContainerlab } from "./write-containerlab.ts";

/** UPDATE_CASES=1 writes what is read now; read the difference before you commit it. */
const isUpdating = process.env["UPDATE_CASES"] === "1";

/** As people read it: the commands that build it, and what was left out and why. */
function told({ format, name, document, dropped }: Imported): string {
  const lines = dropped.map(
    ({ file, line, text, reason, problem }) =>
      `${file}:${line ?? ""} ${reason}${problem === null ? "" : ` (${problem.code})`}: ${text}`,
  );
  return [`${format}: ${name}`, "", ...commandsOf(document.topology), "", ...lines, ""].join("\n");
}

/** MAC addresses follow from ids, unless they are said. */
function commandsOf(topology: Topology): string[] {
  return plan(emptyDocument.topology, topology).map((step) =>
    formatStep(step).replaceAll(/ address 02:(?!00:00)[\da-f:]+/g, ""),
  );
}

function read(text: string, name = "lab.yml"): Imported {
  return importFiles([{ name, text }], undefined);
}

function problemOf(read: () => unknown): unknown {
  try {
    read();
  } catch (error) {
    return error instanceof ProblemError ? error.problem : error;
  }
  return null;
}

describe("FORMAT-1: another program's files", () => {
  test.each(foreignCases())("are carried over, and the rest is told with its line: $name", (each) => {
    const text = told(importFiles(each.files, undefined));
    if (isUpdating) writeFileSync(each.expectedFile, text);
    expect(existsSync(each.expectedFile) ? readFileSync(each.expectedFile, "utf8") : "").toBe(text);
  });

  test.each(Object.entries(importExamples))(
    "are read whole where the description gives them: %s",
    (_summary, { files }) => {
      const { document, dropped } = importFiles(files, undefined);
      expect(dropped).toEqual([]);
      expect(commandsOf(document.topology).join()).toMatch(
        /address add 10\.0\.0\.1\/24.*address add 10\.0\.0\.2\/24/,
      );
    },
  );

  test("come as a zip, too, in a folder or not", () => {
    const lab = foreignCases().find(({ name }) => name === "kathara-router");
    const entries = (lab?.files ?? []).map(({ name, text }) => [`lab/${name}`, strToU8(text)] as const);
    const zip = zipSync({ ...Object.fromEntries(entries), "__MACOSX/lab.conf": strToU8("x") });
    const file = { name: "lab.zip", base64: Buffer.from(zip).toString("base64") };
    const { document, name } = importFiles([file], undefined);
    expect([name, commandsOf(document.topology)]).toEqual([
      "Two offices",
      commandsOf(importFiles(lab?.files ?? [], "kathara").document.topology),
    ]);
  });

  test("of no known form are refused", () => {
    for (const text of ["", "a: 1", "[]", "items: 3", "topology: {nodes: 3}", "- a"])
      expect(problemOf(() => read(text))).toMatchObject({ kind: "malformed", code: "unknown-format" });
    for (const text of ["a: [", "a: 1\na: 2", "\t- x", "a: *b"])
      expect(problemOf(() => read(text))).toMatchObject({ kind: "malformed", code: "not-yaml" });
    const yaml = "topology: {nodes: {}}";
    expect(problemOf(() => importFiles([{ name: "x", text: yaml }], "netpen"))).toMatchObject({
      code: "unknown-format",
    });
  });

  test("whatever is in them, are read or refused, and never break", () => {
    const value = fc.jsonValue({ maxDepth: 3 });
    fc.assert(
      fc.property(value, value, value, (nodes, links, other) => {
        const text = JSON.stringify({ name: other, topology: { nodes, links, defaults: other } });
        const problem = problemOf(() => read(text)) as { kind?: string } | null;
        expect(["malformed", undefined]).toContain(problem?.kind);
        const items = problemOf(() =>
          read(JSON.stringify({ items: [{ veth: nodes }, { netns: links }, other] })),
        );
        expect(["malformed", undefined]).toContain((items as { kind?: string } | null)?.kind);
      }),
      { numRuns: 300 },
    );
  });
});

describe("FORMAT-2: no file takes more than it may", () => {
  test("a billion laughs", () => {
    const laughs = Array.from(
      { length: 12 },
      (_, n) => `l${n}: &l${n} [${"*".concat(`l${n - 1},`).repeat(9)}]`,
    );
    const text = [`l0: &l0 [ha]`, ...laughs.slice(1)].join("\n");
    expect(problemOf(() => read(text))).toMatchObject({ kind: "malformed", code: "not-yaml" });
  });

  test("a deep one, and one that is too long", () => {
    expect(problemOf(() => read("[".repeat(100_000)))).toMatchObject({ kind: "malformed", code: "not-yaml" });
    expect(problemOf(() => read("#".repeat(300 * 1024)))).toMatchObject({ code: "foreign-too-large" });
  });

  test("a zip that unpacks to too much, also where it says less", () => {
    const bomb = zipSync({ "lab.conf": new Uint8Array(9 * 1024 * 1024) });
    const sent = (bytes: Uint8Array) => [{ name: "a.zip", base64: Buffer.from(bytes).toString("base64") }];
    expect(problemOf(() => importFiles(sent(bomb), undefined))).toMatchObject({ code: "foreign-too-large" });
    const lying = zipSync({ "lab.conf": new Uint8Array(7 * 1024 * 1024) });
    const view = new DataView(lying.buffer, lying.byteOffset);
    const directory = Buffer.from(lying).indexOf("PK\u0001\u0002", 0, "latin1");
    view.setUint32(directory + 24, 10, true);
    expect(importFiles(sent(lying), undefined).dropped).toMatchObject([{ reason: "wrong-form" }]);
    const many = zipSync(Object.fromEntries(Array.from({ length: 1001 }, (_, n) => [`f${n}`, strToU8("")])));
    expect(problemOf(() => importFiles(sent(many), undefined))).toMatchObject({ code: "foreign-too-large" });
    const cut = Buffer.from(bomb).subarray(0, 40);
    expect(problemOf(() => importFiles(sent(cut), undefined))).toMatchObject({ code: "not-a-zip" });
  });
});

describe("FORMAT-3: a containerlab topology that was written", () => {
  /** What such a file can say: nothing of the host but its bridges and ends of pairs. */
  const sayable = (topology: Topology) =>
    plan(emptyDocument.topology, topology)
      .filter(({ namespace, reason }) => namespace !== "host" || /^(namespace|veth)-add$/.test(reason))
      .map((step) => endsInOrder(formatStep(step).replace(/ (up|master [^ ]+)(?= )/g, "")))
      .toSorted();

  /** Which end of a pair is named first means nothing. */
  const endsInOrder = (command: string) =>
    command.replace(/^ip link add (.*) type veth peer (.*)$/, (_, ...ends: string[]) =>
      ends.slice(0, 2).toSorted().join(" – "),
    );
  const isOtherwise = (end: VethRecord, peer: TopologyRecord | undefined) =>
    peer?.kind === "veth" && peer.namespace === end.namespace && peer.mtu !== end.mtu;
  /** Interfaces of other kinds are written as commands, which nobody reads again. */
  const withoutSingles = (document: Document) => {
    const singles = Object.values(document.topology).filter(isSingle);
    return applyEdit(document, batch(...singles.map(({ id }): Edit => ({ op: "remove", id }))));
  };
  const isNoImage = ({ text }: Dropped) => !/^topology\.nodes\.\S+\.image: /.test(text);

  test.each([
    ["a pair", topologyWith(pairRecords())],
    ["a bridge of the host", topologyWith(starRecords(3))],
  ])("is read again as the same network: %s", (_name, topology) => {
    const { document, dropped } = read(toContainerlab("A lab", topology));
    expect(dropped.filter(isNoImage)).toEqual([]);
    expect(sayable(document.topology)).toEqual(sayable(topology));
    expect(toContainerlab("A lab", document.topology).replace(/^#.*\n/gm, "")).toBe(
      toContainerlab("A lab", topology).replace(/^#.*\n/gm, ""),
    );
  });

  test("says what it leaves out until an interface is up", () => {
    const down = planCases().find(({ name }) => name === "taken-down")?.after ?? {};
    const text = toContainerlab("A lab", down);
    expect(text).toContain(`# Left out: it waits until eth0 of ns1 is up. Then, in ns1:
#   ip address add fd00::1/64 dev eth0
#   ip route replace 10.9.0.0/16 via 10.0.0.2
#   ip route replace fd09::/64 via fd00::2
`);
    expect(read(text).dropped.filter(isNoImage)).toEqual([]);
  });

  test("is read again as the same network, whatever is drawn", () => {
    fc.assert(
      fc.property(largeRandomDocument, (drawn) => {
        const topology = withoutFirewallsAndQuality(withoutSingles(drawn).topology);
        const { document, dropped } = read(toContainerlab("A lab", topology));
        // Names of bridges and of namespaces are one kind of name there, and a link of the host has one MTU.
        const ofHost = Object.values(topology)
          .filter(isInterface)
          .filter(({ namespace }) => namespace === hostId);
        const names = ofHost.flatMap(({ kind, name }) => (kind === "bridge" ? [name] : []));
        const spaces = [...recordsOfKind(topology, "namespace")].map(({ name }) => name);
        fc.pre(!spaces.some((name) => names.includes(name)));
        fc.pre(ofHost.every((end) => end.kind !== "veth" || !isOtherwise(end, topology[end.peer])));
        expect(dropped.filter(isNoImage)).toEqual([]);
        expect(sayable(document.topology)).toEqual(sayable(topology));
      }),
      { numRuns: 20, endOnFailure: true },
    );
  }, 60_000);
});

/** Those are commands in such a file, which nobody reads again. */
function withoutFirewallsAndQuality(topology: Topology): Topology {
  return Object.fromEntries(
    Object.entries(topology)
      .filter(([, { kind }]) => kind !== "firewall")
      .map(([id, record]) => [id, isInterface(record) ? { ...record, quality: null } : record]),
  );
}

test("FORMAT-4: a Mermaid flowchart has every card, bridge and link, with names and addresses", () => {
  const text = toMermaid(topologyWith([...pairRecords(), ...starRecords(2)]));
  expect(text.split("\n")[0]).toBe("flowchart LR");
  for (const part of [
    '["ns1"]',
    '{{"br0"}}',
    "eth0 10.0.0.1/24 fd00::1/64 – eth0 10.0.0.2/24 fd00::2/64",
    "p1",
  ])
    expect(text).toContain(part);
  expect(text.match(/ ---\|/g)).toHaveLength(3);
});

test("FORMAT-4: no name is taken for Mermaid's own words, nor for Markdown", () => {
  const names = ["end", "subgraph", "__start__", "_", "a_b", "1.", "1.2", "www.example.org", "网络._é"];
  const text = toMermaid(topologyWith(names.map((name, index) => newNamespace(`n${index}`, name))));
  const labels = [...text.matchAll(/^ {2}n\d+\["([^"]*)"\]$/gm)].map(([, label]) => label);
  expect(new Set(labels)).toEqual(
    new Set([
      "end",
      "subgraph",
      "#95;#95;start#95;#95;",
      "#95;",
      "a_b",
      "1#46;",
      "1.2",
      "www#46;example.org",
      "网络.#95;é",
    ]),
  );
});

describe("a line of a shell", () => {
  test("is cut into commands and words where it means no more than that", () => {
    expect(commandsOfLine("a 'b;c' && d \"e&&f\"; g")).toEqual(["a 'b;c'", 'd "e&&f"', "g"]);
    expect(shellWords("ip  addr add '10.0.0.1/24' dev \"eth0\" # here")).toEqual([
      "ip",
      "addr",
      "add",
      "10.0.0.1/24",
      "dev",
      "eth0",
    ]);
    for (const text of ["a $b", "a | b", "a > b", "a 'b", "a `b`", 'a "$b"', "a*", "(a)"])
      expect(shellWords(text)).toBeNull();
  });
});
