import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { Observed, ObservedInterface } from "../shared/observed.ts";
import { isThisRule } from "../shared/policy-rule.ts";
import { isThisRoute } from "../shared/routing.ts";
import {
  isInterface,
  namespaceOf,
  newNamespace,
  newVeth,
  recordsOfKind,
  type Topology,
} from "../shared/topology.ts";
import { batch } from "../shared/edit.ts";
import { smallLab } from "../shared/testing/small-lab.ts";
import { byHand } from "./testing/by-hand.ts";
import { comparable } from "./testing/ask-kernel.ts";
import { eventually } from "./testing/eventually.ts";
import { handScripts } from "./testing/hand-scripts.ts";
import { runScriptIn } from "./kernel/run-script.ts";
import type { Lab } from "./lab.ts";
import { newFirewallAsBuilt } from "./observe/firewall.ts";
import { handCommand } from "./testing/hand-commands.ts";
import { ada, bob, expectFollowed, testLab } from "./testing/labs.ts";

const seeds = Number(process.env["VETHLAB_HAND_SEEDS"] ?? 3);

test("FOLLOW-1: whatever is typed, the document is what the kernel has, and a rebuild gives the same again", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(handCommand, { minLength: 1, maxLength: 4 }), { minLength: 15, maxLength: 40 }),
      async (batches) => {
        await using made = await testLab();
        const { lab } = made;
        for (const commands of batches) {
          await byHand(lab, commands.map((command) => `(${command}) 2>/dev/null || true`).join("\n"));
          await expectFollowed(lab);
        }
        await expectSameRebuilt(lab);
      },
    ),
    { numRuns: seeds, endOnFailure: true },
  );
}, 300_000);

test.each(Object.entries(handScripts))(
  "FOLLOW-1: a script that knows nothing of this: %s",
  async (_name, script) => {
    await using made = await testLab();
    const { lab } = made;
    let output = "";
    const stop = new AbortController();
    const options = {
      timeoutMs: 60_000,
      stop: stop.signal,
      onOutput: (text: string) => void (output += text),
    };
    const end = await runScriptIn(await lab.ready(), script, options);
    expect({ output, ...end }).toMatchObject({ endedBy: "itself", exitCode: 0 });
    await expectFollowed(lab);
    await expectSameRebuilt(lab);
  },
);

test("FOLLOW-4: what is done by hand while an edit is under way, and the edit, are both kept", async () => {
  await using made = await testLab(smallLab);
  const { lab } = made;
  for (let round = 1; round <= 20; round += 1) {
    const [address, mtu] = [`10.7.${round}.1/24`, 1300 + round];
    const edit = batch(
      { op: "add", record: newNamespace(`n${round}`, `drawn${round}`) },
      { op: "update", id: "r0", changes: { mtu } },
    );
    await Promise.all([
      lab.edit(ada, edit),
      byHand(lab, `ip -n red address add ${address} dev eth0; ip netns add typed${round}`),
    ]);
    await eventually(() => {
      const { topology } = lab.document;
      const addresses = expect.arrayContaining([address]) as string[];
      expect(topology["r0"]).toMatchObject({ mtu, addresses });
      const names = [...recordsOfKind(topology, "namespace")].map(({ name }) => name);
      expect(names).toEqual(expect.arrayContaining([`drawn${round}`, `typed${round}`]));
    });
    await expectFollowed(lab);
  }
});

test("FOLLOW-2: the address that a bridge takes from a port is nobody's doing, and in nobody's way", async () => {
  await using made = await testLab();
  const { lab } = made;
  lab.typedBy(bob);
  await byHand(lab, "ip link add br0 address 02:00:00:00:00:ff type bridge; ip link add br1 type bridge");
  await lab.followHand();
  const bridge = Object.values(lab.document.topology).find(
    (record) => record.kind === "bridge" && record.name === "br1",
  );
  const macAddress = "02:00:00:00:00:01";
  await lab.edit(
    ada,
    batch(
      { op: "add", record: newVeth("a", "b", "host", "port", { macAddress, master: bridge?.id ?? "" }) },
      { op: "add", record: newVeth("b", "a", "host", "other") },
    ),
  );
  await eventually(() => expect(lab.document.topology[bridge?.id ?? ""]).toMatchObject({ macAddress }));
  expect(lab.log.at(-1)).toMatchObject({ action: "settle", author: { id: "vethlab" } });
  await expectFollowed(lab);
  await lab.undo(ada);
  expect(lab.document.topology["a"]).toBeUndefined();
  await expectFollowed(lab);
});

async function expectSameRebuilt(lab: Lab): Promise<void> {
  const seen = await lab.readObserved();
  const before = comparable(seen);
  await lab.restart();
  const { topology } = lab.document;
  expect(firewallsIn(await lab.readObserved(), topology)).toEqual(firewallsIn(seen, topology));
  expect(rulesIn(await lab.readObserved(), topology)).toEqual(rulesIn(seen, topology));
  expect(lab.state).toEqual({ phase: "running", refused: [] });
  expect(rebuilt(comparable(await lab.readObserved()), topology)).toEqual(rebuilt(before, topology));
}

/** As far as a rebuild is the same: interfaces are numbered anew, and what no record says is not there. */
function rebuilt(seen: ReturnType<typeof comparable>, topology: Topology) {
  return Object.fromEntries(
    [...recordsOfKind(topology, "namespace")].map(({ id, name }) => {
      const here = Object.values(topology).filter(
        (record) => record.kind !== "namespace" && record.namespace === id,
      );
      const { interfaces = {}, routes = [], forwarding } = seen[name] ?? {};
      const drawn = ["lo", ...here.filter(isInterface).map((record) => record.name)].toSorted();
      return [
        name,
        {
          forwarding,
          interfaces: drawn.map((device) => interfaceOf(interfaces[device])),
          routes: routes
            .filter((route) => here.some((record) => record.kind === "route" && isThisRoute(record, route)))
            .map(({ destination, gateway, metric, table, interface: out }) =>
              [destination, gateway, out, metric, table].join(" "),
            )
            .toSorted(),
        },
      ];
    }),
  );
}

/** By namespace; as far as a record says it. */
function firewallsIn({ namespaces }: Observed, topology: Topology) {
  return Object.fromEntries(
    [...recordsOfKind(topology, "namespace")].map(({ id, name }) => [
      name,
      newFirewallAsBuilt("firewall", id, namespaces[name]?.tables ?? []),
    ]),
  );
}

/** Likewise. */
function rulesIn({ namespaces }: Observed, topology: Topology) {
  const drawn = [...recordsOfKind(topology, "rule")];
  return drawn.map((record) => {
    const { name } = namespaceOf(topology, record.namespace);
    return (namespaces[name]?.rules ?? []).find((seen) => isThisRule(record, seen));
  });
}

function interfaceOf(seen: ObservedInterface | undefined) {
  if (seen === undefined) return null;
  const { name, kind, adminState, macAddress, mtu, master, bridge } = seen;
  const addresses = seen.addresses
    // The kernel's own; and an IPv6 address waits until its interface is up: docs/decisions/0004.
    .filter(({ address, scope }) => scope !== "link" && address !== "127.0.0.1/8")
    .filter(({ address }) => adminState === "up" || !address.includes(":"))
    .map(({ address }) => address);
  const qdisc = seen.qdisc?.quality === null ? null : seen.qdisc;
  return { name, kind, adminState, macAddress, mtu, master, bridge, addresses, qdisc };
}
