import { expect, test } from "vitest";
import { matchesAll, newFirewall, type FirewallRecord, type FirewallRule } from "../shared/firewall.ts";
import { hostId } from "../shared/names.ts";
import { documentOf, smallLab } from "../shared/testing/small-lab.ts";
import {
  namespaceOf,
  newNamespace,
  newRoute,
  newVeth,
  recordsOfKind,
  type Document,
} from "../shared/topology.ts";
import type { Lab } from "./lab.ts";
import { byHand } from "./testing/by-hand.ts";
import { eventually } from "./testing/eventually.ts";
import { ada, bob, expectFollowed, expectKernelIsDocument, testLab } from "./testing/labs.ts";

type Fields = Partial<Record<keyof typeof matchesAll | "to", unknown>>;

function rule(action: FirewallRule["action"], fields: Fields = {}): FirewallRule {
  return { ...matchesAll, ...fields, action } as FirewallRule;
}

/** client 10.0.0.2 — 10.0.0.1 router 192.168.1.1 — 192.168.1.2 outside, which knows no way back to 10.0.0.0/24. */
const routed: Document = documentOf(
  newNamespace("client", "client"),
  newNamespace("router", "router", { forwarding: { ipv4: true, ipv6: false } }),
  newNamespace("outside", "outside"),
  newVeth("c0", "r0", "client", "eth0", { adminState: "up", addresses: ["10.0.0.2/24"] }),
  newVeth("r0", "c0", "router", "in", { adminState: "up", addresses: ["10.0.0.1/24"] }),
  newVeth("r1", "o0", "router", "out", { adminState: "up", addresses: ["192.168.1.1/24"] }),
  newVeth("o0", "r1", "outside", "eth0", { adminState: "up", addresses: ["192.168.1.2/24"] }),
  newRoute("default", "client", "0.0.0.0/0", { gateway: "10.0.0.1" }),
);

async function answers(lab: Lab, from: string, to: string): Promise<boolean> {
  const pinged = await byHand(
    lab,
    `ip netns exec ${from} ping -c 1 -W 1 ${to} >/dev/null && echo yes || echo no`,
  );
  return pinged === "yes\n";
}

/** Of one answer. */
const webServer = `
import socket
client = socket.create_server(("", 80)).accept()[0]
client.recv(999)
client.sendall(b"HTTP/1.0 200 OK\\r\\n\\r\\n")`;

/** What a browser in `from` gets of a web server in the client. */
function fetched(lab: Lab, from: string, url: string): Promise<string> {
  return byHand(
    lab,
    `ip netns exec client python3 -c '${webServer}' & server=$!
     until ip netns exec client sh -c 'ss -Hltn sport 80 | grep -q .'; do sleep 0.05; done
     ip netns exec ${from} curl -s -m 2 -o /dev/null -w '%{http_code}' ${url} || true
     kill $server 2>/dev/null || true`,
  );
}

function firewallOf(lab: Lab): FirewallRecord | undefined {
  const [record] = recordsOfKind(lab.document.topology, "firewall");
  return record;
}

/** In an order that says nothing of when each was made. */
const rulesThere =
  "nft -s list ruleset 2>/dev/null | sort; for tool in iptables ip6tables; do $tool-save | sed '/^#/d; s/ \\[.*//'; done";

test("FIREWALL-3: what is drawn is what packets meet, and undo gives it back", async () => {
  await using made = await testLab(routed);
  const { lab } = made;
  expect(await answers(lab, "client", "192.168.1.2")).toBe(false);
  const record = newFirewall("f", "router", {
    postrouting: {
      policy: "accept",
      rules: [rule("masquerade", { outInterface: "out", source: "10.0.0.0/24" })],
    },
    prerouting: {
      policy: "accept",
      rules: [
        rule("dnat", { inInterface: "out", protocol: "tcp", destinationPorts: "8080", to: "10.0.0.2:80" }),
      ],
    },
  });
  await lab.edit(ada, { op: "add", record });
  await expectKernelIsDocument(lab);
  expect(await answers(lab, "client", "192.168.1.2")).toBe(true);
  expect(await fetched(lab, "outside", "http://192.168.1.1:8080/")).toBe("200");
  await lab.edit(ada, {
    op: "update",
    id: "f",
    changes: {
      forward: { policy: "drop", rules: [rule("accept", { protocol: "icmp" })] },
      input: { policy: "accept", rules: [rule("reject", { protocol: "icmp", inInterface: "in" })] },
    },
  });
  await expectKernelIsDocument(lab);
  expect(await answers(lab, "client", "192.168.1.2")).toBe(true);
  expect(await answers(lab, "client", "10.0.0.1")).toBe(false);
  expect(await fetched(lab, "outside", "http://192.168.1.1:8080/")).toBe("000");
  await lab.undo(ada);
  expect(await fetched(lab, "outside", "http://192.168.1.1:8080/")).toBe("200");
  await lab.undo(ada);
  await expectKernelIsDocument(lab);
  expect(await byHand(lab, `ip netns exec router nft list ruleset`)).toBe("");
  expect(await answers(lab, "client", "192.168.1.2")).toBe(false);
});

test("FIREWALL-3: rules that stay go on counting when others come, go or move", async () => {
  await using made = await testLab(routed);
  const { lab } = made;
  const [counts, drops] = [rule("count", { protocol: "icmp" }), rule("drop", { source: "10.9.9.9" })];
  const update = (rules: FirewallRule[]) =>
    lab.edit(ada, { op: "update", id: "f", changes: { input: { policy: "accept", rules } } });
  await lab.edit(ada, {
    op: "add",
    record: newFirewall("f", "router", { input: { policy: "accept", rules: [counts, drops] } }),
  });
  await byHand(lab, "ip netns exec client ping -c 3 -i 0.01 10.0.0.1");
  await update([counts, rule("accept", { protocol: "tcp" }), drops]);
  await update([rule("accept", { protocol: "udp" }), counts, rule("accept", { protocol: "tcp" }), drops]);
  await update([
    rule("accept", { protocol: "udp" }),
    counts,
    rule("accept", { protocol: "tcp" }),
    drops,
    rule("log"),
  ]);
  // Taken away and moved: all are made anew.
  await update([rule("log"), counts, drops]);
  await expectKernelIsDocument(lab);
  const listed = await byHand(lab, "ip netns exec router nft list chain inet filter input");
  expect(listed).toMatch(/l4proto icmp counter packets 3 /);
});

test("FIREWALL-3: what the kernel refuses is taken back, and what is drawn holds in a new machine", async () => {
  await using made = await testLab(routed);
  const { lab } = made;
  const record = newFirewall("f", "router", { forward: { policy: "drop", rules: [] } });
  await lab.edit(ada, { op: "add", record });
  const before = await byHand(lab, "ip netns exec router nft list ruleset");
  const text = "ip saddr @nobody accept";
  const changes = {
    forward: { policy: "accept", rules: [rule("accept"), { action: "nft", text }] },
    output: { policy: "drop", rules: [] },
  };
  await expect(lab.edit(ada, { op: "update", id: "f", changes })).rejects.toMatchObject({
    problem: { kind: "kernel-refused", output: expect.stringContaining("nobody") as string },
  });
  expect(await byHand(lab, "ip netns exec router nft list ruleset")).toBe(before);
  await lab.restart();
  await expectKernelIsDocument(lab);
  expect(await byHand(lab, "ip netns exec router nft list ruleset")).toBe(before);
});

test("FIREWALL-4: what is typed becomes part of the drawing, and undo takes it back as it was typed", async () => {
  await using made = await testLab(smallLab);
  const { lab } = made;
  lab.typedBy(bob);
  await byHand(lab, "iptables -P FORWARD DROP");
  await lab.followHand();
  expect(await answers(lab, "red", "10.0.0.2")).toBe(false);
  await byHand(lab, "iptables -A FORWARD -i br0 -j ACCEPT");
  await lab.followHand();
  expect(await answers(lab, "red", "10.0.0.2")).toBe(true);
  expect(firewallOf(lab)).toMatchObject({
    namespace: hostId,
    tables: [{ tool: "iptables", name: "filter", lines: [":FORWARD DROP", "-A FORWARD -i br0 -j ACCEPT"] }],
  });
  const { steps } = await lab.undo(bob);
  expect(steps).toMatchObject([{ tool: "iptables", argv: ["-D", "FORWARD", "-i", "br0", "-j", "ACCEPT"] }]);
  expect(await answers(lab, "red", "10.0.0.2")).toBe(false);
  await lab.redo(bob);
  expect(await answers(lab, "red", "10.0.0.2")).toBe(true);

  await byHand(
    lab,
    `nft add table inet filter
     nft 'add chain inet filter input { type filter hook input priority 0; policy drop; }'
     nft add rule inet filter input tcp dport 22 counter accept
     nft add rule inet filter input limit rate 5/second accept`,
  );
  await lab.followHand();
  await expectFollowed(lab);
  expect(firewallOf(lab)?.input).toEqual({
    policy: "drop",
    rules: [
      rule("accept", { protocol: "tcp", destinationPorts: "22" }),
      { action: "nft", text: "limit rate 5/second accept" },
    ],
  });
  await byHand(lab, "nft flush ruleset");
  await lab.followHand();
  expect(firewallOf(lab)).toBeUndefined();
  await lab.undo(bob);
  await expectKernelIsDocument(lab);
  expect(await answers(lab, "red", "10.0.0.2")).toBe(true);
});

test("FIREWALL-4: whatever tables somebody made are there again in a new machine, as iptables and nft know them", async () => {
  await using made = await testLab(smallLab);
  const { lab } = made;
  await byHand(
    lab,
    `iptables -t nat -A POSTROUTING -s 10.0.0.0/24 ! -o br0 -j MASQUERADE
     iptables -t nat -N DOCKER
     iptables -t nat -A PREROUTING -m addrtype --dst-type LOCAL -j DOCKER
     iptables -t nat -A DOCKER ! -i br0 -p tcp --dport 8080 -j DNAT --to-destination 10.0.0.2:80
     iptables -A INPUT -p tcp -m multiport --dports 80,443 -m comment --comment "two words" -j REJECT
     iptables -A INPUT -m limit --limit 5/min -j LOG --log-prefix "seen: "
     ip6tables -A FORWARD -i br0 -j ACCEPT
     nft add table inet wall
     nft 'add set inet wall known { type ipv4_addr; flags interval; elements = { 10.0.0.0/24, 192.0.2.1 }; }'
     nft add chain inet wall own
     nft 'add chain inet wall in { type filter hook input priority 5; policy accept; }'
     nft 'add rule inet wall in ip saddr @known jump own comment "who is known"'
     nft 'add rule inet wall in tcp dport vmap { 22 : accept, 23 : drop }'`,
  );
  await lab.followHand();
  await expectFollowed(lab);
  const before = await byHand(lab, rulesThere);
  await lab.restart();
  await expectKernelIsDocument(lab);
  expect(await byHand(lab, rulesThere)).toBe(before);
  expect(await byHand(lab, "iptables -t nat -vnL")).toContain("MASQUERADE");
});

test("FIREWALL-4: what is typed in a namespace is heard there, also in one that has just been made", async () => {
  await using made = await testLab(smallLab);
  const { lab } = made;
  await byHand(
    lab,
    "ip netns add green; ip netns exec green iptables -P INPUT DROP; ip netns exec red nft add table ip t",
  );
  await eventually(() => {
    const firewalls = [...recordsOfKind(lab.document.topology, "firewall")];
    const owners = firewalls.map(({ namespace }) => namespaceOf(lab.document.topology, namespace).name);
    expect(owners.toSorted()).toEqual(["green", "red"]);
  });
});

test("FIREWALL-5: frames on a bridge go past the firewall when its switch is off, drawn or typed", async () => {
  await using made = await testLab(smallLab);
  const { lab } = made;
  const key = "net.bridge.bridge-nf-call-iptables";
  const off = { sysctls: { [key]: "0" } };
  await lab.edit(ada, {
    op: "add",
    record: newFirewall("f", hostId, { forward: { policy: "drop", rules: [] } }),
  });
  expect((await lab.readObserved()).namespaces["host"]?.sysctls).toMatchObject({ [key]: "1" });
  expect(await answers(lab, "red", "10.0.0.2")).toBe(false);
  await lab.edit(ada, { op: "update", id: hostId, changes: off });
  expect(await answers(lab, "red", "10.0.0.2")).toBe(true);
  await lab.undo(ada);
  expect(await answers(lab, "red", "10.0.0.2")).toBe(false);
  await byHand(lab, `echo 0 >/proc/sys/net/bridge/bridge-nf-call-iptables`);
  await lab.followHand();
  expect(lab.document.topology[hostId]).toMatchObject(off);
  expect(await answers(lab, "red", "10.0.0.2")).toBe(true);
  await lab.restart();
  await expectKernelIsDocument(lab);
  expect(await answers(lab, "red", "10.0.0.2")).toBe(true);
});
