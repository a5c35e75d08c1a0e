import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { batch, type Edit } from "../shared/edit.ts";
import { loopsIn } from "../shared/loops.ts";
import type { Observed } from "../shared/observed.ts";
import type { CommandLogEntry } from "../shared/protocol.ts";
import { formatStep, type Step } from "../shared/step.ts";
import { newBridge, newNamespace, newVeth, type Topology, type TopologyRecord } from "../shared/topology.ts";
import { expectObservedIsDocument, makeLab, readTopology } from "./testing/api.ts";
import { eventually } from "./testing/eventually.ts";
import { LabSocket } from "./testing/lab-socket.ts";
import { temporaryFolder } from "./testing/labs.ts";
import { adding, bridgeLink, joinedBridges, pairRecords } from "./testing/networks.ts";
import { startServer, type TestServer } from "./testing/server.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server[Symbol.asyncDispose]());

/** A machine under a storm is slow in everything. */
const patienceMs = 25_000;

/** Somebody looks at the lab, from now on, whatever state it is in. */
async function lookAt(lab: string): Promise<LabSocket> {
  const client = await LabSocket.open(server, lab);
  client.send({ type: "hello", author: { id: "ada", name: "Ada" } });
  await client.until((all) => all.some(({ type }) => type === "welcome"), patienceMs);
  return client;
}

function cutsIn(client: LabSocket): CommandLogEntry[] {
  const entries = [...client.welcome.log, ...client.of("committed").map(({ entry }) => entry)];
  return entries.filter(({ action }) => action === "cut-loop");
}

/** Resolves when every loop has been cut, with all that it took. */
async function stormEnds(client: LabSocket, lab: string): Promise<Step[]> {
  await client.until(() => cutsIn(client).length > 0, patienceMs);
  const revision = await eventually(async () => {
    const { json } = await server.call("GET", `/api/labs/${lab}`);
    expect(loopsIn(json.topology as Topology)).toEqual([]);
    return Number(json.revision);
  }, patienceMs);
  await client.until(() => client.revision >= revision);
  return cutsIn(client).flatMap(({ steps }) => steps);
}

/** STP has found the loop: one of the ports is blocked. */
async function stpAnswers(lab: string): Promise<void> {
  await eventually(async () => {
    const { json } = await server.call("GET", `/api/labs/${lab}/observed`);
    const host = Object.values((json as Observed).namespaces["host"]?.interfaces ?? {});
    expect(host.map(({ bridgePort }) => bridgePort?.state)).toContain("blocking");
  }, patienceMs);
}

async function run(lab: string, namespace: string, ...argv: string[]): Promise<void> {
  const { json } = await server.call("POST", `/api/labs/${lab}/exec`, { body: { namespace, argv } });
  expect(json).toMatchObject({ exitCode: 0 });
}

const inside: TopologyRecord[] = [newNamespace("n1", "left"), newNamespace("n2", "right")];
const looped: [string, TopologyRecord[], string[]][] = [
  ["two links between two bridges", joinedBridges(2), ["ip link set dev b1 down"]],
  [
    "three, where one frame becomes ever more",
    joinedBridges(3),
    ["ip link set dev b1 down", "ip link set dev b2 down"],
  ],
  [
    "bridges in two namespaces",
    [...inside, ...joinedBridges(2, ["n1", "n2"])],
    ["ip -n left link set dev a1 down"],
  ],
  [
    "a link from a bridge to itself",
    [
      newBridge("br", "host", "br0", { adminState: "up" }),
      newVeth("a", "b", "host", "a", { adminState: "up", master: "br" }),
      newVeth("b", "a", "host", "b", { adminState: "up", master: "br" }),
    ],
    ["ip link set dev b down"],
  ],
];

describe("a storm", { timeout: 60_000 }, () => {
  test.each(looped)("STORM-2: is ended: %s", async (_, records, commands) => {
    const lab = await makeLab(server, records);
    await using client = await lookAt(lab);
    const steps = await stormEnds(client, lab);
    expect(steps.map(formatStep)).toEqual(commands);
    expect(new Set(cutsIn(client).map(({ author }) => author.name))).toEqual(new Set(["Vethlab"]));
    await expectObservedIsDocument(server, lab);
  });

  test("STORM-2: is ended again when somebody sets the link up again, until STP runs", async () => {
    const lab = await makeLab(server, joinedBridges(2));
    await using client = await lookAt(lab);
    await stormEnds(client, lab);
    const up: Edit = { op: "update", id: "b1", changes: { adminState: "up" } };
    expect(await client.edit(up)).toMatchObject({ ok: true });
    await client.until(() => cutsIn(client).length === 2, patienceMs);
    const stp = ["br0", "br1"].map((id): Edit => ({ op: "update", id, changes: { stp: true } }));
    expect(await client.edit(batch(...stp, up))).toMatchObject({ ok: true });
    await stpAnswers(lab);
    expect(cutsIn(client)).toHaveLength(2);
    await expectObservedIsDocument(server, lab);
  });

  test("STORM-2: what ended it outlives the server", async () => {
    const data = temporaryFolder();
    const first = await startServer({ data });
    onTestFinished(() => first.kill());
    const lab = await makeLab(first, joinedBridges(2));
    await eventually(async () => expect(loopsIn(await readTopology(first, lab))).toEqual([]), patienceMs);
    await first.kill();
    await using second = await startServer({ data });
    await using client = await LabSocket.join(second, lab);
    expect(cutsIn(client)).toHaveLength(1);
    expect(await readTopology(second, lab)).toMatchObject({ b1: { adminState: "down" } });
    await expectObservedIsDocument(second, lab);
  });

  test("STORM-3: another lab goes on", async () => {
    const calm = await makeLab(server, pairRecords());
    await using client = await LabSocket.join(server, calm);
    const answer = await client.ask({
      type: "ping-start",
      from: "n1",
      to: { namespace: "n2", family: "ipv4" },
      intervalMs: 50,
      count: null,
    });
    const replies = () =>
      client.of("ping").flatMap(({ events }) => events.filter(({ type }) => type === "reply")).length;
    await client.until(() => replies() > 5);

    const lab = await makeLab(server, joinedBridges(3));
    await using other = await lookAt(lab);
    await stormEnds(other, lab);
    const afterStorm = replies();
    await client.until(() => replies() > afterStorm + 5);
    expect(await client.edit({ op: "update", id: "e1", changes: { mtu: 1400 } })).toMatchObject({ ok: true });
    expect(answer).toMatchObject({ ok: true });
  });

  test("STORM-4: is not what bridges carry whose loop is open, however much it is", async () => {
    const members = [...inside, ...memberOf("br0", 1), ...memberOf("br1", 2)];
    const lab = await makeLab(server, [...joinedBridges(1), ...members]);
    await using client = await LabSocket.join(server, lab);
    await run(lab, "host", "ip", "link", "set", "a0", "down");
    expect(await client.edit(adding(...bridgeLink(1)))).toMatchObject({ ok: true });
    expect(loopsIn(await readTopology(server, lab))).toHaveLength(0);
    await run(lab, "left", "ping", "-f", "-w", "2", "10.0.0.2");
    expect(cutsIn(client)).toEqual([]);

    // The same, once the other way round is there.
    await run(lab, "host", "ip", "link", "set", "a0", "up");
    expect((await stormEnds(client, lab)).map(formatStep)).toEqual(["ip link set dev b1 down"]);
  });

  test("STORM-4: does not come where STP runs: the kernel blocks one of the ports", async () => {
    const records = joinedBridges(2).map((record) =>
      record.id === "br0" ? { ...record, stp: true } : record,
    );
    const lab = await makeLab(server, records);
    await using client = await lookAt(lab);
    await stpAnswers(lab);
    expect(cutsIn(client)).toEqual([]);
  });

  test("STORM-5: leaves undo to whoever drew the loop", async () => {
    const lab = await makeLab(server, joinedBridges(1));
    await using client = await LabSocket.join(server, lab);
    const drawn = await readTopology(server, lab);
    await client.edit(adding(...bridgeLink(1)));
    await stormEnds(client, lab);
    expect(await client.ask({ type: "undo" })).toMatchObject({ ok: true });
    expect(await readTopology(server, lab)).toEqual(drawn);
    expect(await client.ask({ type: "redo" })).toMatchObject({ ok: true });
    expect((await readTopology(server, lab))["b1"]).toMatchObject({ adminState: "down" });
    await expectObservedIsDocument(server, lab);
  });
});

/** A namespace's eth0, 10.0.0.NUMBER, on this bridge. */
function memberOf(bridge: string, number: number): TopologyRecord[] {
  const [end, port] = [`e${number}`, `p${number}`];
  return [
    newVeth(end, port, `n${number}`, "eth0", { adminState: "up", addresses: [`10.0.0.${number}/24`] }),
    newVeth(port, end, "host", port, { adminState: "up", master: bridge }),
  ];
}
