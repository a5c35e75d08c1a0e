import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  addContainer,
  connectContainer,
  disconnectContainer,
  linkContainer,
  renameContainer,
  startContainer,
  stopContainer,
} from "../shared/container-edits.ts";
import { batch, type Edit } from "../shared/edit.ts";
import { addNetwork, removeNetworks } from "../shared/network-edits.ts";
import { membersOf } from "../shared/network-members.ts";
import { newBridge, newNamespace, newVeth, type Document } from "../shared/topology.ts";
import { execIn } from "./kernel/exec.ts";
import { placeNamed } from "./place.ts";
import { eventually } from "./testing/eventually.ts";
import { ada, expectKernelIsDocument, testLab, type TestLab } from "./testing/labs.ts";

let own: TestLab;
beforeAll(async () => {
  own = await testLab();
  const up = { adminState: "up" } as const;
  const docker0 = newBridge("docker0", "host", "docker0", { ...up, addresses: ["172.17.0.1/16"] });
  const addresses = ["172.18.0.1/16", "fd18::1/64"];
  const myBridge = newBridge("my", "host", "my-bridge", { ...up, addresses, resolvesNames: true });
  await own.lab.edit(ada, batch({ op: "add", record: docker0 }, { op: "add", record: myBridge }));
  await change((document) => addTo(document, "box1", "my"));
  await change((document) => addTo(document, "box2", "my"));
  await change((document) => addTo(document, "box3", "docker0"));
  await change((document) => addTo(document, "box4", "docker0"));
});
afterAll(() => own[Symbol.asyncDispose]());

function addTo(document: Document, name: string, bridge: string): Edit | null {
  return addContainer(document, { id: name, name, network: { mode: "bridge", bridge } });
}

function change(make: (document: Document) => Edit | null) {
  return own.lab.editAs(ada, make);
}

async function inside(container: string, command: string): Promise<string> {
  const place = await placeNamed(own.lab, `container:${container}`);
  const { stdout, stderr } = await execIn(await own.lab.ready(), place, ["sh", "-c", command], 15_000);
  return stdout + stderr;
}

const ping = (from: string, to: string) => inside(from, `ping -4 -c1 -W2 ${to}`);
const answers = / 1 received/;
const badAddress = /Name or service not known/;

describe("CONT-7 names are known where they are to be known, live", () => {
  test("S16: on a network that resolves names, both ways, and not from another one", async () => {
    expect(await ping("box1", "box2")).toMatch(answers);
    expect(await ping("box2", "box1")).toMatch(answers);
    expect(await ping("box1", "box3")).toMatch(badAddress);
    expect(await ping("box3", "box1")).toMatch(badAddress);
    expect(await ping("box3", "box4")).toMatch(badAddress);
    expect(await ping("box3", "172.17.0.3")).toMatch(answers);
  });

  test("by any program, of both families, and backwards", async () => {
    expect(await inside("box1", "getent ahosts box2")).toMatch(
      /fd18::3[^]*172\.18\.0\.3|172\.18\.0\.3[^]*fd18::3/,
    );
    // The kernel asks first whether somebody else has the address (RFC 4862).
    await eventually(async () => expect(await inside("box1", "ping -6 -c1 -W2 box2")).toMatch(answers));
    const python =
      "import socket; print(socket.gethostbyname('BOX2'), socket.gethostbyaddr('172.18.0.3')[0])";
    expect(await inside("box1", `python3 -c "${python}"`)).toBe("172.18.0.3 box2\n");
    expect(await inside("box1", "getent hosts nobody; echo $?")).toBe("2\n");
  });

  test("S17: a link gives a name one way only", async () => {
    await change((document) => linkContainer(document, "box3", "box4", "db"));
    expect(await ping("box3", "db")).toMatch(answers);
    expect(await ping("box3", "box4")).toMatch(answers);
    expect(await ping("box4", "box3")).toMatch(badAddress);
    expect(await ping("box4", "172.17.0.2")).toMatch(answers);
  });

  test("S18: plugged into a second network it has an interface and names there, live, and not afterwards", async () => {
    await change((document) => connectContainer(document, "box3", "my", { aliases: ["cache"] }));
    await expectKernelIsDocument(own.lab);
    expect(await inside("box3", "ip -br address show dev eth1")).toContain("172.18.0.4/16");
    for (const [from, to] of [
      ["box1", "box3"],
      ["box3", "box1"],
      ["box2", "cache"],
      ["box3", "box2"],
    ] as const)
      expect(await ping(from, to)).toMatch(answers);
    await change((document) => disconnectContainer(document, "box3", "my"));
    expect(await ping("box1", "box3")).toMatch(badAddress);
    expect(await ping("box3", "box1")).toMatch(badAddress);
    expect(await inside("box3", "ip -br address")).not.toContain("eth1");
  });

  test("renamed, it is known by its new name; stopped, not; started again, by its new address", async () => {
    await change((document) => renameContainer(document, "box2", "web"));
    expect(await ping("box1", "web")).toMatch(answers);
    expect(await ping("box1", "box2")).toMatch(badAddress);
    await change((document) => stopContainer(document, "box2"));
    expect(await ping("box1", "web")).toMatch(badAddress);
    await change((document) => addTo(document, "box5", "my"));
    await change((document) => startContainer(document, "box2"));
    expect(await inside("box1", "getent ahostsv4 web | head -1")).toContain("172.18.0.4");
    expect(await inside("web", "getent hosts web")).toContain("web");
    await change(() => ({ op: "update", id: "my", changes: { resolvesNames: false } }));
    expect(await ping("box1", "web")).toMatch(badAddress);
    await expectKernelIsDocument(own.lab);
  });
});

test("CONT-8 S16 and S19: a network reaches the outside and no other one, is inspected, and takes its rules along", async () => {
  await using lab = await testLab();
  const edit = (make: (document: Document) => Edit | null) => lab.lab.editAs(ada, make);
  const at = async (place: string, command: string) => {
    const where = await placeNamed(lab.lab, place);
    const { stdout, stderr } = await execIn(await lab.lab.ready(), where, ["sh", "-c", command], 15_000);
    return stdout + stderr;
  };
  const outside = newNamespace("out", "outside", { loopback: { adminState: "up", addresses: [] } });
  const [near, far] = [
    newVeth("near", "far", "host", "wan", { adminState: "up", addresses: ["203.0.113.1/24"] }),
    newVeth("far", "near", "out", "eth0", { adminState: "up", addresses: ["203.0.113.2/24"] }),
  ];
  const records = [outside, near, far];
  await lab.lab.edit(ada, batch(...records.map((record): Edit => ({ op: "add", record }))));
  await edit((document) => addNetwork(document, { id: "blue", name: "blue" }));
  await edit((document) => addNetwork(document, { id: "red", name: "red" }));
  await edit((document) => addTo(document, "b1", "blue"));
  await edit((document) => addTo(document, "b2", "blue"));
  await edit((document) => addTo(document, "r1", "red"));
  await expectKernelIsDocument(lab.lab);
  expect(await at("container:b1", "ping -c1 -W2 203.0.113.2")).toMatch(answers);
  expect(await at("container:r1", "ping -c1 -W2 203.0.113.2")).toMatch(answers);
  expect(await at("container:b1", "ping -c1 -W2 b2")).toMatch(answers);
  const other = membersOf(lab.lab.document.topology, "red")[0]?.ipv4[0]?.split("/")[0] ?? "";
  expect(await at("container:b1", `ping -c1 -W1 ${other}`)).toContain("0 received");
  expect(membersOf(lab.lab.document.topology, "blue")).toEqual([
    expect.objectContaining({ name: "b1", ipv4: ["172.18.0.2/16"], ipv6: [] }),
    expect.objectContaining({
      name: "b2",
      ipv4: ["172.18.0.3/16"],
      macAddress: expect.stringMatching(/^02:/) as string,
    }),
  ]);
  await edit((document) => batch(...removeNetworks(document, ["red"])));
  await edit((document) => batch(...removeNetworks(document, ["blue"])));
  await expectKernelIsDocument(lab.lab);
  expect(await at("host", "nft list ruleset")).not.toMatch(/masquerade|drop/);
});
