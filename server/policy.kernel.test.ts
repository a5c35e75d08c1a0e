import { expect, test } from "vitest";
import { batch } from "../shared/edit.ts";
import { newPolicyRule, policyRuleWords } from "../shared/policy-rule.ts";
import { smallLab } from "../shared/testing/small-lab.ts";
import { gallery } from "../shared/gallery/index.ts";
import { eventually } from "./testing/eventually.ts";
import { namespaceOf, newRoute, recordsOfKind } from "../shared/topology.ts";
import type { Lab } from "./lab.ts";
import { byHand } from "./testing/by-hand.ts";
import { ada, bob, expectFollowed, expectKernelIsDocument, testLab } from "./testing/labs.ts";

/** Destination, table and gateway of what is drawn in red beside the lab that a test begins with. */
function drawnRoutes({ document }: Lab): string[] {
  return [...recordsOfKind(document.topology, "route")]
    .filter(({ id }) => smallLab.topology[id] === undefined)
    .map(({ destination, table, gateway }) => `${destination} in ${table} via ${gateway}`)
    .toSorted();
}

test("POLICY-1: routes of other tables are drawn, typed, taken back and rebuilt", async () => {
  await using made = await testLab(smallLab);
  const { lab } = made;
  const record = newRoute("r", "red", "0.0.0.0/0", { gateway: "10.0.0.2", table: 100 });
  await lab.edit(ada, { op: "add", record });
  expect(await byHand(lab, "ip -n red route show table 100")).toBe("default via 10.0.0.2 dev eth0 \n");
  await lab.edit(ada, { op: "update", id: "r", changes: { table: 4_294_967_295 } });
  expect(await byHand(lab, "ip -n red route show table 4294967295")).toBe("default via 10.0.0.2 dev eth0 \n");
  lab.typedBy(bob);
  await byHand(lab, "ip -n red route add 10.9.0.0/16 via 10.0.0.2 table 300");
  await byHand(lab, "ip -n red route add 10.9.0.0/16 via 10.0.0.2 table 301");
  await byHand(lab, "ip -n red route delete default table 4294967295");
  await lab.followHand();
  expect(drawnRoutes(lab)).toEqual(["10.9.0.0/16 in 300 via 10.0.0.2", "10.9.0.0/16 in 301 via 10.0.0.2"]);
  await lab.undo(bob);
  expect(await byHand(lab, "ip -n red route show table 4294967295")).toBe("default via 10.0.0.2 dev eth0 \n");
  await lab.restart();
  await expectKernelIsDocument(lab);
  await byHand(lab, "ip -n red link set dev eth0 down; ip -n red link set dev eth0 up");
  await expectFollowed(lab);
});

/** Family, priority and words of what is drawn. */
function drawnRules({ document }: Lab): string[] {
  return [...recordsOfKind(document.topology, "rule")]
    .map((rule) => `${rule.family} ${rule.priority} ${policyRuleWords(rule).join(" ")}`)
    .toSorted();
}

test("POLICY-2: rules are drawn, typed, taken back and rebuilt; those of the kernel's own are no part of a drawing", async () => {
  await using made = await testLab(smallLab);
  const { lab } = made;
  const ofSource = newPolicyRule("p", "red", 100, { from: "10.0.0.1", table: 100 });
  const six = newPolicyRule("s", "red", 100, {
    family: "ipv6",
    iif: "eth0",
    action: "prohibit",
    table: null,
  });
  await lab.edit(ada, batch({ op: "add", record: ofSource }, { op: "add", record: six }));
  expect(await byHand(lab, "ip -n red rule; ip -n red -6 rule")).toBe(
    [
      "0:\tfrom all lookup local",
      "100:\tfrom 10.0.0.1 lookup 100",
      "32766:\tfrom all lookup main",
      "32767:\tfrom all lookup default",
      "0:\tfrom all lookup local",
      "100:\tfrom all iif eth0 prohibit",
      "32766:\tfrom all lookup main",
      "",
    ].join("\n"),
  );
  await lab.edit(ada, { op: "update", id: "p", changes: { priority: 200, not: true } });
  lab.typedBy(bob);
  await byHand(
    lab,
    `ip -n red rule add from 10.0.0.0/24 lookup 300
     ip -n red rule add fwmark 7 lookup main priority 50
     ip -n red rule add from 10.9.0.0/16 lookup 8 priority 50
     ip -n red rule add goto 32766 priority 60`,
  );
  await lab.followHand();
  await byHand(lab, "ip -n red -6 rule delete priority 100");
  await lab.followHand();
  // The second of a priority, and what no record says, stay the kernel's.
  const typed = [
    "ipv4 200 not from 10.0.0.1 lookup 100",
    "ipv4 199 from 10.0.0.0/24 lookup 300",
    "ipv4 50 from all fwmark 0x7 lookup main",
  ];
  expect(drawnRules(lab)).toEqual(typed.toSorted());
  await lab.undo(bob);
  expect(drawnRules(lab)).toEqual([...typed, "ipv6 100 from all iif eth0 prohibit"].toSorted());
  await expectFollowed(lab);
  await lab.redo(bob);
  await expectFollowed(lab);
  await lab.restart();
  await expectKernelIsDocument(lab);
  expect(drawnRules(lab)).toEqual(typed.toSorted());
});

test("POLICY-3: a source-based rule sends by the table that it names", async () => {
  await using made = await testLab(smallLab);
  const { lab } = made;
  const edits = [
    newRoute("own", "red", "192.0.2.0/24", { gateway: "10.0.0.2", table: 100 }),
    newPolicyRule("p", "red", 100, { from: "10.0.0.1", table: 100 }),
  ].map((record) => ({ op: "add", record }) as const);
  await lab.edit(ada, batch(...edits));
  expect(await byHand(lab, "ip -n red route get 192.0.2.7 from 10.0.0.1")).toContain(
    "via 10.0.0.2 dev eth0 table 100",
  );
  expect(await byHand(lab, "ip -n red route get 192.0.2.7")).not.toContain("via");
  await lab.edit(ada, { op: "update", id: "p", changes: { action: "unreachable", table: null } });
  expect(await byHand(lab, "ip -n red route get 192.0.2.7 from 10.0.0.1 2>&1 || true")).toContain(
    "unreachable",
  );
});

test("POLICY-4: what the kernel checks of sources, and answers ARP for, is seen when it changes by hand, and can be drawn", async () => {
  await using made = await testLab(gallery["answer-by-the-other-way"].document());
  const { lab } = made;
  const office = () => lab.observed.namespaces["office"]?.netconf;
  expect(office()).toMatchObject({
    all: { rpFilter: 1, proxyArp: false },
    wan2: { rpFilter: 1, proxyArp: false },
  });
  const pings = () =>
    byHand(lab, "ip netns exec office ping -c 1 -W 1 192.0.2.10 >/dev/null && echo yes || echo no");
  expect(await pings()).toBe("no\n");
  const { sysctls } = namespaceOf(lab.document.topology, "office");
  const loose = { ...sysctls, "net.ipv4.conf.all.rp_filter": "2", "net.ipv4.conf.wan1.proxy_arp": "1" };
  await lab.edit(ada, { op: "update", id: "office", changes: { sysctls: loose } });
  expect(await pings()).toBe("yes\n");
  await eventually(() =>
    expect(office()).toMatchObject({ all: { rpFilter: 2 }, wan1: { proxyArp: true }, wan2: { rpFilter: 1 } }),
  );
  await byHand(lab, "ip netns exec office sysctl -qw net.ipv4.conf.wan2.rp_filter=0");
  await eventually(() => expect(office()).toMatchObject({ wan2: { rpFilter: 0 } }));
});
