import * as fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { newFirewall } from "../../shared/firewall.ts";
import { hostId } from "../../shared/names.ts";
import { forwardingSysctl } from "../../shared/sysctl.ts";
import { largeRandomDocument } from "../../shared/testing/random-edits.ts";
import { emptyDocument, namespaceOf, newBridge, newVeth, type Topology } from "../../shared/topology.ts";
import { allDirt } from "../kernel/dirt.ts";
import { execIn, type ExecResult } from "../kernel/exec.ts";
import { startMachine, type Machine } from "../kernel/machine.ts";
import { Observer } from "../kernel/observer.ts";
import { differences } from "../observe/differences.ts";
import { watchedSysctls } from "../observe/watched-sysctls.ts";
import { planCases } from "../testing/cases.ts";
import { eventually } from "../testing/eventually.ts";
import { labUid } from "../testing/labs.ts";
import { pairRecords, starRecords, topologyWith } from "../testing/networks.ts";
import { toScript } from "./script.ts";

let machine: Machine;
let observer: Observer;
beforeEach(async () => {
  machine = await startMachine(labUid());
  observer = await Observer.start(machine, () => undefined);
  // As on a machine that has just been installed.
  await onMachine("sysctl", "-qw", ...Object.values(forwardingSysctl).map((key) => `${key}=0`));
});
afterEach(async () => {
  observer.stop();
  await machine.stop();
});

/** Each command of a script starts a program, and others may work on this machine. */
const patience = 60_000;

function onMachine(...argv: string[]): Promise<ExecResult> {
  return execIn(machine, "host", argv, patience);
}

function run(topology: Topology, command: "up" | "down"): Promise<ExecResult> {
  const script = toScript({ id: "lab", name: "A lab", topology }, command === "up" ? "en" : "zh");
  return onMachine("bash", "-c", script, "lab.sh", command);
}

async function expectMachineIs(topology: Topology): Promise<void> {
  observer.watchSysctls(watchedSysctls(topology));
  await eventually(async () => {
    const names = Object.keys(observer.observed.namespaces);
    await observer.hold(() => observer.read(new Map(names.map((name) => [name, allDirt()]))));
    expect(differences(topology, observer.observed)).toEqual({ changes: {}, unknown: [] });
  });
}

/** Up, up again, down: each leads where it should. */
async function expectBuilds(drawn: Topology): Promise<void> {
  const host = namespaceOf(drawn, hostId);
  const topology = {
    ...drawn,
    [hostId]: { ...host, loopback: { ...host.loopback, adminState: "up" as const } },
  };
  for (const attempt of ["first", "second"]) {
    expect({ attempt, ...(await run(drawn, "up")) }).toMatchObject({ exitCode: 0, stderr: "" });
    await expectMachineIs(topology);
  }
  expect(await run(drawn, "down")).toMatchObject({ exitCode: 0, stderr: "", stdout: "已拆除\n" });
  await expectMachineIs(emptyDocument.topology);
}

const handPicked: [string, Topology][] = [
  ["a pair", topologyWith(pairRecords())],
  ["a dozen namespaces on a bridge", topologyWith(starRecords(12))],
  ...planCases()
    .filter(({ name }) =>
      /^(s\d|lo-with|made-elsewhere|sysctls-set|gateway-in-two|namespaces-called)/.test(name),
    )
    .map(({ name, after }): [string, Topology] => [name, after]),
];
const random = fc.sample(largeRandomDocument, { seed: 8420, numRuns: 10 }).map(({ topology }) => topology);

describe("a script run on a bare machine", () => {
  test.each(handPicked)(
    "SCRIPT-1: builds the network: %s",
    (_name, topology) => expectBuilds(topology),
    3 * patience,
  );

  test.each(random.map((topology, index) => [index, topology] as const))(
    "SCRIPT-1: builds the network: random %i",
    (_index, topology) => expectBuilds(topology),
    3 * patience,
  );
});

test("SCRIPT-1: what it leaves out is made by the commands that it names for it", async () => {
  const { before: up = {}, after: down = {} } = planCases().find(({ name }) => name === "taken-down") ?? {};
  expect(await run(down, "up")).toMatchObject({ exitCode: 0, stderr: "" });
  const script = toScript({ id: "lab", name: "A lab", topology: down }, "en");
  const named = [...script.matchAll(/^ {2}# {3}(ip .*)$/gm)].map(([, command]) => command);
  const commands = ["ip -n ns1 link set dev eth0 up", ...named].join("\n");
  expect(await onMachine("bash", "-ec", commands)).toMatchObject({ exitCode: 0, stderr: "" });
  await expectMachineIs(up);
});

describe("SCRIPT-2: what is on the machine already", () => {
  const network = topologyWith([
    ...pairRecords(),
    newBridge("b", hostId, "br0", { adminState: "up", addresses: ["10.5.0.1/16"] }),
    newFirewall("f", hostId, { forward: { policy: "drop", rules: [] } }),
  ]);

  test.each([
    ["namespace ns1", "ip netns add ns1"],
    ["interface br0", "ip link add br0 type bridge"],
    ["table inet:filter", "nft add table inet filter"],
    [
      "route that is in the way of 10.5.0.0/16",
      "ip link add v type veth; ip link set v up; ip route add 10.5.7.0/24 dev v",
    ],
    [
      "route that is in the way of 10.5.0.0/16",
      "ip link add v type veth; ip link set v up; ip route add 10.0.0.0/8 dev v",
    ],
  ])("is left alone: %s", async (words, command) => {
    await onMachine("sh", "-ec", command);
    const before = (
      await onMachine("sh", "-c", "ip link; ip address; ip route; ip netns; nft list ruleset; ls /run")
    ).stdout;
    const refused = await run(network, "up");
    expect(refused).toMatchObject({ exitCode: 1, stdout: "" });
    expect(refused.stderr).toContain(words);
    await run(network, "down");
    expect(
      (await onMachine("sh", "-c", "ip link; ip address; ip route; ip netns; nft list ruleset; ls /run"))
        .stdout,
    ).toBe(before);
  });

  test("stays when it came after up, under a name of the lab's", async () => {
    await run(network, "up");
    await onMachine(
      "sh",
      "-ec",
      "ip netns delete ns1; ip netns add ns1; ip link delete br0; ip link add br0 type bridge",
    );
    await run(network, "down");
    const { stdout } = await onMachine("sh", "-c", "ip netns list; ip -br link show br0");
    expect(stdout).toMatch(/^ns1\b.*\nbr0 /);
  });

  test("is as it was after a command has failed", async () => {
    const full = topologyWith([
      ...pairRecords(),
      newVeth("x", "y", "n1", "a", { adminState: "up" }),
      newVeth("y", "x", "n2", "a", { adminState: "up" }),
    ]);
    const script = toScript({ id: "lab", name: "A lab", topology: full }, "en").replace(
      "name a ",
      "name eth0 ",
    );
    const failed = await onMachine("bash", "-c", script, "lab.sh", "up");
    expect(failed).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining("taken away again") as string,
    });
    await expectMachineIs(emptyDocument.topology);
  });
});
