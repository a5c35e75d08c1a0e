import { expect, test } from "vitest";
import { batch, type Edit } from "../shared/edit.ts";
import { smallLab } from "../shared/testing/small-lab.ts";
import { parseSingle, recordsOfKind, type SingleRecord } from "../shared/topology.ts";
import { newPrivateKey, publicKeyOf } from "../shared/wireguard-key.ts";
import type { Lab } from "./lab.ts";
import { byHand } from "./testing/by-hand.ts";
import { eventually } from "./testing/eventually.ts";
import { ada, expectKernelIsDocument, testLab } from "./testing/labs.ts";
import { needs } from "./testing/needs.ts";

const keys = { red: newPrivateKey(), blue: newPrivateKey() };
const pingAcross = "ip netns exec red ping -c 2 -i 0.2 -W 5 10.8.0.2";

/** One end of a tunnel over the link that the small lab has between red and blue. */
function end(id: "red" | "blue", other: "red" | "blue", last: number): Edit {
  const peer = {
    publicKey: publicKeyOf(keys[other]),
    // Only one knows where the other is.
    endpoint: id === "red" ? "10.0.0.2:51820" : null,
    allowedIps: [`10.8.0.${3 - last}/32`],
  };
  const record = parseSingle("wireguard", {
    id: `wg-${id}`,
    namespace: id,
    name: "wg0",
    adminState: "up",
    addresses: [`10.8.0.${last}/24`],
    privateKey: keys[id],
    listenPort: 51820,
    peers: [peer],
  });
  if (record === null) throw new TypeError("no such record");
  return { op: "add", record };
}

function wireguardIn({ document: { topology } }: Lab): readonly SingleRecord[] {
  return [...recordsOfKind(topology, "wireguard")];
}

test(
  "KIND-2: peers that were drawn reach each other, and no command shows a key",
  needs("wireguard", "wg"),
  async () => {
    await using made = await testLab(smallLab);
    const { lab } = made;
    const { steps } = await lab.edit(ada, batch(end("red", "blue", 1), end("blue", "red", 2)));
    for (const secret of Object.values(keys)) expect(JSON.stringify(steps)).not.toContain(secret);
    expect(await byHand(lab, pingAcross)).toContain("2 received");
    // By now blue has heard where red is: that is no change of anybody's.
    const { topology } = lab.document;
    await lab.followHand();
    expect(lab.document.topology).toBe(topology);
    await lab.restart();
    await expectKernelIsDocument(lab);
    expect(await byHand(lab, pingAcross)).toContain("2 received");
  },
);

test(
  "FOLLOW-1: what wg(8) is told is seen without a bell, undone, and there again in a new machine",
  needs("wireguard", "wg"),
  async () => {
    await using made = await testLab(smallLab);
    const { lab } = made;
    lab.typedBy(ada);
    await byHand(
      lab,
      `ip -n red link add wg0 type wireguard
       echo ${keys.red} | ip netns exec red wg set wg0 listen-port 7777 private-key /dev/stdin
       ip -n red link set wg0 up`,
    );
    const own = { kind: "wireguard", privateKey: keys.red, listenPort: 7777, adminState: "up" };
    await eventually(() => expect(wireguardIn(lab)).toMatchObject([{ ...own, peers: [] }]), 5000);
    await byHand(
      lab,
      `ip netns exec red wg set wg0 peer ${publicKeyOf(keys.blue)} allowed-ips 10.8.0.0/24,fd08::/64`,
    );
    const peers = [{ publicKey: publicKeyOf(keys.blue), allowedIps: ["10.8.0.0/24", "fd08::/64"] }];
    await eventually(() => expect(wireguardIn(lab)).toMatchObject([{ ...own, peers }]), 5000);
    await lab.restart();
    await expectKernelIsDocument(lab);
    await lab.undo(ada);
    expect(wireguardIn(lab)).toMatchObject([{ ...own, peers: [] }]);
    expect(await byHand(lab, "ip netns exec red wg show wg0 peers")).toBe("");
  },
);
