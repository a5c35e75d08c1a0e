import { readdirSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { networkInterfaces } from "node:os";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { batch, type Edit } from "../shared/edit.ts";
import { emptyDocument, newNamespace, newRoute, parseSingle } from "../shared/topology.ts";
import { uplinkAddress, uplinkGateway } from "../shared/uplink.ts";
import { execIn } from "./kernel/exec.ts";
import { RunningLab } from "./running-lab.ts";
import { startChild } from "./testing/child.ts";
import { eventually } from "./testing/eventually.ts";
import { ada, expectKernelIsDocument, labUid, testLab, type TestLab } from "./testing/labs.ts";
import { needs } from "./testing/needs.ts";

/** One of this machine's own: what is sent there never leaves it. */
const address = Object.values(networkInterfaces())
  .flatMap((addresses) => addresses ?? [])
  .find(({ family, internal }) => family === "IPv4" && !internal)?.address;

const outside = createServer((_, response) => response.end("from outside"));
beforeAll(() => new Promise<void>((resolve) => outside.listen(0, () => resolve())));
afterAll(() => outside.close());

function uplinkIn(namespace: string): Edit {
  const fields = { id: "tap0", namespace, name: "tap0", adminState: "up", addresses: [uplinkAddress] };
  const record = parseSingle("tun", fields);
  if (record === null) throw new Error("not an uplink");
  const route = newRoute("out", namespace, "0.0.0.0/0", { gateway: uplinkGateway });
  return batch({ op: "add", record }, { op: "add", record: route });
}

/** What a program in there gets from outside, or why it gets nothing. */
async function fetchIn({ lab }: TestLab, namespace: string, host = address): Promise<string> {
  const { port } = outside.address() as AddressInfo;
  const peer = `${host}:${port}`;
  const script = `use IO::Socket::INET; my $s = IO::Socket::INET->new(PeerAddr => "${peer}", Timeout => 5) or die "$@"; print $s "GET / HTTP/1.0\\r\\n\\r\\n"; print <$s>`;
  const inside = namespace === "host" ? [] : ["ip", "netns", "exec", namespace];
  const { stdout, stderr } = await execIn(
    await lab.ready(),
    "host",
    [...inside, "perl", "-e", script],
    10_000,
  );
  return stdout + stderr;
}

/** The numbers of the programs at the other side of this machine's uplinks. */
function programsOf(machinePid: number): number[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => commandOf(pid).includes(`--userns-path=/proc/${machinePid}/ns/user`));
}

function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8");
  } catch {
    return "";
  }
}

describe.skipIf(address === undefined)("through an uplink", () => {
  test("UPLINK-1: a lab is sealed until it has one, and when it has none again", needs("tun"), async () => {
    await using own = await testLab();
    const { lab } = own;
    expect(await fetchIn(own, "host")).toContain("Network is unreachable");
    await lab.edit(ada, uplinkIn("host"));
    await expectKernelIsDocument(lab);
    expect(await fetchIn(own, "host")).toContain("from outside");
    await lab.undo(ada);
    await expectKernelIsDocument(lab);
    expect(await fetchIn(own, "host")).toContain("Network is unreachable");
    await lab.redo(ada);
    expect(await fetchIn(own, "host")).toContain("from outside");
    await lab.restart();
    await expectKernelIsDocument(lab);
    expect(await fetchIn(own, "host")).toContain("from outside");
  });

  test("UPLINK-2: what listens for this machine alone cannot be reached", needs("tun"), async () => {
    await using own = await testLab();
    await own.lab.edit(ada, uplinkIn("host"));
    expect(await fetchIn(own, "host", uplinkGateway)).toContain("Network is unreachable");
  });

  test("UPLINK-1: any namespace can have it, under any name", needs("tun"), async () => {
    const document = {
      ...emptyDocument,
      topology: { ...emptyDocument.topology, ns1: newNamespace("ns1", "ns1") },
    };
    await using own = await testLab(document);
    const { lab } = own;
    await lab.edit(ada, uplinkIn("ns1"));
    expect(await fetchIn(own, "ns1")).toContain("from outside");
    await lab.edit(ada, { op: "update", id: "tap0", changes: { name: "wan" } });
    await expectKernelIsDocument(lab);
    expect(await fetchIn(own, "ns1")).toContain("from outside");
  });
});

test("UPLINK-3: the server's owner can forbid them", async () => {
  const running = await RunningLab.start(labUid(), () => undefined, false);
  try {
    const outcome = await running.machine.uplinks.run({ argv: ["add", "tap0"] });
    expect(outcome).toEqual({
      ok: false,
      output: "uplink: forbidden by whoever runs this server (--no-uplinks)",
    });
  } finally {
    await running.stop();
  }
});

describe("UPLINK-4: nothing is left of it", () => {
  test("when its interface is deleted, by hand", needs("tun"), async () => {
    await using own = await testLab();
    await own.lab.edit(ada, uplinkIn("host"));
    const machine = await own.lab.ready();
    expect(programsOf(machine.pid).length).toBeGreaterThan(0);
    await execIn(machine, "host", ["ip", "link", "delete", "tap0"], 5000);
    await eventually(() => expect(programsOf(machine.pid)).toEqual([]));
    await eventually(() => expect(own.lab.document.topology["tap0"]).toBeUndefined());
  });

  test("when the server is killed", needs("tun"), async () => {
    const script = new URL("testing/children/hold-uplink.ts", import.meta.url);
    const child = startChild(script, [String(labUid() ?? "")]);
    const pid = Number(await child.line());
    expect(programsOf(pid).length).toBeGreaterThan(0);
    child.process.kill("SIGKILL");
    await eventually(() => expect(programsOf(pid)).toEqual([]));
  });
});
