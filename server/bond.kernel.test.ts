import { expect, test } from "vitest";
import {
  emptyDocument,
  newBridge,
  newNamespace,
  newVeth,
  parseSingle,
  recordsOfKind,
  type Document,
  type TopologyRecord,
} from "../shared/topology.ts";
import type { Lab } from "./lab.ts";
import { byHand } from "./testing/by-hand.ts";
import { eventually } from "./testing/eventually.ts";
import { ada, expectKernelIsDocument, testLab } from "./testing/labs.ts";
import { needs } from "./testing/needs.ts";

const up = { adminState: "up" } as const;

/** ns1 with two links to a switch, and ns2 with one. */
function twoWaysToASwitch(
  others: readonly (TopologyRecord | null)[] = [],
  master: string | null = null,
): Document {
  const records = [
    newNamespace("n1", "ns1"),
    newNamespace("n2", "ns2"),
    newBridge("br", "host", "br0", up),
    ...others.filter((record) => record !== null),
    ...[0, 1].flatMap((n) => [
      newVeth(`e${n}`, `p${n}`, "n1", `eth${n}`, { ...up, master }),
      newVeth(`p${n}`, `e${n}`, "host", `veth${n}`, { ...up, master: "br" }),
    ]),
    newVeth("e2", "p2", "n2", "eth0", { ...up, addresses: ["10.0.0.2/24"] }),
    newVeth("p2", "e2", "host", "veth2", { ...up, master: "br" }),
  ];
  return {
    layout: {},
    topology: { ...emptyDocument.topology, ...Object.fromEntries(records.map((each) => [each.id, each])) },
  };
}

function carriers(lab: Lab) {
  const interfaces = lab.observed.namespaces["ns1"]?.interfaces ?? {};
  return ["eth0", "eth1"].filter((name) => {
    const member = interfaces[name]?.bondMember;
    return member?.state === "active" && member.isUp;
  });
}

test("BOND-1: when the member of a bond that carries fails, another carries on", needs("bond"), async () => {
  const bond = { id: "b", namespace: "n1", name: "bond0", mode: "active-backup", primary: "eth0", ...up };
  const record = parseSingle("bond", { ...bond, addresses: ["10.0.0.1/24"] });
  await using made = await testLab(twoWaysToASwitch([record], "b"));
  const { lab } = made;
  await expectKernelIsDocument(lab);
  await eventually(() => expect(carriers(lab)).toEqual(["eth0"]), 5000);
  const ping = byHand(lab, "ip netns exec ns1 ping -c 40 -i 0.2 -W 1 10.0.0.2 || true");
  await byHand(lab, "sleep 2; ip link set veth0 down");
  await eventually(() => expect(carriers(lab)).toEqual(["eth1"]), 5000);
  const received = Number(/(\d+) received/.exec(await ping)?.[1]);
  expect(received).toBeGreaterThanOrEqual(25);
  expect(lab.document.topology["e0"]).toMatchObject({ ...up, master: "b" });
  await lab.restart();
  await expectKernelIsDocument(lab);
  await lab.edit(ada, { op: "update", id: "b", changes: { mode: "balance-rr", primary: null } });
  await lab.edit(ada, { op: "update", id: "b", changes: { mtu: 1400 } });
  await lab.edit(ada, { op: "update", id: "e1", changes: { macAddress: "02:00:00:00:00:77", mtu: 9000 } });
  await expectKernelIsDocument(lab);
  await lab.undo(ada);
  await lab.edit(ada, { op: "remove", id: "b" });
  await expectKernelIsDocument(lab);
});

test(
  "BOND-2: a bond that is typed is drawn, its members with what is their own; undo takes it back",
  needs("bond"),
  async () => {
    await using made = await testLab(twoWaysToASwitch());
    const { lab } = made;
    await expectKernelIsDocument(lab);
    const before = lab.document.topology;
    lab.typedBy(ada);
    await byHand(
      lab,
      `ip -n ns1 link add bond0 type bond mode active-backup
     for name in eth0 eth1; do ip -n ns1 link set $name down; ip -n ns1 link set $name master bond0; done
     ip -n ns1 link set bond0 mtu 1400 up`,
    );
    await eventually(() => {
      const [bond] = recordsOfKind(lab.document.topology, "bond");
      expect(bond).toMatchObject({ ...up, name: "bond0", mode: "active-backup", miimon: 0, mtu: 1400 });
      for (const id of ["e0", "e1"])
        expect(lab.document.topology[id]).toEqual({ ...before[id], master: bond?.id });
    }, 5000);
    const [bond] = recordsOfKind(lab.document.topology, "bond");
    await byHand(lab, "ip -n ns1 link set bond0 type bond miimon 50 primary eth1");
    const told = { miimon: 50, primary: "eth1" };
    await eventually(() => expect(lab.document.topology[bond?.id ?? ""]).toMatchObject(told), 5000);
    await lab.undo(ada);
    expect(lab.document.topology[bond?.id ?? ""]).toMatchObject({ miimon: 0, primary: null });
    await byHand(lab, "ip -n ns1 link set eth0 nomaster");
    const free = { ...before["e0"], adminState: "down" };
    await eventually(() => expect(lab.document.topology["e0"]).toEqual(free), 5000);
    await lab.undo(ada);
    await expectKernelIsDocument(lab);
    expect(lab.document.topology["e0"]).toEqual({ ...before["e0"], master: bond?.id });
  },
);
