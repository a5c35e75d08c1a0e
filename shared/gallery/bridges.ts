import { hostId } from "../names.ts";
import type { BridgeRecord } from "../topology.ts";
import { Draft } from "./draft.ts";
import { answers, fails, type GalleryEntry } from "./entry.ts";

const columns = [-420, -116, 188] as const;

/** net0, net1, net2 on br0. */
function three(draft: Draft, addresses: readonly string[], bridge: Partial<BridgeRecord> = {}): Draft {
  const br0 = draft.bridge("br0", -130, 180, bridge);
  for (const [index, address] of addresses.entries()) {
    const namespace = draft.namespace(`net${index}`, columns[index] ?? 0, 360);
    draft.link({ in: namespace, address }, { in: hostId, bridge: br0, name: `veth${index}` });
  }
  return draft;
}

const right = ["10.220.1.1/24", "10.220.1.2/24", "10.220.1.3/24"];

const bridge: GalleryEntry = {
  document: () => three(new Draft(), right).document(),
  pings: [answers("net0", "10.220.1.3"), answers("net2", "10.220.1.2")],
};

const wrongSubnet: GalleryEntry = {
  document: () => three(new Draft(), ["10.0.1.1/24", ...right.slice(1)]).document(),
  pings: [fails("net0", "10.220.1.3"), answers("net1", "10.220.1.3")],
  isWrong: true,
};

const gateway: GalleryEntry = {
  document: () => three(new Draft(), right, { addresses: ["10.220.1.254/24"] }).document(),
  pings: [answers("host", "10.220.1.2"), answers("net0", "10.220.1.254")],
};

/** As Docker leaves it: bridged frames pass the host's firewall, which drops what it forwards. */
const bridgeFirewall: GalleryEntry = {
  document() {
    const draft = three(new Draft({ sysctls: { "net.bridge.bridge-nf-call-iptables": "1" } }), right);
    draft.firewall(hostId, { forward: { policy: "drop", rules: [] } });
    return draft.document();
  },
  pings: [fails("net0", "10.220.1.2"), fails("net1", "10.220.1.3")],
  isWrong: true,
};

/** Fifty on one bridge, in rows under it. */
const star: GalleryEntry = {
  document() {
    const draft = new Draft();
    const br0 = draft.bridge("br0", -1000, 180);
    for (let index = 0; index < 50; index += 1) {
      const x = ((index % 10) - 5) * 290;
      const namespace = draft.namespace(`ns${index + 1}`, x, 400 + Math.floor(index / 10) * 150);
      draft.link(
        { in: namespace, address: `10.0.0.${index + 1}/24` },
        { in: hostId, bridge: br0, name: `port${index + 1}` },
      );
    }
    return draft.document();
  },
  pings: [answers("ns1", "10.0.0.50"), answers("ns25", "10.0.0.2")],
};

export const bridges = {
  bridge,
  "wrong-subnet": wrongSubnet,
  gateway,
  "bridge-firewall": bridgeFirewall,
  star,
} as const;
