import { expect, test } from "vitest";
import { newBridge, newNamespace, newVeth, emptyDocument, type Document } from "../shared/topology.ts";
import type { Vlans } from "../shared/vlans.ts";
import type { Lab } from "./lab.ts";
import { byHand } from "./testing/by-hand.ts";
import { eventually } from "./testing/eventually.ts";
import { ada, expectKernelIsDocument, testLab } from "./testing/labs.ts";
import { needs } from "./testing/needs.ts";

const access = (id: number): Vlans => ({ pvid: id, untagged: [id], tagged: [] });
const up = { adminState: "up" } as const;

/** Three on a bridge that looks at tags: two of them in VLAN 10, the third in 20. */
function threeOnABridge(): Document {
  const ends = [10, 10, 20].flatMap((vlan, index) => {
    const n = index + 1;
    return [
      newNamespace(`n${n}`, `ns${n}`),
      newVeth(`e${n}`, `p${n}`, `n${n}`, "eth0", { ...up, addresses: [`10.0.0.${n}/24`] }),
      newVeth(`p${n}`, `e${n}`, "host", `veth${n}`, { ...up, master: "br", vlans: access(vlan) }),
    ];
  });
  const records = [newBridge("br", "host", "br0", { ...up, vlanFiltering: true }), ...ends];
  return {
    layout: {},
    topology: { ...emptyDocument.topology, ...Object.fromEntries(records.map((each) => [each.id, each])) },
  };
}

async function pings(lab: Lab, to: number): Promise<boolean> {
  const wait = to === 2 ? 5 : 1;
  const output = await byHand(lab, `ip netns exec ns1 ping -c 1 -W ${wait} 10.0.0.${to} || true`);
  return output.includes("1 received");
}

test(
  "VLAN-1: frames stay in their VLAN; what is typed with bridge(8) is drawn, undone, and there again",
  needs("bridgeVlanFiltering"),
  async () => {
    await using made = await testLab(threeOnABridge());
    const { lab } = made;
    await expectKernelIsDocument(lab);
    expect([await pings(lab, 2), await pings(lab, 3)]).toEqual([true, false]);
    lab.typedBy(ada);
    await byHand(
      lab,
      `bridge vlan add dev veth3 vid 10 pvid untagged; bridge vlan del dev veth3 vid 20
       bridge vlan add dev veth2 vid 30-32
       bridge vlan add dev br0 vid 10 self`,
    );
    const typed = {
      p3: { vlans: access(10) },
      p2: { vlans: { ...access(10), tagged: [30, 31, 32] } },
      br: { vlans: { pvid: 1, untagged: [1], tagged: [10] } },
    };
    await eventually(() => expect(lab.document.topology).toMatchObject(typed), 5000);
    expect(await pings(lab, 3)).toBe(true);
    await lab.restart();
    await expectKernelIsDocument(lab);
    expect(lab.document.topology).toMatchObject(typed);
    const off = { op: "update", id: "br", changes: { vlanFiltering: false } } as const;
    await lab.edit(ada, off);
    await lab.undo(ada);
    await lab.undo(ada);
    await expectKernelIsDocument(lab);
  },
);
