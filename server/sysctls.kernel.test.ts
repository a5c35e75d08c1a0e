import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { batch, type Edit } from "../shared/edit.ts";
import { toProblem } from "../shared/errors.ts";
import type { Lab } from "./lab.ts";
import { byHand } from "./testing/by-hand.ts";
import { ada, expectKernelIsDocument, testLab, type TestLab } from "./testing/labs.ts";
import { adding, pairRecords } from "./testing/networks.ts";

let made: TestLab;
let lab: Lab;
beforeEach(async () => {
  made = await testLab();
  lab = made.lab;
  await lab.edit(ada, adding(...pairRecords()));
});
afterEach(() => made[Symbol.asyncDispose]());

const update = (id: string, changes: Readonly<Record<string, unknown>>): Edit => ({
  op: "update",
  id,
  changes,
});
const set = (sysctls: Readonly<Record<string, string>>) => lab.edit(ada, update("n1", { sysctls }));
const rpFilter = (name: string) => `net.ipv4.conf.${name}.rp_filter`;

async function inKernel(key: string, namespace = "ns1"): Promise<string> {
  return (await byHand(lab, `ip netns exec ${namespace} sysctl -n ${key}`)).trim().replaceAll("\t", " ");
}

/** What came of an edit that is to be refused, which changes nothing. */
async function problemOf(work: Promise<unknown>) {
  const { document, revision } = lab;
  const problem = await work.then(() => null, toProblem);
  expect([lab.document, lab.revision]).toEqual([document, revision]);
  expect(lab.state).toMatchObject({ phase: "running", refused: [] });
  await expectKernelIsDocument(lab);
  return problem;
}

describe("a sysctl that the kernel does not take", () => {
  const refused: readonly [string, string, string, string][] = [
    // sysctl(8) itself ends with success here.
    ["a value too small", "net.core.rmem_max", "99", "rmem_max"],
    ["a group that nobody inside is in", "net.ipv4.ping_group_range", "0 100", "ping_group_range"],
    [
      "another spelling than the kernel's",
      "net.ipv4.tcp_syn_retries",
      "0x10",
      "net.ipv4.tcp_syn_retries = 16",
    ],
    ["an action", "net.ipv4.route.flush", "1", "net.ipv4.route.flush cannot be read"],
    ["a name of nothing", "net.ipv4.no_such_thing", "1", "no_such_thing"],
  ];
  test.each(refused)("KERNEL-4: is refused in the kernel's words: %s", async (_what, key, value, words) => {
    const problem = await problemOf(set({ [key]: value, "net.ipv4.ip_default_ttl": "70" }));
    expect(problem).toMatchObject({
      kind: "kernel-refused",
      code: "sysctl-set",
      path: "n1",
      output: expect.stringContaining(words) as string,
    });
    expect(await inKernel("net.ipv4.ip_default_ttl")).toBe("64");
  });
});

describe("a sysctl of an interface", () => {
  test("LAB-6: stays with it through other names, namespaces, links and machines", async () => {
    await set({ [rpFilter("eth0")]: "2", "net.ipv6.conf.eth0.hop_limit": "70" });
    await lab.edit(ada, update("e1", { name: "x.1" }));
    expect(await inKernel(rpFilter("x/1"))).toBe("2");
    await lab.edit(ada, update("e1", { mtu: 1300 }));
    await lab.edit(ada, update("e1", { adminState: "down" }));
    await lab.edit(ada, update("e1", { namespace: "n2", name: "eth1" }));
    expect([await inKernel(rpFilter("eth1"), "ns2"), await inKernel(rpFilter("eth0"), "ns2")]).toEqual([
      "2",
      "0",
    ]);
    await lab.edit(ada, update("e1", { namespace: "n1", name: "eth0", adminState: "up" }));
    await expectKernelIsDocument(lab);
    await lab.edit(ada, { op: "remove", id: "e2" });
    expect(lab.document.topology["n1"]).toMatchObject({ sysctls: {} });
    await lab.undo(ada);
    expect(await inKernel(rpFilter("eth0"))).toBe("2");
    await lab.restart();
    await expectKernelIsDocument(lab);
    expect(lab.document.topology["n1"]).toMatchObject({
      sysctls: { [rpFilter("eth0")]: "2", "net.ipv6.conf.eth0.hop_limit": "70" },
    });
  });

  test("LAB-6: gets back what it was born with when it is cleared", async () => {
    await set({ [rpFilter("eth0")]: "2", "net.ipv4.neigh.eth0.ucast_solicit": "7" });
    await set({ [rpFilter("default")]: "1" });
    expect(await inKernel(rpFilter("eth0"))).toBe("1");
    expect(await inKernel("net.ipv4.neigh.eth0.ucast_solicit")).toBe("3");
    await lab.undo(ada);
    await expectKernelIsDocument(lab);
  });

  test("LAB-6: holds when what is for all is set around it", async () => {
    const forwards = (ipv4: boolean) => update("n1", { forwarding: { ipv4, ipv6: false } });
    await set({ "net.ipv4.conf.eth0.forwarding": "0", "net.ipv4.conf.all.accept_redirects": "1" });
    for (const on of [true, false, true]) {
      await lab.edit(ada, forwards(on));
      await expectKernelIsDocument(lab);
    }
    await set({});
    expect(await inKernel("net.ipv4.conf.eth0.forwarding")).toBe("1");
    await lab.restart();
    expect(await inKernel("net.ipv4.conf.all.accept_redirects")).toBe("0");
  });

  test("LAB-6: is what new interfaces are born with, after a rebuild, too", async () => {
    await set({ "net.ipv6.conf.default.accept_dad": "0" });
    await lab.restart();
    expect(await inKernel("net.ipv6.conf.eth0.accept_dad")).toBe("0");
  });
});

describe("IPv6 switched off", () => {
  const off = (name: string) => `net.ipv6.conf.${name}.disable_ipv6`;

  test.each(["eth0", "all", "default"])(
    "DOC-4: for %s is refused while there are addresses of it",
    async (name) => {
      expect(await problemOf(set({ [off(name)]: "1" }))).toMatchObject({
        code: "ipv6-is-off",
        path: "e1.addresses.1",
      });
    },
  );

  test.each(["eth0", "all"])("LAB-6: for %s goes, and comes back, together with them", async (name) => {
    await lab.edit(
      ada,
      batch(update("n1", { sysctls: { [off(name)]: "1" } }), update("e1", { addresses: ["10.0.0.1/24"] })),
    );
    await expectKernelIsDocument(lab);
    await lab.edit(ada, update("n1", { name: "ns9" }));
    await lab.undo(ada);
    await lab.restart();
    await expectKernelIsDocument(lab);
    await lab.undo(ada);
    await expectKernelIsDocument(lab);
    expect(await inKernel(off("eth0"))).toBe("0");
  });
});

test("LAB-6: a value that cannot be written back is not cleared, and the lab goes on", async () => {
  await set({ "net.ipv4.ping_group_range": "0 0" });
  expect(await problemOf(set({}))).toMatchObject({ kind: "kernel-refused", code: "sysctl-restore" });
  await set({ "net.ipv4.ping_group_range": "0 0", "net.ipv4.ip_default_ttl": "70" });
  await expectKernelIsDocument(lab);
});

test.each(["0", "1"])("PLAN-8: addresses go one by one where promote_secondaries is %s", async (promote) => {
  const addresses = (...last: readonly number[]) =>
    lab.edit(ada, update("e1", { addresses: last.map((byte) => `10.0.0.${byte}/24`) }));
  await set({ "net.ipv4.conf.all.promote_secondaries": promote });
  await addresses(1, 3, 4);
  await addresses(3, 4, 9);
  await expectKernelIsDocument(lab);
  await addresses(9);
  await expectKernelIsDocument(lab);
});

test("FOLLOW-2: a sysctl set by hand is seen by who asks, and taken back", async () => {
  await set({ "net.ipv4.ip_default_ttl": "70", [rpFilter("eth0")]: "2" });
  await byHand(lab, `ip netns exec ns1 sysctl -qw net.ipv4.ip_default_ttl=99 ${rpFilter("eth0")}=0`);
  const observed = await lab.readObserved();
  expect(observed.namespaces["ns1"]?.sysctls).toEqual({
    "net.ipv4.ip_default_ttl": "99",
    [rpFilter("eth0")]: "0",
  });
  expect(lab.document.topology["n1"]).toMatchObject({
    sysctls: { "net.ipv4.ip_default_ttl": "99", [rpFilter("eth0")]: "0" },
  });
  lab.typedBy(ada);
  await byHand(lab, "ip netns exec ns1 sysctl -qw net.ipv4.ip_default_ttl=50");
  await lab.readObserved();
  const { steps } = await lab.undo(ada);
  expect(steps).toHaveLength(1);
  expect((await lab.readObserved()).namespaces["ns1"]?.sysctls).toMatchObject({
    "net.ipv4.ip_default_ttl": "99",
  });
});

test("LAB-1: an edit knows what was set by hand since somebody looked", async () => {
  await set({ "net.ipv4.ip_default_ttl": "70" });
  await byHand(lab, "ip netns exec ns1 sysctl -qw net.ipv4.ip_default_ttl=99");
  await lab.readObserved();
  await byHand(lab, "ip netns exec ns1 sysctl -qw net.ipv4.ip_default_ttl=50");
  await set({ "net.ipv4.ip_default_ttl": "99" });
  await expectKernelIsDocument(lab);
});
