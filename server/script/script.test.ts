import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { hostId } from "../../shared/names.ts";
import { newNamespace, type Topology } from "../../shared/topology.ts";
import { planCases } from "../testing/cases.ts";
import { topologyWith } from "../testing/networks.ts";
import { scriptLanguages, toScript } from "./script.ts";

/** UPDATE_CASES=1 writes what the script is now; read the difference before you commit it. */
const isUpdating = process.env["UPDATE_CASES"] === "1";
const folder = fileURLToPath(new URL("cases", import.meta.url));

/** The networks that server/plan/cases lead to. */
const networks = new Map<string, Topology>(planCases().map(({ name, after }) => [name, after]));
const cases = readdirSync(folder).map((file) => {
  const [, name = "", language] = /^(.+)\.(en|zh)\.sh$/.exec(file) ?? [];
  return { file, name, language: scriptLanguages.find((each) => each === language) ?? "en" };
});

test.each(cases)("SCRIPT-1: word for word: $file", ({ file, name, language }) => {
  const topology = networks.get(name);
  if (topology === undefined) throw new TypeError(`no case ${name}`);
  const script = toScript({ id: "case", name, topology }, language);
  if (isUpdating) writeFileSync(`${folder}/${file}`, script);
  expect(script).toBe(readFileSync(`${folder}/${file}`, "utf8"));
});

test("SCRIPT-1: no name of a lab ends the comment that it stands in", () => {
  const script = toScript({ id: "case", name: "a\nreboot\u2028\u0085 b", topology: topologyWith([]) }, "en");
  expect(script.split("\n")[1]).toBe("# The network of a reboot   b, made of Linux network namespaces.");
});

test("SCRIPT-2: leaves the machine its own lo", () => {
  const host = newNamespace(hostId, "host", { loopback: { adminState: "down", addresses: [] } });
  const script = toScript({ id: "case", name: "a lab", topology: topologyWith([host]) }, "en");
  expect(script).toContain("# Left out: the lab has its host's lo down");
  expect(script).not.toContain("dev lo down");
});

test("SCRIPT-1: says what waits until lo is up, too", () => {
  const ns1 = newNamespace("n1", "ns1", { loopback: { adminState: "down", addresses: ["fd00::9/128"] } });
  const topology = topologyWith([ns1]);
  expect(toScript({ id: "case", name: "a lab", topology }, "en")).toContain(`
  # Left out: it waits in the lab until lo of ns1 is up. Then run:
  #   ip -n ns1 address add fd00::9/128 dev lo
}`);
});
