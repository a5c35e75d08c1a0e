import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startContainer, stopContainer } from "../shared/container-edits.ts";
import { gallery } from "../shared/gallery/index.ts";
import type { Topology } from "../shared/topology.ts";
import { execIn } from "./kernel/exec.ts";
import { eventually } from "./testing/eventually.ts";
import { ada, expectFollowed, testLab, type TestLab } from "./testing/labs.ts";
import { needs } from "./testing/needs.ts";

/** Programs in a lab give way to all others: on a busy machine a store and agents take their time. */
const patienceMs = 90_000;
let flannel: TestLab;
let overlay: TestLab;

async function run({ lab }: TestLab, place: string, ...argv: string[]) {
  const machine = await lab.ready();
  const [, container] = /^container:(.*)$/.exec(place) ?? [];
  const at = container === undefined ? place : { pid: machine.containers.pidOf(`${container}-process`) ?? 0 };
  const { exitCode, stdout, stderr } = await execIn(machine, at, argv, 20_000);
  return { exitCode, said: stdout + stderr };
}

/** Tries until it says this. */
function expectSaid(made: TestLab, place: string, command: string, said: RegExp) {
  const check = async () => expect((await run(made, place, ...command.split(" "))).said).toMatch(said);
  return eventually(check, patienceMs);
}

async function turn(container: string, to: typeof startContainer | typeof stopContainer) {
  await flannel.lab.editAs(ada, (document) => to(document, `${container}-process`));
}

/** Where hosts are led by routes, and what they have on their bridges; whichever records say so. */
function ways(topology: Topology): string[] {
  return Object.values(topology)
    .flatMap((record) => {
      if (record.kind === "route") return [`${record.namespace} ${record.destination} ${record.gateway}`];
      return record.kind === "bridge" ? [`${record.id} ${record.addresses.join(" ")}`] : [];
    })
    .toSorted();
}

describe("hosts with a store and agents", { ...needs("etcd", "vxlan"), timeout: 2 * patienceMs }, () => {
  // Side by side: it is leases that they wait for.
  beforeAll(async () => {
    flannel = await testLab(gallery["flannel-vxlan"].document());
    overlay = await testLab(gallery["overlay-etcd"].document());
    await expectSaid(flannel, "host1", "etcdctl cluster-health", /cluster is healthy/);
    for (const host of ["host1", "host2", "host3"])
      await expectSaid(
        flannel,
        host,
        "ip route",
        /(172\.18\.\d\.0\/24 via 172\.18\.\d\.0 dev flannel\.1[^]*){2}/,
      );
  }, patienceMs);
  afterAll(async () => {
    await flannel?.[Symbol.asyncDispose]();
    await overlay?.[Symbol.asyncDispose]();
  });

  test("ETCD-1: members tell their health in the tutorials' words and in newer ones; one that stops is told", async () => {
    expect(await run(flannel, "host2", "etcdctl", "cluster-health")).toEqual({
      exitCode: 0,
      said: expect.stringMatching(/^(member \w+ is healthy: .*\n){3}cluster is healthy\n$/),
    });
    const { said } = await run(flannel, "host2", "etcdctl", "endpoint", "health", "--cluster");
    expect(said.match(/192\.168\.7\.\d:2379 is healthy/g)).toHaveLength(3);
    await run(flannel, "host1", "etcdctl", "mk", "/hello", "world");
    expect(await run(flannel, "host3", "etcdctl", "get", "/hello")).toEqual({ exitCode: 0, said: "world\n" });

    await turn("etcd3", stopContainer);
    const degraded = await run(flannel, "host1", "etcdctl", "cluster-health");
    expect(degraded.said).toMatch(/member \w+ is unreachable[^]*cluster is degraded/);
    expect(degraded.exitCode).not.toBe(0);
    await turn("etcd3", startContainer);
    await expectSaid(flannel, "host3", "etcdctl cluster-health", /cluster is healthy/);
    await expectSaid(flannel, "host3", "etcdctl get /hello", /^world$/m);
  });

  test("ETCD-2: a member takes little room", async () => {
    const { said } = await run(flannel, "host", "du", "-sm", "/run/containers");
    expect(Number(said.split("\t")[0])).toBeLessThan(20);
  });

  test("AGENT-1: what agents do becomes the document, and comes to be again in a rebuilt lab", async () => {
    await expectFollowed(flannel.lab);
    const before = ways(flannel.lab.document.topology);
    expect(before).toEqual(
      expect.arrayContaining(["host1-docker0 172.18.1.1/24", "host1 172.18.2.0/24 172.18.2.0"]),
    );
    await flannel.lab.restart();
    await expectSaid(flannel, "host1", "etcdctl ls /network/subnets", /(172\.18\.\d\.0-24\n[^]*){3}/);
    await expectSaid(flannel, "box1", "ping -n -c 1 -W 1 172.18.3.2", /1 received/);
    await expectFollowed(flannel.lab);
    expect(ways(flannel.lab.document.topology)).toEqual(before);
  });

  test("AGENT-2: a host that goes away loses its subnet, and no two have the same", async () => {
    await turn("flannel3", stopContainer);
    const isGone = async () =>
      expect((await run(flannel, "host1", "ip", "route")).said).not.toContain("172.18.3.0/24");
    await eventually(isGone, patienceMs);
    await expectSaid(flannel, "host2", "etcdctl ls /network/subnets", /^(?!.*172\.18\.3\.0)/s);
    await run(
      flannel,
      "host1",
      "etcdctl",
      "mk",
      "/network/subnets/172.18.3.0-24",
      '{"PublicIP":"192.168.7.9"}',
    );
    await turn("flannel3", startContainer);
    await expectSaid(flannel, "host3", "ip address show dev docker0", /172\.18\.4\.1\/24/);
    await expectSaid(flannel, "host1", "ip route", /172\.18\.4\.0\/24 via 172\.18\.4\.0/);
    await expectFollowed(flannel.lab);
  });

  test("AGENT-3: a network of the store is on every host; its boxes have addresses and names of their own there", async () => {
    await expectSaid(overlay, "container:box1", "ping -c 1 -W 1 box2", /1 received/);
    await expectSaid(overlay, "container:box2", "ping -c 1 -W 1 box1", /1 received/);
    const told = await Promise.all(
      ["box1", "box2"].map((box) => run(overlay, box, "ip", "-br", "address", "show", "eth0")),
    );
    const addresses = told.map(({ said }) => /10\.0\.0\.\d+\/24/.exec(said)?.[0] ?? "none");
    expect(addresses.toSorted()).toEqual(["10.0.0.2/24", "10.0.0.3/24"]);
    expect((await run(overlay, "host1", "overlay", "create", "second", "10.0.1.0/24")).said).toBe("");
    await expectSaid(overlay, "host2", "ip link show vxlan257", /master second/);
    expect((await run(overlay, "host2", "overlay", "create", "second")).said).toMatch(
      /there is a network second already/,
    );
    await run(overlay, "host2", "etcdctl", "rm", "/overlay/networks/second");
    await expectSaid(overlay, "host1", "ip link show second", /does not exist/);
    await expectFollowed(overlay.lab);
  });
});
