import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { batch, type Edit } from "../shared/edit.ts";
import { ProblemError, type Problem } from "../shared/errors.ts";
import { smallLab } from "../shared/testing/small-lab.ts";
import {
  emptyDocument,
  newBridge,
  newNamespace,
  newRoute,
  newVeth,
  type TopologyRecord,
} from "../shared/topology.ts";
import { Lab } from "./lab.ts";
import { differences } from "./observe/differences.ts";
import { byHand, killIn } from "./testing/by-hand.ts";
import { eventually } from "./testing/eventually.ts";
import { ada, bob, drawing, expectKernelIsDocument, testLab, type TestLab } from "./testing/labs.ts";

let made: TestLab;
let lab: Lab;
beforeEach(async () => {
  made = await testLab();
  lab = made.lab;
});
afterEach(() => made[Symbol.asyncDispose]());

const update = (id: string, changes: Readonly<Record<string, unknown>>): Edit => ({
  op: "update",
  id,
  changes,
});
const add = (record: TopologyRecord): Edit => ({ op: "add", record });
const remove = (id: string): Edit => ({ op: "remove", id });

/** A pair between the host (veth0) and ns1 (eth0 10.0.0.1/24), up. */
const pair: Edit = batch(
  add(newNamespace("n", "ns1")),
  add(newVeth("a", "b", "n", "eth0", { adminState: "up", addresses: ["10.0.0.1/24"] })),
  add(newVeth("b", "a", "host", "veth0", { adminState: "up" })),
);

async function refusal(work: Promise<unknown>): Promise<Problem> {
  const error: unknown = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof ProblemError)) throw new Error("nothing was refused", { cause: error });
  return error.problem;
}

/** What the kernel has that the document does not say, and the other way round. */
async function different(): Promise<{ records: string[]; unknown: readonly string[] }> {
  const { changes, unknown } = differences(lab.document.topology, await lab.readObserved());
  return { records: Object.keys(changes).toSorted(), unknown: unknown.toSorted() };
}

describe("an edit", () => {
  test("LAB-1: undo and redo by two people go through the kernel", async () => {
    await lab.edit(ada, pair);
    await lab.edit(bob, add(newBridge("br", "host", "br0", { adminState: "up" })));
    await lab.edit(ada, update("b", { master: "br" }));
    await lab.edit(bob, update("a", { addresses: ["10.0.0.1/24", "fd00::1/64"] }));
    await expectKernelIsDocument(lab);
    const drawn = lab.document;
    await lab.undo(ada);
    expect(lab.document.topology["b"]).toMatchObject({ master: null });
    await lab.undo(bob);
    expect(lab.document.topology["a"]).toMatchObject({ addresses: ["10.0.0.1/24"] });
    await lab.undo(bob);
    expect(lab.document.topology["br"]).toBeUndefined();
    await expectKernelIsDocument(lab);
    await lab.redo(bob);
    await lab.redo(bob);
    await lab.redo(ada);
    expect(lab.document).toEqual(drawn);
    await expectKernelIsDocument(lab);
    expect(lab.historyOf("ada")).toEqual({ canUndo: true, canRedo: false });
  });

  test("LAB-1: many at once are done one after the other, each whole", async () => {
    const edits = Array.from({ length: 20 }, (_none, index) =>
      lab.edit(index % 2 === 0 ? ada : bob, add(newNamespace(`n${index}`, `ns${index}`))),
    );
    const revisions = (await Promise.all(edits)).map(({ revision }) => revision);
    expect(revisions).toEqual(Array.from({ length: 20 }, (_none, index) => index + 1));
    await expectKernelIsDocument(lab);
  });

  test("LAB-2: on an older revision is refused and merged with nothing", async () => {
    await lab.edit(ada, add(newNamespace("n", "ns1")), 0);
    const problem = await refusal(lab.edit(bob, add(newNamespace("m", "ns2")), 0));
    expect(problem).toMatchObject({ kind: "stale", revision: 1 });
    expect(lab.document.topology["m"]).toBeUndefined();
    expect(lab.revision).toBe(1);
  });

  test("PLAN-3: of the layout counts, and tells the kernel nothing", async () => {
    const { revision, steps } = await lab.edit(ada, { op: "place", positions: { host: { x: 1, y: 2 } } });
    expect({ revision, steps }).toEqual({ revision: 1, steps: [] });
    expect(lab.document.layout).toEqual({ host: { x: 1, y: 2 } });
  });

  test("EDIT-2: that changes nothing makes no revision", async () => {
    expect(await lab.edit(ada, batch())).toEqual({ revision: 0, steps: [] });
  });

  test("LAB-6: that makes a namespace makes it forward only what is drawn, whatever it is born with", async () => {
    const on = { ipv4: true, ipv6: true };
    await lab.edit(ada, update("host", { forwarding: on }));
    await byHand(lab, "sysctl -qw net.ipv4.conf.default.forwarding=1 net.ipv6.conf.default.forwarding=1");
    await lab.edit(
      ada,
      batch(add(newNamespace("n", "ns1")), add(newNamespace("m", "ns2", { forwarding: on }))),
    );
    await expectKernelIsDocument(lab);
    const { namespaces } = await lab.readObserved();
    expect([namespaces["ns1"]?.forwarding, namespaces["ns2"]?.forwarding]).toEqual([
      { ipv4: false, ipv6: false },
      on,
    ]);
    await lab.edit(ada, update("m", { sysctls: { "net.ipv4.icmp_echo_ignore_all": "1" } }));
    await lab.edit(ada, update("m", { sysctls: {} }));
    expect(await byHand(lab, "ip netns exec ns2 sysctl -n net.ipv4.icmp_echo_ignore_all")).toBe("0\n");
  });

  test("LAB-6: that takes an interface's own setting away gives it what it was born with", async () => {
    const key = "net.ipv4.conf.eth0.rp_filter";
    const read = () => byHand(lab, `ip netns exec ns1 sysctl -n ${key}`);
    await lab.edit(ada, pair);
    const born = await read();
    await lab.edit(ada, update("n", { sysctls: { [key]: born === "2\n" ? "1" : "2" } }));
    expect(await read()).not.toBe(born);
    await lab.edit(ada, update("n", { sysctls: {} }));
    expect(await read()).toBe(born);
  });

  test("LAB-1: that turns IPv6 off and on, with what it needs, together with the addresses", async () => {
    const off = { "net.ipv6.conf.all.disable_ipv6": "1" };
    await lab.edit(ada, batch(pair, update("a", { addresses: ["10.0.0.1/24", "fd00::1/64"] })));
    expect(await refusal(lab.edit(ada, update("n", { sysctls: off })))).toMatchObject({
      kind: "invalid-edit",
      code: "ipv6-is-off",
      path: "a.addresses.1",
    });
    await lab.edit(ada, batch(update("n", { sysctls: off }), update("a", { addresses: ["10.0.0.1/24"] })));
    expect(await byHand(lab, "ip -n ns1 -6 address")).toBe("");
    await expectKernelIsDocument(lab);
    await lab.undo(ada);
    await expectKernelIsDocument(lab);
    await lab.redo(ada);
    await lab.restart();
    await expectKernelIsDocument(lab);
    await lab.edit(ada, update("n", { sysctls: {} }));
    await lab.edit(ada, add(newRoute("r", "n", "::/0", { interface: "a" })));
    await expectKernelIsDocument(lab);
  });

  test("UNDO-2: that somebody built on cannot be taken back, and stays", async () => {
    await lab.edit(ada, add(newNamespace("n", "ns1")));
    await lab.edit(bob, add(newBridge("br", "n", "br0")));
    expect(await refusal(lab.undo(ada))).toMatchObject({
      kind: "undo-impossible",
      code: "depends",
      path: "br",
    });
    expect(await refusal(lab.redo(ada))).toMatchObject({ kind: "undo-impossible", code: "nothing-to-redo" });
    expect(lab.revision).toBe(2);
    await expectKernelIsDocument(lab);
  });

  test("UNDO-6: that is so already is taken back without a step, and the history goes on", async () => {
    const place = (x: number): Edit => ({ op: "place", positions: { host: { x, y: 0 } } });
    await lab.edit(ada, add(newNamespace("n", "ns1")));
    await lab.edit(ada, place(1));
    await lab.edit(bob, place(2));
    expect(await lab.undo(ada)).toMatchObject({ steps: [] });
    expect(lab.document.layout["host"]).toEqual({ x: 2, y: 0 });
    await lab.undo(ada);
    expect(lab.document.topology["n"]).toBeUndefined();
    expect(lab.historyOf("ada")).toEqual({ canUndo: false, canRedo: true });
  });
});

describe("an edit that the kernel refuses", () => {
  beforeEach(() => lab.edit(ada, pair));

  const refused: readonly (readonly [string, string, Edit, Partial<Problem>, string[], string[]])[] = [
    [
      "because somebody made an interface of that name, in the fourth of six steps",
      "ip netns exec ns1 ip link add name eth9 type ifb",
      batch(
        add(newNamespace("m", "ns2")),
        add(newBridge("br", "host", "br0")),
        add(newVeth("c", "d", "host", "veth1", { master: "br" })),
        add(newVeth("d", "c", "m", "eth0")),
        add(newVeth("e", "f", "n", "eth9", { adminState: "up" })),
        add(newVeth("f", "e", "m", "eth1", { adminState: "up" })),
      ),
      { code: "veth-add", output: "RTNETLINK answers: File exists" },
      ["interface ns1/eth9"],
      [],
    ],
    [
      "because there is no such sysctl, after a rename, a move and a new address",
      "true",
      batch(
        update("n", { name: "web" }),
        update("b", { namespace: "n", name: "eth1", addresses: ["10.0.0.2/24"] }),
        update("a", { addresses: ["10.1.0.1/24", "fd00::1/64"], mtu: 1400 }),
        update("n", {
          name: "web",
          sysctls: { "net.ipv4.no_such_thing": "1" },
          forwarding: { ipv4: true, ipv6: false },
        }),
      ),
      { code: "sysctl-set", path: "n" },
      [],
      [],
    ],
    [
      "because somebody made a file of that name",
      "touch /run/netns/ns2",
      batch(update("a", { adminState: "down" }), add(newNamespace("m", "ns2"))),
      {
        code: "namespace-add",
        command: "ip netns add ns2",
        output: 'Cannot create namespace file "/run/netns/ns2": File exists',
      },
      [],
      [],
    ],
    [
      "because somebody made interfaces of those names",
      "ip link add name veth1 type ifb; ip -n ns1 link add name eth9 type ifb",
      batch(
        add(newVeth("c", "d", "n", "eth1")),
        add(newVeth("d", "c", "host", "veth2")),
        add(newVeth("e", "f", "host", "veth1")),
        add(newVeth("f", "e", "n", "eth2")),
        update("a", { name: "eth9" }),
      ),
      { code: "interface-rename", path: "a" },
      ["interface host/veth1", "interface ns1/eth9"],
      [],
    ],
    [
      "in the middle of a swap of names",
      "true",
      batch(
        add(newNamespace("m", "ns2")),
        add(newVeth("c", "d", "n", "eth1", { adminState: "up" })),
        add(newVeth("d", "c", "n", "eth2")),
        update("n", { sysctls: { "net.ipv4.no_such_thing": "1" } }),
      ),
      { code: "sysctl-set", path: "n" },
      [],
      [],
    ],
    [
      "because the name a namespace is to get is taken",
      "mkdir /run/netns/ns2",
      batch(update("n", { name: "ns2" }), remove("a")),
      { code: "namespace-rename" },
      [],
      [],
    ],
  ];
  test.each(refused)("LAB-3: is taken back, %s", async (_why, command, edit, problem, unknown, records) => {
    await byHand(lab, command);
    const asItWas = { records, unknown: unknown.toSorted() };
    await eventually(async () => expect(await different()).toEqual(asItWas));
    const { document, revision } = lab;
    expect(await refusal(lab.edit(ada, edit))).toMatchObject({ kind: "kernel-refused", ...problem });
    expect(lab.document).toBe(document);
    expect(lab.revision).toBe(revision);
    expect(lab.state).toEqual({ phase: "running", refused: [] });
    // What somebody did by hand is all that differs, as before.
    await eventually(async () => expect(await different()).toEqual(asItWas));
  });

  test("LAB-3: is possible as soon as what was in the way is gone", async () => {
    await byHand(lab, "touch /run/netns/ns2");
    expect(await refusal(lab.edit(ada, add(newNamespace("m", "ns2"))))).toMatchObject({
      kind: "kernel-refused",
    });
    await byHand(lab, "rm /run/netns/ns2");
    await lab.edit(ada, add(newNamespace("m", "ns2")));
    await expectKernelIsDocument(lab);
  });
});

describe("what was done by hand", () => {
  const damages: readonly [string, string][] = [
    ["an address taken away", "ip -n red address delete 10.0.0.1/24 dev eth0"],
    ["all addresses taken away", "ip -n red address flush dev eth0"],
    ["an interface taken down", "ip -n red link set dev eth0 down"],
    ["a pair deleted", "ip -n red link delete dev eth0"],
    ["a bridge deleted", "ip link delete dev br0"],
    ["a port taken off its bridge", "ip link set dev veth1 nomaster"],
    ["a route deleted", "ip -n red route delete 0.0.0.0/0"],
    [
      "another MTU, MAC address and forwarding",
      "ip -n red link set dev eth0 mtu 1400 address 02:00:00:00:00:99; ip netns exec red sysctl -qw net.ipv4.ip_forward=1",
    ],
    ["an address too many", "ip -n red address add 10.9.9.9/24 dev eth0"],
    ["a namespace deleted", "ip netns delete red"],
    ["STP turned on and lo down", "ip link set dev br0 type bridge stp_state 1; ip link set dev lo down"],
    ["nearly everything deleted", "ip netns delete red; ip netns delete blue; ip link delete dev br0"],
  ];
  test.each(damages)(
    "FOLLOW-2: is theirs who typed it, and undo takes it back in the kernel: %s",
    async (_what, command) => {
      await lab.edit(ada, drawing(smallLab));
      await expectKernelIsDocument(lab);
      const drawn = lab.document;
      lab.typedBy(bob);
      await byHand(lab, command);
      await lab.followHand();
      const done = lab.log.filter(({ action }) => action === "follow");
      expect(done.length).toBeGreaterThan(0);
      expect(new Set(done.map(({ author }) => author))).toEqual(new Set([bob]));
      expect(lab.document.topology).not.toEqual(drawn.topology);
      await expectKernelIsDocument(lab);
      for (const _each of done) await lab.undo(bob);
      expect(lab.document).toEqual(drawn);
      await expectKernelIsDocument(lab);
      for (const _each of done) await lab.redo(bob);
      await expectKernelIsDocument(lab);
      expect(lab.historyOf("ada")).toEqual({ canUndo: true, canRedo: false });
    },
  );

  test("LAB-5: a new machine heals everything, also what nobody drew", async () => {
    await lab.edit(ada, drawing(smallLab));
    await byHand(lab, "ip netns add extra; ip link delete dev br0; ip link add name junk type ifb");
    await eventually(async () => expect((await different()).unknown).toContain("interface host/junk"));
    await lab.restart();
    await expectKernelIsDocument(lab);
  });

  test("LAB-5: a machine that dies is rebuilt from the document, and edits go on", async () => {
    await lab.edit(ada, drawing(smallLab));
    const { pid } = await lab.ready();
    process.kill(pid, "SIGKILL");
    await eventually(async () => expect((await lab.ready()).pid).not.toBe(pid));
    await lab.edit(ada, update("r0", { mtu: 1400 }));
    await expectKernelIsDocument(lab);
  });

  test("KERNEL-3: the shells, the reader and the listener die; edits and what is seen go on", async () => {
    await lab.edit(ada, drawing(smallLab));
    for (let round = 0; round < 3; round += 1) {
      expect(await killIn(lab, "while IFS= read")).toBeGreaterThan(0);
      expect(await killIn(lab, "sub carry")).toBe(1);
      // The next one takes a moment to be there.
      await eventually(async () => expect(await killIn(lab, "listening")).toBe(1));
      await lab.edit(ada, update("r0", { mtu: 1400 + round }));
      await expectKernelIsDocument(lab);
    }
    await byHand(lab, "ip -n red link set dev eth0 down");
    await eventually(() =>
      expect(lab.observed.namespaces["red"]?.interfaces["eth0"]?.adminState).toBe("down"),
    );
  });

  test("KERNEL-3: a shell that dies in the middle of an edit fails it or not at all", async () => {
    const big = batch(
      ...Array.from({ length: 12 }, (_none, index) => [
        add(newNamespace(`n${index}`, `ns${index}`)),
        add(newVeth(`a${index}`, `b${index}`, `n${index}`, "eth0", { adminState: "up" })),
        add(newVeth(`b${index}`, `a${index}`, "host", `veth${index}`, { adminState: "up" })),
      ]).flat(),
    );
    for (let round = 0; round < 5; round += 1) {
      const edited = lab.edit(ada, big).then(
        () => null,
        (error: unknown) => error,
      );
      await killIn(lab, "while IFS= read");
      const error = await edited;
      await lab.ready();
      await expectKernelIsDocument(lab);
      if (error !== null) continue;
      // The shells may have died after the edit: then it is the undo that is refused, once.
      await lab.undo(ada).catch(() => lab.undo(ada));
      await expectKernelIsDocument(lab);
    }
  });
});

describe("what once went wrong", () => {
  test("LAB-1: a name used again after its pair went (ip kept the dead interface's number)", async () => {
    await lab.edit(ada, pair);
    await lab.edit(ada, remove("a"));
    await lab.edit(
      ada,
      add(newBridge("br", "host", "veth0", { adminState: "up", addresses: ["10.0.0.1/24"] })),
    );
    await expectKernelIsDocument(lab);
  });

  test("LAB-1: a bridge renamed is its ports' master under its new name", async () => {
    await lab.edit(ada, drawing(smallLab));
    await lab.edit(ada, update("br", { name: "lan" }));
    await expectKernelIsDocument(lab);
  });

  test("LAB-1: an end moves to the host, not to a namespace called 1", async () => {
    await lab.edit(ada, batch(pair, add(newNamespace("one", "1"))));
    await lab.edit(ada, update("a", { namespace: "host" }));
    await expectKernelIsDocument(lab);
  });

  test("LAB-1: a removed route leaves the kernel", async () => {
    await lab.edit(ada, drawing(smallLab));
    await lab.edit(ada, batch(remove("default"), remove("on-link")));
    await expectKernelIsDocument(lab);
    expect(lab.observed.namespaces["red"]?.routes.map(({ protocol }) => protocol)).not.toContain("boot");
  });

  test("LAB-1: the first of several addresses goes, after they were put in another order", async () => {
    await lab.edit(ada, batch(pair, update("a", { addresses: ["10.0.0.1/24", "10.0.0.2/24"] })));
    await lab.edit(ada, update("a", { addresses: ["10.0.0.2/24", "10.0.0.1/24"] }));
    await lab.edit(ada, update("a", { addresses: ["10.0.0.2/24"] }));
    await expectKernelIsDocument(lab);
  });

  test("LAB-5: a gateway within lo's network is still beyond its interface after a rebuild", async () => {
    await lab.edit(
      ada,
      batch(
        pair,
        update("n", { loopback: { adminState: "up", addresses: ["10.0.0.7/24"] } }),
        add(newRoute("r", "n", "10.9.0.0/16", { gateway: "10.0.0.9", metric: 100 })),
      ),
    );
    await lab.restart();
    await expectKernelIsDocument(lab);
  });

  test("LAB-1: lo answers although it has another address of its network", async () => {
    const loopback = { adminState: "up" as const, addresses: ["127.0.0.2/8"] };
    await lab.edit(ada, add(newNamespace("n", "ns1", { loopback })));
    await byHand(lab, "ip netns exec ns1 ping -c 1 -W 1 127.0.0.1");
    await lab.edit(ada, update("n", { loopback: { adminState: "up", addresses: [] } }));
    await byHand(lab, "ip netns exec ns1 ping -c 1 -W 1 127.0.0.1");
    await expectKernelIsDocument(lab);
  });
});

describe("a lab opened again", () => {
  test("UNDO-5: has its document, its log and everybody's undo", async () => {
    await lab.edit(ada, pair);
    await lab.edit(bob, add(newNamespace("m", "ns2")));
    await lab.edit(ada, update("a", { mtu: 1400 }));
    await lab.undo(ada);
    const { document, revision } = lab;
    await lab.close();
    const [stored] = made.store.labs();
    if (stored === undefined) throw new Error("the lab is not in the store");
    const again = new Lab(stored, made.store, made.uid);
    try {
      expect(again.document).toEqual(document);
      expect(again.revision).toBe(revision);
      expect(again.log.map(({ action, author, original }) => [action, author.id, original])).toEqual([
        ["edit", "ada", null],
        ["edit", "bob", null],
        ["edit", "ada", null],
        ["undo", "ada", 3],
      ]);
      await expectKernelIsDocument(again);
      await again.redo(ada);
      expect(again.document.topology["a"]).toMatchObject({ mtu: 1400 });
      await again.undo(ada);
      await again.undo(ada);
      await again.undo(bob);
      expect(again.document).toEqual(emptyDocument);
      await expectKernelIsDocument(again);
    } finally {
      await again.close();
    }
  });
});
