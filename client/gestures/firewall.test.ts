import { expect, test } from "vitest";
import { applyEdit } from "../../shared/apply-edit.ts";
import { matchesAll, newFirewall, type FirewallRule } from "../../shared/firewall.ts";
import { hostId } from "../../shared/names.ts";
import { smallLab } from "../../shared/testing/small-lab.ts";
import { isInterface, namespaceOf, newBridge, type Document } from "../../shared/topology.ts";
import { changeChain, firewallOf, letOut, movedRule, renameInterface, withRule } from "./firewall.ts";

const [accept, drop, reject] = (["accept", "drop", "reject"] as const).map(
  (action): FirewallRule => ({ ...matchesAll, action }),
) as [FirewallRule, FirewallRule, FirewallRule];

test("a firewall comes with its first rule or policy, and goes with its last", () => {
  const place = { namespace: hostId, chain: "forward", id: "f" } as const;
  const change = (document: Document, rules: FirewallRule[]) => {
    const edit = changeChain(document.topology, place, (chain) => ({ ...chain, rules }));
    return edit === null ? document : applyEdit(document, edit);
  };
  const one = change(smallLab, [drop]);
  expect(firewallOf(one.topology, hostId)).toMatchObject({ id: "f", forward: { rules: [drop] } });
  expect(change(one, [drop])).toBe(one);
  expect(firewallOf(change(one, []).topology, hostId)).toBeNull();
});

test("a rule is changed, taken away and moved in its place", () => {
  const chain = { policy: "drop" as const, rules: [accept, drop, reject] };
  expect(withRule(chain, 1, accept).rules).toEqual([accept, accept, reject]);
  expect(withRule(chain, 1, null).rules).toEqual([accept, reject]);
  expect(withRule(chain, 3, drop).rules).toEqual([accept, drop, reject, drop]);
  expect(movedRule(chain, 2, 0).rules).toEqual([reject, accept, drop]);
  expect(movedRule(chain, 0, 1).rules).toEqual([drop, accept, reject]);
});

test("rules name an interface as it is called when it is renamed here", () => {
  const rules: FirewallRule[] = [{ ...matchesAll, inInterface: "eth0", action: "accept" }, drop];
  const firewall = newFirewall("f", "red", { input: { policy: "drop", rules } });
  const document = applyEdit(smallLab, { op: "add", record: firewall });
  const [red, blue] = ["r0", "b0"].map((id) => document.topology[id]).filter(isInterface);
  if (red === undefined || blue === undefined) throw new Error("no interfaces");
  const { topology } = applyEdit(document, renameInterface(document.topology, red, "wan"));
  expect(topology["r0"]).toMatchObject({ name: "wan" });
  expect(topology["f"]).toMatchObject({ input: { policy: "drop", rules: [{ inInterface: "wan" }, drop] } });
  expect(renameInterface(topology, blue, "lan")).toEqual({
    op: "update",
    id: "b0",
    changes: { name: "lan" },
  });
});

test("a network on a bridge gets a way out once, under its own addresses within", () => {
  const bridge = newBridge("br", hostId, "br0", { addresses: ["172.17.0.1/16"] });
  const document = { ...smallLab, topology: { ...smallLab.topology, br: bridge } };
  const edit = letOut(document.topology, bridge, "f");
  if (edit === null) throw new Error("no way out");
  const { topology } = applyEdit(document, edit);
  expect(namespaceOf(topology, hostId).forwarding).toEqual({ ipv4: true, ipv6: false });
  expect(firewallOf(topology, hostId)?.postrouting.rules).toMatchObject([
    { action: "accept", source: "172.17.0.0/16", outInterface: "br0" },
    { action: "masquerade", source: "172.17.0.0/16", outInterface: null },
  ]);
  expect(letOut(topology, bridge, "g")).toBeNull();
});
