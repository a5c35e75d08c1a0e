import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newNamespace } from "../shared/topology.ts";
import { undrawnBytesAtMost, type LabProcess } from "../shared/terminal.ts";
import { expectProblem, makeLab } from "./testing/api.ts";
import { eventually } from "./testing/eventually.ts";
import { LabSocket } from "./testing/lab-socket.ts";
import { pairRecords } from "./testing/networks.ts";
import { residentBytes, startServer, type TestServer } from "./testing/server.ts";
import { TerminalSocket } from "./testing/terminal-socket.ts";

let server: TestServer;
let lab: string;
beforeAll(async () => {
  server = await startServer();
  lab = await makeLab(server, pairRecords());
});
afterAll(() => server[Symbol.asyncDispose]());

const terminalsOf = (id: string) => `/api/labs/${id}/terminals`;

async function openTerminal(namespace = "host", inLab = lab): Promise<string> {
  const { status, json } = await server.call("POST", terminalsOf(inLab), { body: { namespace } });
  expect(status).toBe(201);
  return String(json.id);
}

/** Not before its prompt: what is typed earlier is shown twice. */
async function joined(namespace?: string): Promise<TerminalSocket> {
  const terminal = await TerminalSocket.join(server, lab, await openTerminal(namespace));
  await terminal.until(() => terminal.text.endsWith("# "));
  return terminal;
}

/** Types the line, and sees what comes of it. */
async function expectShown(terminal: TerminalSocket, line: string, outcome: RegExp): Promise<void> {
  expect(await terminal.run(line, outcome)).toMatch(outcome);
}

async function processes(): Promise<readonly LabProcess[]> {
  const { json } = await server.call("GET", `/api/labs/${lab}/processes`);
  return json.processes as readonly LabProcess[];
}

describe("TERM-1 a shell stands where it was opened", () => {
  test("its prompt says where, also when another is started elsewhere, and when the namespace is renamed", async () => {
    const own = await makeLab(server, pairRecords());
    await using host = await TerminalSocket.join(server, own, await openTerminal("host", own));
    await host.until(() => host.text.includes("root@host:~# "));
    await expectShown(host, "ip netns exec ns1 bash", /root@ns1:~# $/);
    await expectShown(host, "cd /tmp", /root@ns1:\/tmp# $/);
    await expectShown(host, "exit", /root@host:~# $/);
    await using inside = await TerminalSocket.join(server, own, await openTerminal("ns1", own));
    await inside.until(() => inside.text.includes("root@ns1:~# "));
    await server.call("POST", `/api/labs/${own}/edits`, {
      body: { edit: { op: "update", id: "n1", changes: { name: "web" } } },
    });
    await expectShown(inside, "", /root@web:~# $/);
    await server.call("POST", `/api/labs/${own}/edits`, { body: { edit: { op: "remove", id: "n1" } } });
    await expectShown(inside, "", /root@net:\[\d+\]:~# $/);
  });

  test("its name is its namespace's of now, renamed in the drawing or by hand, and the last one when that is gone", async () => {
    const own = await makeLab(server, pairRecords());
    await using host = await TerminalSocket.join(server, own, await openTerminal("host", own));
    await using inside = await TerminalSocket.join(server, own, await openTerminal("ns1", own));
    const name = () => inside.of("state").at(-1)?.terminal.namespace;
    const edit = (body: unknown) => server.call("POST", `/api/labs/${own}/edits`, { body: { edit: body } });
    await edit({ op: "update", id: "n1", changes: { name: "web" } });
    await inside.until(() => name() === "web");
    await edit({ op: "add", record: newNamespace("another", "ns1") });
    const rename = "cd /run/netns; touch site; mount --bind web site; umount web; rm web";
    await host.run(`${rename}; ip netns add web`, /# $/);
    await inside.until(() => name() === "site");
    await host.run("ip netns delete site; ip netns add site; echo done", /done\r/);
    expect(name()).toBe("site");
    expect((await server.call("GET", terminalsOf(own))).json.terminals).toMatchObject([
      { namespace: "host" },
      { namespace: "site" },
    ]);
  });

  test("it sees what the tutorials show there: S1, S2, S3", async () => {
    await using host = await joined();
    expect(await host.run("ls /var/run/netns", /ns2/)).toContain("ns1");
    const outside = await host.run("readlink /proc/$$/ns/net", /net:\[\d+\]\r/);
    await using inside = await joined("ns1");
    const own = await inside.run("readlink /proc/$$/ns/net", /net:\[\d+\]\r/);
    const inode = (text: string) => /net:\[(\d+)\]\r/.exec(text)?.[1];
    expect(inode(own)).not.toBe(inode(outside));
    await expectShown(inside, "ls /sys/class/net", /eth0/);
    await expectShown(host, "ip netns add ns3 && ip netns exec ns3 bash", /root@ns3/);
    expect(await host.run("ip addr", /root@ns3:~# $/)).not.toContain("eth0");
    await expectShown(host, "ping -c 1 localhost", /[Nn]etwork is unreachable|bind: Cannot assign/);
    await expectShown(host, "ip link set dev lo up; ping -c 1 localhost", /1 received/);
  });

  test("names that are added in a namespace are namespaces for everybody", async () => {
    await using inside = await joined("ns2");
    await expectShown(
      inside,
      "ip netns add from-inside; ip netns exec from-inside readlink /proc/self/ns/net",
      /net:\[/,
    );
    await eventually(async () => {
      const body = { namespace: "from-inside", argv: ["true"] };
      const { json } = await server.call("POST", `/api/labs/${lab}/exec`, { body });
      expect(json).toMatchObject({ exitCode: 0 });
    });
  });

  test("HOST-5: it has nothing of the server's environment, nor of its files, nor of other terminals", async () => {
    await using host = await joined();
    await using other = await joined();
    const files = await other.run("ls -l --color=never /proc/self/fd; echo done", /done\r/);
    const links = [...files.matchAll(/ (\d+) -> (\S+)/g)].map(([, number, path = ""]) => [
      number,
      path.replace(/\d+$/, ""),
    ]);
    expect(links.slice(0, 3)).toEqual(["0", "1", "2"].map((number) => [number, "/dev/pts/"]));
    expect(links.slice(3).filter(([, path]) => !path?.startsWith("/proc/"))).toEqual([]);
    const environment = await host.run("env; tty", /dev\/pts/);
    expect(environment).toMatch(/TERM=xterm-256color\r/);
    expect(environment).not.toMatch(/VETHLAB|TOKEN|npm_/i);
  });

  test("what is mounted in one hurts that one only", async () => {
    await using victim = await joined();
    await expectShown(victim, "mount -t tmpfs none /usr; ls; echo over", /over/);
    await using other = await joined();
    await expectShown(other, "ls -d /usr/bin", /\/usr\/bin/);
  });
});

describe("TERM-2 it is a terminal", () => {
  test("of the size of the window of whoever writes", async () => {
    await using host = await joined();
    host.send({ type: "resize", size: { columns: 101, rows: 33 } });
    await host.until(() => host.of("resized").length === 1);
    await expectShown(host, "stty size", /33 101\r/);
  });

  test("with job control", async () => {
    await using host = await joined();
    // One program: who is stopped while it starts another (vfork(2)) cannot be seen as stopped.
    host.type(`perl -e '$| = 1; print "on-", 6 * 7, "\\n" while sleep 1'\n`);
    await host.until(() => host.text.includes("on-42"));
    host.type("\x1a");
    await host.until(() => /Stopped[^]*# $/.test(host.text));
    expect(await host.run("jobs", /# $/)).toContain("Stopped");
    await expectShown(host, "fg", /on-42/);
    host.type("\x03");
    await host.until(() => host.text.endsWith("# "));
    await expectShown(host, "echo code $?", /code 130/);
  });

  test("that takes Chinese, also when a character comes in two pieces", async () => {
    await using host = await joined();
    const line = Buffer.from("echo 网络[$((6 * 7))]命名空间\n");
    host.type(line.subarray(0, 6));
    host.type(line.subarray(6));
    await host.until(() => host.text.includes("[42]"));
    expect(host.text).toContain("网络[42]命名空间\r");
  });
});

describe("TERM-3 what was shown is there for whoever comes later", () => {
  test("after a reload, with the sizes that it had, and goes on", async () => {
    const id = await openTerminal();
    await using before = await TerminalSocket.join(server, lab, id);
    before.send({ type: "resize", size: { columns: 90, rows: 20 } });
    await expectShown(before, "echo first | tr a-z A-Z", /FIRST/);
    const shown = "FIRST";
    await before[Symbol.asyncDispose]();
    await using after = await TerminalSocket.join(server, lab, id);
    await after.until(() => after.of("live").length === 1);
    expect(after.text).toContain(shown);
    expect(after.messages.map(({ type }) => type)).toEqual(["state", "begin", "resized", "live"]);
    await expectShown(after, "echo again | tr a-z A-Z", /AGAIN/);
  });

  test("ten thousand lines of it, and not without end", async () => {
    const id = await openTerminal();
    await using before = await TerminalSocket.join(server, lab, id);
    await expectShown(
      before,
      "seq -f '%g bottles of beer on the wall, bottles of beer' 30000",
      /30000 bottles/,
    );
    await using after = await TerminalSocket.join(server, lab, id);
    await after.until(() => after.of("live").length === 1);
    expect(after.bytes).toBeLessThanOrEqual(1024 * 1024);
    expect(after.bytes).toBeGreaterThan(900 * 1024);
  });
});

test("TERM-4 one writes, the others look on, and whoever takes over writes from then on", async () => {
  const id = await openTerminal();
  await using ada = await TerminalSocket.join(server, lab, id);
  await using bob = await TerminalSocket.join(server, lab, id, "bob");
  bob.type("echo from-bob\n");
  bob.send({ type: "resize", size: { columns: 20, rows: 10 } });
  ada.type("echo from-ada\n");
  await bob.until(() => /from-ada\r\n[^]*from-ada\r\n/.test(bob.text));
  expect(bob.text).not.toContain("from-bob");
  bob.send({ type: "take-over" });
  await ada.until(() => ada.of("state").at(-1)?.terminal.writer.id === "bob");
  ada.type("echo late\n");
  bob.send({ type: "resize", size: { columns: 60, rows: 10 } });
  await expectShown(bob, "stty size", /10 60\r/);
  expect(ada.text).not.toContain("late");
  const { json } = await server.call("GET", terminalsOf(lab));
  expect(json.terminals).toContainEqual(
    expect.objectContaining({ id, writer: { id: "bob", name: "bob" }, size: { columns: 60, rows: 10 } }),
  );
});

describe("TERM-5 a closed terminal ends its shell", () => {
  const running = async (command: string) => (await processes()).find((each) => each.command === command);

  test("and what runs in front; what runs behind lives on, can write, is listed, and can be ended", async () => {
    const id = await openTerminal("ns1");
    await using terminal = await TerminalSocket.join(server, lab, id);
    terminal.type("(while sleep 0.1; do echo tick || exit; done) & sleep 2001 &\n");
    terminal.type("sleep 2002\n");
    await eventually(async () => expect(await running("sleep 2002")).toMatchObject({ namespace: "ns1" }));
    expect((await server.call("DELETE", `${terminalsOf(lab)}/${id}`)).status).toBe(204);
    await eventually(async () => expect(await running("sleep 2002")).toBeUndefined());
    expect(await running("sleep 2001")).toMatchObject({ namespace: "ns1" });
    await eventually(async () => expect(await running("sleep 0.1")).toBeDefined());
    await eventually(() => expect(terminal.isClosed).toBe(true));
    for (const { pid } of await processes()) await server.call("DELETE", `/api/labs/${lab}/processes/${pid}`);
    await eventually(async () => expect(await running("sleep 2001")).toBeUndefined());
  });

  test("one whose shell has ended says how, and shows what it showed until it is closed", async () => {
    const id = await openTerminal();
    await using terminal = await TerminalSocket.join(server, lab, id);
    terminal.type("sleep 2003 & exit 3\n");
    await terminal.until(() => terminal.of("state").at(-1)?.terminal.end !== null);
    expect(terminal.of("state").at(-1)?.terminal.end).toEqual({ exitCode: 3, problem: null });
    expect(await running("sleep 2003")).toMatchObject({ namespace: "host" });
    await using later = await TerminalSocket.join(server, lab, id);
    expect(later.text).toContain("exit 3");
  });
});

describe("TERM-6 a terminal ends with the lab's machine", () => {
  test("and says so, to those in it and to everybody in the lab", async () => {
    const own = await makeLab(server);
    const id = await openTerminal("host", own);
    await using terminal = await TerminalSocket.join(server, own, id);
    await using client = await LabSocket.join(server, own);
    expect(client.welcome.terminals.map((each) => each.id)).toEqual([id]);
    await server.call("POST", `/api/labs/${own}/restart`);
    await terminal.until(() => terminal.of("state").at(-1)?.terminal.end !== null);
    expect(terminal.of("state").at(-1)?.terminal.end).toEqual({ exitCode: null, problem: null });
    await client.until(() => client.of("terminals").at(-1)?.terminals[0]?.end?.exitCode === null);
    expect(client.gaps).toEqual([]);
  });

  test("and with the lab", async () => {
    const own = await makeLab(server);
    await using terminal = await TerminalSocket.join(server, own, await openTerminal("host", own));
    await server.call("DELETE", `/api/labs/${own}`);
    await eventually(() => expect(terminal.isClosed).toBe(true));
  });
});

describe("TERM-7 a flood", () => {
  test("waits for who looks on, and leaves room for everything else", async () => {
    const own = await makeLab(server, pairRecords());
    const before = residentBytes(server.pid);
    const ids = await Promise.all(Array.from({ length: 8 }, () => openTerminal("host", own)));
    const sockets = await Promise.all(ids.map((id) => TerminalSocket.join(server, own, id)));
    const [drawing, stuck] = sockets;
    if (drawing === undefined || stuck === undefined) throw new TypeError("unreachable");
    for (const socket of sockets.slice(1)) socket.drawsAtOnce = false;
    for (const socket of sockets) socket.type("yes 0123456789012345678901234567890123456789\n");
    await using client = await LabSocket.join(server, own);
    for (const adminState of ["down", "up"] as const)
      expect(await client.edit({ op: "update", id: "e1", changes: { adminState } })).toMatchObject({
        ok: true,
      });
    await drawing.until(() => drawing.bytes > 8 * 1024 * 1024);
    expect(stuck.bytes).toBeLessThan(4 * undrawnBytesAtMost);
    expect(residentBytes(server.pid) - before).toBeLessThan(100 * 1024 * 1024);
    // Ctrl-C gets through what has not been drawn yet.
    drawing.type("\x03");
    await drawing.until(() => /\^C[^]*# $/.test(drawing.text));
    for (const socket of sockets) await socket[Symbol.asyncDispose]();
    expect(client.gaps).toEqual([]);
  });

  test("in many at once shows no more together than one may alone", async () => {
    const own = await makeLab(server, pairRecords());
    const ids = await Promise.all(Array.from({ length: 12 }, () => openTerminal("host", own)));
    const sockets = await Promise.all(ids.map((id) => TerminalSocket.join(server, own, id)));
    for (const socket of sockets) socket.type("yes\n");
    const shown = () => sockets.reduce((sum, { bytes }) => sum + bytes, 0);
    // Each may show one burst before it has to share.
    await eventually(() => expect(shown()).toBeGreaterThan(12 * 64 * 1024));
    const [before, began] = [shown(), performance.now()];
    await new Promise((resolve) => setTimeout(resolve, 2000));
    const perSecond = ((shown() - before) * 1000) / (performance.now() - began);
    expect(perSecond).toBeLessThan(4 * 1024 * 1024);
    await server.call("DELETE", `/api/labs/${own}`);
  });

  test("of one who does not draw holds nobody else up, and is made good later", async () => {
    const id = await openTerminal();
    await using drawing = await TerminalSocket.join(server, lab, id);
    await using stuck = await TerminalSocket.join(server, lab, id, "bob");
    stuck.drawsAtOnce = false;
    drawing.type("yes 0123456789012345678901234567890123456789 | head -c 6000000; echo 'that was' all\n");
    await drawing.until(() => drawing.text.includes("that was all"));
    expect(stuck.bytes).toBeLessThan(3 * 1024 * 1024);
    stuck.drawsAtOnce = true;
    stuck.draw();
    await stuck.until(() => stuck.text.includes("that was all"));
    expect(stuck.of("begin")).toHaveLength(2);
  });

  test("of input that nobody reads is refused, and does no other harm", async () => {
    await using host = await joined();
    host.type("stty raw -echo; sleep 1000\n");
    await eventually(async () =>
      expect(await processes()).toContainEqual(expect.objectContaining({ command: "sleep 1000" })),
    );
    for (let round = 0; round < 30; round += 1) host.type(Buffer.alloc(60_000, "x"));
    await host.until(() => host.of("problem").length > 0);
    expect(host.of("problem")[0]?.problem).toMatchObject({
      kind: "too-large",
      code: "terminal-does-not-read",
    });
  });
});

describe("TERM-8 what is wrong is refused", () => {
  test("a namespace that is not there, a terminal that is not, more than there may be", async () => {
    const nowhere = await server.call("POST", terminalsOf(lab), { body: { namespace: "nowhere" } });
    expectProblem(nowhere, 404, { code: "no-such-namespace", path: "namespace" });
    expectProblem(await server.call("DELETE", `${terminalsOf(lab)}/none`), 404, { code: "no-such-terminal" });
    expectProblem(await server.call("DELETE", `/api/labs/${lab}/processes/1`), 404, {
      code: "no-such-process",
    });
    await expect(TerminalSocket.open(server, lab, "none")).rejects.toThrow("404");
    const own = await makeLab(server);
    for (let count = 0; count < 64; count += 1) await openTerminal("host", own);
    const oneMore = await server.call("POST", terminalsOf(own), { body: { namespace: "host" } });
    expectProblem(oneMore, 429, { code: "too-many-terminals" });
    await server.call("DELETE", `/api/labs/${own}`);
  }, 60_000);

  test("a shell for which the lab has no process left, with what to do", async () => {
    const own = await makeLab(server);
    const filling = `my $n = 0; while (defined(my $child = fork)) { $child or sleep 1000; $n++ } print "full\\n"; sleep 1000`;
    await using host = await TerminalSocket.join(server, own, await openTerminal("host", own));
    await host.until(() => host.text.includes("# "));
    await host.run(`perl -e '$| = 1; ${filling}'`, /full\r/);
    const id = await openTerminal("host", own);
    await using terminal = await TerminalSocket.open(server, own, id);
    terminal.send({ type: "hello", author: { id: "api", name: "api" } });
    await terminal.until(() => (terminal.of("state").at(-1)?.terminal.end ?? null) !== null);
    expect(terminal.of("state").at(-1)?.terminal.end).toMatchObject({
      exitCode: null,
      problem: { code: "no-room-for-shell", parameters: { limit: 1024 } },
    });
    const listed = await server.call("GET", `/api/labs/${own}/processes`);
    expect(listed.json.processes).toContainEqual(expect.objectContaining({ namespace: "host" }));
    // LIMIT-1: the parent of a thousand ends before them; they are gone with it.
    host.type("\x03");
    await host.until(() => host.text.endsWith("# "));
    await using again = await TerminalSocket.join(server, own, await openTerminal("host", own));
    await again.until(() => again.text.endsWith("# "));
  });

  test("words before hello, and words that are none", async () => {
    await using client = await TerminalSocket.open(server, lab, await openTerminal());
    client.type("echo too early\n");
    client.send({ type: "take-over" });
    client.sendText("}");
    client.sendText('{"type":"resize","size":{"columns":-1,"rows":2}}');
    await client.until(() => client.of("problem").length === 4);
    expect(client.of("problem").map(({ problem }) => problem.code ?? problem.kind)).toEqual([
      "hello-first",
      "hello-first",
      "not-json",
      "too_small",
    ]);
  });

  test("over the lab's socket, too; there a terminal is opened and closed for everybody to see", async () => {
    const own = await makeLab(server, [newNamespace("n1", "ns1")]);
    await using ada = await LabSocket.join(server, own);
    await using bob = await LabSocket.join(server, own, "bob");
    expect(await ada.ask({ type: "terminal-open", namespace: "nowhere" })).toMatchObject({ ok: false });
    expect(await ada.ask({ type: "terminal-open", namespace: "ns1" })).toMatchObject({ ok: true });
    await bob.until(() => bob.of("terminals").at(-1)?.terminals.length === 1);
    const [opened] = bob.of("terminals").at(-1)?.terminals ?? [];
    expect(opened).toMatchObject({
      namespace: "ns1",
      openedBy: { id: "ada" },
      writer: { id: "ada" },
      end: null,
    });
    bob.send({ type: "terminal-close", terminal: opened?.id ?? "" });
    await ada.until(() => ada.of("terminals").at(-1)?.terminals.length === 0);
  });
});
