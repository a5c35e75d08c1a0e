import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { Edit } from "../shared/edit.ts";
import {
  addContainer,
  startContainer,
  stopContainer,
  type ContainerMode,
} from "../shared/container-edits.ts";
import { ProblemError } from "../shared/errors.ts";
import { formatStep } from "../shared/step.ts";
import { newBridge, newNamespace, recordsOfKind, type Document } from "../shared/topology.ts";
import { execIn } from "./kernel/exec.ts";
import { limits } from "./kernel/limits.ts";
import { differences } from "./observe/differences.ts";
import { placeNamed } from "./place.ts";
import { eventually } from "./testing/eventually.ts";
import { ada, expectKernelIsDocument, testLab, type TestLab } from "./testing/labs.ts";

let own: TestLab;
beforeAll(async () => {
  own = await testLab();
  const docker0 = newBridge("docker0", "host", "docker0", { adminState: "up", addresses: ["172.17.0.1/16"] });
  await own.lab.edit(ada, { op: "add", record: docker0 });
});
afterEach(async () => {
  for (const { id } of recordsOfKind(own.lab.document.topology, "container"))
    await change((document) => (document.topology[id] === undefined ? null : { op: "remove", id }));
});
afterAll(() => own[Symbol.asyncDispose]());

function change(make: (document: Document) => Edit | null) {
  return own.lab.editAs(ada, make);
}

function add(name: string, network: ContainerMode, command?: readonly string[]) {
  return change((document) => addContainer(document, { id: name, name, network, command }));
}

async function remove(...names: string[]): Promise<void> {
  for (const name of names) await own.lab.edit(ada, { op: "remove", id: name });
  await expectKernelIsDocument(own.lab);
}

async function shell(command: string, place = "host"): Promise<string> {
  const machine = await own.lab.ready();
  const { stdout, stderr } = await execIn(
    machine,
    await placeNamed(own.lab, place),
    ["sh", "-c", command],
    10_000,
  );
  return stdout + stderr;
}

function container(name: string) {
  const record = own.lab.document.topology[name];
  if (record?.kind !== "container") throw new Error(`no container ${name}`);
  return record;
}

async function pidOf(name: string): Promise<number> {
  const pid = (await own.lab.ready()).containers.pidOf(name);
  if (pid === null) throw new Error(`${name} does not run`);
  return pid;
}

const onDocker0: ContainerMode = { mode: "bridge", bridge: "docker0" };

describe("CONT-1 a container has files, processes and a name of its own", () => {
  test("and sees nothing of the lab's", async () => {
    await add("files", { mode: "none" });
    await shell("echo lab >/tmp/lab; echo lab >/etc/lab");
    await shell("echo box >/tmp/box; echo box >/etc/box; touch /box; rm /etc/hosts", "container:files");
    expect(await shell("hostname; ls /tmp; cat /etc/hostname", "container:files")).toBe(
      "files\nbox\nfiles\n",
    );
    expect(await shell("ls /tmp /etc/lab /etc/box /box")).toMatch(/lab[\s\S]*box': No such file/);
    expect(await shell("cat /etc/hosts")).toContain("localhost");
    expect(await shell("ls /run/netns /etc/lab", "container:files")).toMatch(/run\/netns'[\s\S]*etc\/lab'/);
    const processes = await shell("ps -e -o pid=,args=", "container:files");
    expect(processes).toMatch(/^\s*1 container-init$/m);
    expect(processes).toMatch(/^\s*2 sleep infinity$/m);
    expect(processes).not.toContain("vethlab");
    await remove("files");
    expect(await shell("ls /run/containers")).toBe("");
  });

  test("and what it writes and starts counts for the lab", async () => {
    await add("bounded", { mode: "none" });
    const room = "df --output=size -B1 /tmp / /root | tail -n +2 | sort -u";
    expect((await shell(room, "container:bounded")).trim()).toBe(String(limits.disk.bytes));
    const file = `/proc/${await pidOf("bounded")}`;
    expect(await shell(`grep -e processes -e 'open files' ${file}/limits`)).toMatch(
      new RegExp(`${limits.processes.people} [^]*${limits.files} `),
    );
    expect(await shell(`ps -o ni= -p ${await pidOf("bounded")}; cat ${file}/oom_score_adj`)).toMatch(
      /19\n1000\n$/,
    );
    expect(await shell("mount -o remount,bind,rw /usr; unshare --user true", "container:bounded")).toMatch(
      /permission denied[^]*unshare failed/i,
    );
    await remove("bounded");
  });
});

describe("CONT-2 its own stack comes and goes with its process", () => {
  test("S12: made with a pair, a name on the bridge, a free address and a way out, in steps that are told", async () => {
    const { steps } = await add("box1", onDocker0);
    const commands = steps.map(formatStep);
    const macAddress = "address [0-9a-f:]+";
    expect(commands).toEqual([
      "container create box1 --new-net /run/netns/box1",
      expect.stringMatching(
        new RegExp(
          `^ip link add name veth[0-9a-f]{4} ${macAddress} master docker0 up type veth peer name eth0 ${macAddress} netns box1$`,
        ),
      ),
      "ip -n box1 address add 172.17.0.2/16 dev eth0",
      "ip -n box1 link set dev eth0 up",
      "ip -n box1 link set dev lo up",
      "ip -n box1 route add 0.0.0.0/0 via 172.17.0.1",
      "container start box1 -- sleep infinity",
    ]);
    expect(await shell("ip -br address show dev eth0; ip route", "container:box1")).toMatch(
      /172\.17\.0\.2\/16[^]*default via 172\.17\.0\.1/,
    );
    expect(await shell("ping -c1 -W2 172.17.0.1", "container:box1")).toContain(" 1 received");
    expect(await shell("ping -c1 -W2 172.17.0.2")).toContain(" 1 received");
    await expectKernelIsDocument(own.lab);
    await remove("box1");
  });

  test("S15: however it ends, the kernel frees its interface, and the bridge its port", async () => {
    for (const signal of ["TERM", "KILL"]) {
      await add("box1", onDocker0);
      const before = own.lab.document;
      own.lab.typedBy(ada);
      await shell(`kill -${signal} ${await pidOf("box1")}`);
      await eventually(() => expect(container("box1").state).toBe("stopped"));
      await expectKernelIsDocument(own.lab);
      expect([...recordsOfKind(own.lab.document.topology, "veth")]).toEqual([]);
      expect(await shell("ip -br link show type veth; ls /run/netns")).toBe("");
      await own.lab.undo(ada);
      expect(own.lab.document).toEqual(before);
      await expectKernelIsDocument(own.lab);
      await remove("box1");
    }
  });

  test("stopped, it holds no address; started, it has the next free one", async () => {
    await add("box1", onDocker0);
    await add("box2", onDocker0);
    await change((document) => stopContainer(document, "box1"));
    await expectKernelIsDocument(own.lab);
    await add("box3", onDocker0);
    await change((document) => startContainer(document, "box1"));
    const addresses = [...recordsOfKind(own.lab.document.topology, "veth")].flatMap(
      ({ addresses: all }) => all,
    );
    expect(addresses.toSorted()).toEqual(["172.17.0.2/16", "172.17.0.3/16", "172.17.0.4/16"]);
    expect(await shell("ip -br address show dev eth0", "container:box1")).toContain("172.17.0.4/16");
    await remove("box1", "box2", "box3");
  });

  test("a deleted name is a deleted card: its process ends with it", async () => {
    await add("box1", onDocker0);
    const pid = await pidOf("box1");
    await shell("ip netns delete box1");
    await eventually(() => expect(container("box1").state).toBe("stopped"));
    await eventually(async () => expect(await shell(`ls -d /proc/${pid}`)).toContain("No such file"));
    await expectKernelIsDocument(own.lab);
    await remove("box1");
  });

  test("renamed, it stays tied to its process", async () => {
    await add("box1", onDocker0);
    await own.lab.edit(ada, { op: "update", id: container("box1").namespace, changes: { name: "other" } });
    expect(await shell("ip netns exec other ip -br address show dev eth0")).toContain("172.17.0.2/16");
    await shell("ip netns exec other true");
    await expectKernelIsDocument(own.lab);
    await shell(`kill ${await pidOf("box1")}`);
    await eventually(() => expect(container("box1").state).toBe("stopped"));
    await expectKernelIsDocument(own.lab);
    expect(await shell("ls /run/netns")).toBe("");
    await remove("box1");
  });

  test("a rebuilt lab has its containers, running as they were", async () => {
    await add("box1", onDocker0);
    await add("box2", { mode: "none" });
    await change((document) => stopContainer(document, "box2"));
    await own.lab.restart();
    await expectKernelIsDocument(own.lab);
    expect([container("box1").state, container("box2").state]).toEqual(["running", "stopped"]);
    expect(await shell("ping -c1 -W2 172.17.0.1", "container:box1")).toContain(" 1 received");
    await remove("box1", "box2");
  });
});

describe("CONT-3 its command begins when its network is there, or nothing has happened", () => {
  test("what it pings first answers", async () => {
    await add("box1", onDocker0, ["ping", "-c1", "-W1", "172.17.0.1"]);
    await eventually(() => expect(container("box1").state).toBe("stopped"));
    const { containers } = await own.lab.ready();
    expect(containers.outputOf("box1").text).toContain(" 1 received");
    await eventually(() => expect(containers.endOf("box1")?.exitCode).toBe(0));
    await expectKernelIsDocument(own.lab);
    await remove("box1");
  });

  test("a command that is not there is refused with the kernel's words, and all is as before", async () => {
    const before = own.lab.document;
    const refused = await add("box1", onDocker0, ["nosuch", "it's"]).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(ProblemError);
    expect((refused as ProblemError).problem).toMatchObject({
      kind: "kernel-refused",
      command: "container start box1 -- nosuch 'it'\\''s'",
      output: "container: nosuch: No such file or directory",
    });
    expect(own.lab.document).toBe(before);
    await expectKernelIsDocument(own.lab);
    expect(await shell("ls /run/netns /run/containers")).not.toContain("box1");
  });
});

describe("CONT-4 who shares a stack is in it, and ends with it", () => {
  test("S13: host, container:NAME, none, and any namespace", async () => {
    await own.lab.edit(ada, { op: "add", record: newNamespace("red", "red") });
    await add("server", { mode: "none" }, ["python3", "-m", "http.server", "--bind", "127.0.0.1", "8000"]);
    await add("sidecar", { mode: "container", container: "server" });
    await add("onhost", { mode: "host" });
    await add("inred", { mode: "namespace", namespace: "red" });
    const stackOf = (place: string) => shell("readlink /proc/self/ns/net", place);
    expect(await stackOf("container:sidecar")).toBe(await stackOf("server"));
    expect(await stackOf("container:onhost")).toBe(await stackOf("host"));
    expect(await stackOf("container:inred")).toBe(await stackOf("red"));
    await eventually(async () =>
      expect(await shell("curl -s http://127.0.0.1:8000/", "container:sidecar")).toContain(
        "Directory listing",
      ),
    );
    expect(await shell("ip -br address show dev docker0", "container:onhost")).toContain("172.17.0.1");
    expect(await shell("ip -br link", "container:server")).toMatch(/^lo [^\n]*\n$/);
    await shell("touch /tmp/of-server", "container:server");
    expect(await shell("ls /tmp; hostname", "container:sidecar")).toBe("sidecar\n");
    await expectKernelIsDocument(own.lab);
    const sidecar = await pidOf("sidecar");
    await shell(`kill ${await pidOf("server")}`);
    await eventually(() => expect(container("sidecar").state).toBe("stopped"));
    await eventually(async () => expect(await shell(`ls -d /proc/${sidecar}`)).toContain("No such file"));
    await expectKernelIsDocument(own.lab);
    await own.lab.edit(ada, { op: "remove", id: "red" });
    await expectKernelIsDocument(own.lab);
    expect(own.lab.document.topology["inred"]).toBeUndefined();
    await remove("onhost", "server");
    expect(own.lab.document.topology["sidecar"]).toBeUndefined();
  });

  test("one that shares a stack that is gone is refused", async () => {
    await add("server", { mode: "none" });
    await add("sidecar", { mode: "container", container: "server" });
    await change((document) => stopContainer(document, "server"));
    const refused = await change((document) => startContainer(document, "sidecar")).catch(
      (error: unknown) => error,
    );
    expect((refused as ProblemError).problem).toMatchObject({ kind: "invalid-edit", code: "no-such-stack" });
    await remove("server");
  });
});

describe("CONT-5 what it prints is kept, the end of it", () => {
  test("on either stream, with how it ended, and never more than some", async () => {
    const script = "echo out; echo err >&2; seq 100000; echo last; exit 7";
    await add("talker", { mode: "none" }, ["sh", "-c", script]);
    const { containers } = await own.lab.ready();
    await eventually(() => expect(containers.endOf("talker")?.exitCode).toBe(7));
    // Who prints so much at once is heard out later.
    await eventually(() => expect(containers.outputOf("talker").text).toMatch(/100000\nlast\n$/));
    const { text } = containers.outputOf("talker");
    expect(text.length).toBeGreaterThan(63 * 1024);
    expect(text.length).toBeLessThan(129 * 1024);
    await change((document) => startContainer(document, "talker"));
    await eventually(() => expect(container("talker").state).toBe("stopped"));
    await remove("talker");
    await add("both", { mode: "none" }, ["sh", "-c", "echo out; echo err >&2; sleep 100"]);
    await eventually(() => expect(containers.outputOf("both").text).toBe("out\nerr\n"));
    await remove("both");
  });
});

test("CONT-6 S14: a container without a network is wired by hand, by its process's number", async () => {
  await add("box9", { mode: "none" });
  const pid = await pidOf("box9");
  await shell(
    [
      `ln -s /proc/${pid}/ns/net /var/run/netns/${pid}`,
      "ip link add A type veth peer name B",
      "ip link set A master docker0",
      "ip link set A up",
      `ip link set B netns ${pid}`,
      `ip netns exec ${pid} ip link set dev B name eth0`,
      `ip netns exec ${pid} ip link set eth0 up`,
      `ip netns exec ${pid} ip addr add 172.17.42.99/16 dev eth0`,
      `ip netns exec ${pid} ip route add default via 172.17.0.1`,
    ].join(" && "),
  );
  await expectKernelIsDocumentBut(`namespace ${pid}`);
  const { topology } = own.lab.document;
  const eth0 = [...recordsOfKind(topology, "veth")].find(({ name }) => name === "eth0");
  expect(eth0).toMatchObject({ namespace: container("box9").namespace, addresses: ["172.17.42.99/16"] });
  expect(await shell("ping -c1 -W2 172.17.0.1", "container:box9")).toContain(" 1 received");
  await shell(`kill ${pid}`);
  await eventually(() => expect(container("box9").state).toBe("stopped"));
  await expectKernelIsDocument(own.lab);
  expect(await shell("ls /run/netns; ip -br link show type veth")).toBe("");
  await remove("box9");
});

/** A second name for a namespace is no second one: no record says it. */
async function expectKernelIsDocumentBut(unknown: string): Promise<void> {
  await eventually(async () => {
    const found = differences(own.lab.document.topology, await own.lab.readObserved());
    expect(found.changes).toEqual({});
    expect(found.unknown).toEqual([unknown]);
  });
}
